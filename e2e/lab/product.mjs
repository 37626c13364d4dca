/** The built product on a host: installed as systemd units, as at a user's place. */
import { X509Certificate } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DIST, ROOT } from '../../scripts/steps/paths.mjs'
import { consolePort, hostPaths } from './config.mjs'
import { hostEnv, onHost } from './machine.mjs'
import { removeTree } from './mounts.mjs'
import { inNetns } from './network.mjs'
import { leaderPid, readRecord, writeRecord } from './record.mjs'
import { must } from './run.mjs'

/** @typedef {import('./config.mjs').Host} Host */

const units = ['dock6-keeper.service', 'dock6-console.service']
/** Runs once at the start of the host, before the engine. */
const bootUnit = 'dock6-boot.service'
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
  const target = join(root, 'opt/dock6')
  await removeTree(target)
  await must(['cp', '-a', '--no-preserve=ownership', DIST, target])
  copyNode(join(root, 'usr/local/bin/node'))
  for (const unit of [...units, bootUnit]) copyFileSync(join(ROOT, 'install', unit), join(root, 'etc/systemd/system', unit))
  mkdirSync(join(root, 'etc/sysusers.d'), { recursive: true })
  copyFileSync(join(ROOT, 'install/dock6.sysusers.conf'), join(root, 'etc/sysusers.d/dock6.conf'))
  await must(['systemd-sysusers', `--root=${root}`, 'dock6.conf'])
  await must(['systemctl', '--quiet', `--root=${root}`, 'enable', ...units, bootUnit])
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
  if (readRecord(host)?.product) await systemctl('stop', ...units)
  await copyProduct(host)
  await systemctl('daemon-reload')
  // Not start: an installation that was cut off may have left them running on files that are gone.
  await systemctl('restart', ...units)
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
