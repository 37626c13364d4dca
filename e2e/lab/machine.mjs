/** One host as a machine: power on, power off, and running commands on it. */
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { groupPath, inGroup, killGroup, untilEmpty } from './cgroup.mjs'
import { hostPaths, labImage } from './config.mjs'
import { askEngine } from './engine.mjs'
import { netnsPath } from './network.mjs'
import { leaderOf, leaderPid, readRecord, startTime, writeRecord } from './record.mjs'
import { startDaemon, until } from './run.mjs'

/** @typedef {import('./config.mjs').Host} Host */

/** Switches the machine on; its namespace must be plugged in. @param {Host} host */
export async function boot(host) {
  const paths = hostPaths(host)
  const log = openSync(paths.log, 'a')
  const pid = startDaemon(inGroup(groupPath(host.name), [
    'systemd-nspawn', '--quiet', '--boot', `--directory=${paths.root}`, `--machine=${host.netns}`,
    `--hostname=${host.name}`, '--register=no', '--keep-unit', '--resolv-conf=off', '--timezone=off',
    `--network-namespace-path=${netnsPath(host.netns)}`, '--capability=all',
    '--system-call-filter=@mount bpf keyctl add_key', '--bind=/dev/fuse',
    // overlay2 does not work on top of an overlay, so the engine's own data lies on a real file system
    `--bind=${paths.docker}:/var/lib/docker`,
  ]), log, {
    PATH: process.env.PATH,
    SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
  })
  closeSync(log)
  const nspawn = { pid, started: startTime(pid) }
  const leader = await until(`${host.name} to start`, 20_000, () => leaderOf(nspawn), 30)
  const engine = await until(`the engine of ${host.name} and its ${labImage} image`, 60_000, () => askEngine(leader), 200)
  writeRecord(host, { nspawn, engine, product: readRecord(host)?.product ?? null })
}

/** Orderly: systemd stops its units first. @param {Host} host */
export async function powerOff(host) {
  const leader = leaderPid(host)
  const poweroff = 34 + 4 // SIGRTMIN+4 has no name in Node
  if (leader) process.kill(leader, poweroff)
  try {
    await untilEmpty(host.name, 30_000)
  } finally {
    await powerCut(host)
  }
}

/** Everything on the machine ends in this instant. @param {Host} host */
export const powerCut = (host) => killGroup(host.name)

/** @param {Host} host */
export async function isUp(host) {
  const leader = leaderPid(host)
  if (!leader) return false
  return Boolean(await askEngine(leader).catch(() => null))
}

/**
 * The argv that runs `argv` on the host, in a group of its own beside the host's units.
 * @param {Host} host
 * @param {readonly string[]} argv
 */
export function onHost(host, argv) {
  const leader = leaderPid(host)
  if (!leader) throw new Error(`lab host "${host.name}" is not running; see: npm run lab status`)
  const group = join(groupPath(host.name), 'payload', 'lab.exec')
  return inGroup(group, ['nsenter', '--target', String(leader), '--all', '--', ...argv])
}

/** A login's environment on a host, nothing of the outer machine's. */
export const hostEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  TERM: process.env.TERM ?? 'dumb',
}
