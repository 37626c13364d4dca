/** The settings of an installed dock6: /etc/dock6/dock6.env, read by all units. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isThere } from './files.mjs'
import { places } from './places.mjs'

/** What may be given to the installer in its environment, and is kept from then on. */
const NAMES = ['DOCK6_PORT', 'DOCK6_HOSTNAMES', 'DOCK6_TRUSTED_PROXY', 'DOCK6_CONFIRM_SECONDS', 'DOCK6_ENGINE']
const LINE = /^\s*(DOCK6_\w+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*?))\s*$/

const file = () => join(places().settings, 'dock6.env')

/** @param {string} text @returns {Record<string, string>} */
export function parseSettings(text) {
  return Object.fromEntries(text.split('\n').flatMap((line) => {
    const found = LINE.exec(line)
    return found ? [[found[1] ?? '', found[2]?.replace(/\\(.)/g, '$1') ?? found[3] ?? found[4] ?? '']] : []
  }))
}

/**
 * The text with one setting said: in place of the line that says it now, else at its end. Other lines and comments stay.
 * @param {string} text @param {string} name @param {string} value
 */
export function withSetting(text, name, value) {
  const line = `${name}="${value.replace(/["\\]/g, '\\$&')}"`
  const lines = text.split('\n')
  const at = lines.findLastIndex((one) => LINE.exec(one)?.[1] === name)
  if (at >= 0) return lines.with(at, line).join('\n')
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${line}\n`
}

export const readSettings = () => (isThere(file()) ? parseSettings(readFileSync(file(), 'utf8')) : {})

/** The port that the console listens on, from what was given now or is set already. */
export function portOf(/** @type {Record<string, string | undefined>} */ given = {}) {
  const port = given['DOCK6_PORT'] || readSettings()['DOCK6_PORT'] || '8666'
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535) throw new Error(`DOCK6_PORT is “${port}”; a port is a number from 1 to 65535.`)
  return Number(port)
}

/** Keeps the settings that are given in an environment. @param {NodeJS.ProcessEnv} env */
export function keepSettings(env) {
  const given = NAMES.flatMap((name) => (env[name] ? [/** @type {const} */ ([name, env[name]])] : []))
  if (given.length === 0) return
  for (const [name, value] of given) if (/[\n\r]/.test(value)) throw new Error(`${name} holds a line end.`)
  const before = isThere(file()) ? readFileSync(file(), 'utf8') : ''
  const after = given.reduce((text, [name, value]) => withSetting(text, name, value), before)
  if (after === before) return
  mkdirSync(places().settings, { recursive: true, mode: 0o755 })
  writeFileSync(`${file()}.new`, after, { mode: 0o644 })
  renameSync(`${file()}.new`, file())
}
