/** What a new user finds and does: a host without dock6, a checkout of it, a browser whose every click is counted. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../../scripts/steps/paths.mjs'
import { hostNamed, hostPaths } from '../lab/config.mjs'
import { reset } from '../lab/host.mjs'
import { must } from '../lab/run.mjs'

/** @typedef {import('playwright-core').Page} Page @typedef {import('../lab/config.mjs').HostName} HostName */

export const CHECKOUT = '/srv/dock6'
/** No part of a fresh checkout. The packages are: no host of the lab reaches a registry. */
const NOT_FRESH = new Set(['.git', '.next', 'dist', 'test-results', 'playwright-report', 'tsconfig.tsbuildinfo'])

/**
 * A clean host without dock6, with Node.js, npm and a fresh checkout on it.
 * @param {HostName} name
 */
export async function freshHost(name) {
  const host = hostNamed(name)
  await reset(host, { product: false })
  const { root } = hostPaths(host)
  copyFileSync(process.execPath, join(root, 'usr/local/bin/node'))
  const npm = join((await must(['npm', 'root', '--global'])).trim(), 'npm')
  cpSync(realpathSync(npm), join(root, 'usr/local/lib/node_modules/npm'), { recursive: true })
  const link = join(root, 'usr/local/bin/npm')
  rmSync(link, { force: true })
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', link)
  const checkout = join(root, CHECKOUT)
  mkdirSync(dirname(checkout), { recursive: true })
  mkdirSync(checkout)
  const parts = readdirSync(ROOT).filter((part) => !NOT_FRESH.has(part))
  await must(['cp', '--archive', ...parts.map((part) => join(ROOT, part)), checkout])
}

/**
 * A clean host with dock6, as the lab has it.
 * @param {HostName} name
 */
export const usualHost = (name) => reset(hostNamed(name), { product: true })

const CLICKS = new Set(['click', 'dblclick', 'tap', 'check', 'uncheck', 'selectOption', 'press', 'dragTo'])
/** Typed or pasted; the address of the page counts, too. */
const FIELDS = new Set(['fill', 'type', 'pressSequentially', 'goto'])

/**
 * The page with every click and every field counted, in whatever locator they are done.
 * @param {Page} page
 * @returns {{ page: Page, counts: { clicks: number, fields: number } }}
 */
export function counted(page) {
  const counts = { clicks: 0, fields: 0 }
  /** @template {object} T @param {T} thing @returns {T} */
  const wrap = (thing) => new Proxy(thing, {
    get(target, name) {
      const value = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (/** @type {unknown[]} */ ...args) => {
        if (CLICKS.has(String(name))) counts.clicks++
        if (FIELDS.has(String(name))) counts.fields++
        const result = value.apply(target, args)
        return result !== null && typeof result === 'object' && typeof result.fill === 'function' ? wrap(result) : result
      }
    },
  })
  return { page: wrap(page), counts }
}
