/** The built product on a host: installed as systemd units, as at a user's place. */
import { X509Certificate } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enlist, stage } from '../../scripts/host/files.mjs'
import { places, RUNNING } from '../../scripts/host/places.mjs'
import { DIST } from '../../scripts/steps/paths.mjs'
import { consolePort, hostPaths } from './config.mjs'
import { hostEnv, onHost } from './machine.mjs'
import { inNetns } from './network.mjs'
import { leaderPid, readRecord, writeRecord } from './record.mjs'
import { must, run } from './run.mjs'

/** @typedef {import('./config.mjs').Host} Host */

/** Where the machine's own Node.js is put on a host. */
const NODE = '/usr/local/bin/node'
const probe = fileURLToPath(new URL('./probe.mjs', import.meta.url))

/** The build writes it last. */
const buildNote = join(DIST, 'build.json')

export const isBuilt = () => existsSync(buildNote)

/** Which build `dist/` holds; throws when there is none. */
export function builtProduct() {
  if (!isBuilt()) throw new Error('dist/ does not hold the product: run "npm run build" first, or use --without-product')
  return readFileSync(buildNote, 'utf8').trim()
}

/**
 * Puts the build on the host's disk, running or not; data of an earlier one is kept.
 * @param {Host} host
 */
export async function copyProduct(host) {
  const { root } = hostPaths(host)
  // The installer's own hands; what it does beside them (checks, a way back) is tried in e2e/setup/install.e2e.ts.
  await stage({ dist: DIST, target: places(root).product, node: NODE })
  copyNode(join(root, NODE))
  await enlist(root)
}

/** The machine's own node, unless the host has it already. @param {string} target */
function copyNode(target) {
  const size = (/** @type {string} */ path) => (existsSync(path) ? statSync(path).size : -1)
  if (size(target) !== size(process.execPath)) copyFileSync(process.execPath, target)
}

/**
 * Replaces the build on a running host: stop, copy, start.
 * @param {Host} host
 */
export async function reinstall(host) {
  const build = builtProduct()
  const systemctl = (/** @type {string[]} */ ...args) => must(onHost(host, ['systemctl', ...args]), { env: hostEnv })
  // Fails where a test has removed them; started they are in any case.
  if (readRecord(host)?.product) await run(onHost(host, ['systemctl', 'stop', ...RUNNING]), { env: hostEnv })
  await copyProduct(host)
  await systemctl('daemon-reload')
  // Not start: an installation that was cut off may have left them running on files that are gone.
  await systemctl('restart', ...RUNNING)
  await noteProduct(host, build)
}

/**
 * Waits for the console, then remembers which build it is.
 * @param {Host} host
 * @param {string} build
 */
export async function noteProduct(host, build) {
  await untilHealthy(host)
  const record = readRecord(host)
  if (record) writeRecord(host, { ...record, product: build })
}

/** Waits until the console answers on the host itself: the way there may be what a test has broken. @param {Host} host */
export async function untilHealthy(host) {
  const url = `https://[::1]:${consolePort}/api/v1/health`
  await must(inNetns(host.netns, [process.execPath, probe, url, '60000']))
}

/** @param {Host} host @param {string} path */
function readConsoleFile(host, path) {
  const file = join(hostPaths(host).root, 'var/lib/dock6/console', path)
  return leaderPid(host) && existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** The one-time setup token; null once there is an administrator. @param {Host} host */
export const readSetupToken = (host) => readConsoleFile(host, 'setup-token')?.trim() ?? null

/** SHA-256 of the console's certificate. @param {Host} host */
export function readFingerprint(host) {
  const pem = readConsoleFile(host, 'tls/cert.pem')
  return pem === null ? null : new X509Certificate(pem).fingerprint256
}
