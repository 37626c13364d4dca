/** The lab's network: router, uplink segment, LAN segment and the hosts' cables. */
import { chmodSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { groupPath, inGroup, killGroup, members } from './cgroup.mjs'
import { lan, router, uplink } from './config.mjs'
import { must, run, startDaemon, until } from './run.mjs'

/** @typedef {import('./config.mjs').Host} Host */

/** @param {string} netns */
export const netnsPath = (netns) => `/run/netns/${netns}`

/**
 * `ip netns exec` would remount /sys and hide the cgroups; nsenter leaves them alone.
 * @param {string} netns
 * @param {readonly string[]} argv
 */
export const inNetns = (netns, argv) => ['nsenter', `--net=${netnsPath(netns)}`, ...argv]

/** @param {string} netns @param {string[]} args */
const ip = (netns, ...args) => must(['ip', '-n', netns, ...args])

/** @param {string} netns @param {string[]} settings */
const sysctl = (netns, ...settings) => must(inNetns(netns, ['sysctl', '-qw', ...settings]))

/**
 * Removes a namespace. Its cable goes first: the kernel destroys namespaces later, and the other end would linger.
 * @param {string} netns
 * @param {string} [port] the cable's end in the router
 */
async function removeNetns(netns, port) {
  if (port && existsSync(netnsPath(router.netns))) await run(['ip', '-n', router.netns, 'link', 'del', port])
  if (!existsSync(netnsPath(netns))) return
  await must(['ip', 'netns', 'del', netns])
}

/** @param {string} netns */
async function addNetns(netns) {
  await must(['ip', 'netns', 'add', netns])
  await ip(netns, 'link', 'set', 'lo', 'up')
}

/** True if the uplink segment's address is where it belongs. */
async function hasUplink() {
  if (!existsSync(netnsPath(router.netns))) return false
  const shown = await run(['ip', '-n', router.netns, '-o', '-6', 'addr', 'show', 'to', uplink.router])
  return shown.code === 0 && shown.stdout.includes(uplink.device)
}

/** @returns {Promise<boolean>} true if it had to be made anew, so that the hosts' cables are gone */
export async function ensureRouter() {
  if (await hasUplink()) {
    if (!radvdRuns()) await startRadvd()
    return false
  }
  await removeRouter()
  const { netns } = router
  await addNetns(netns)
  await sysctl(netns, 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1')
  // Without a querier, snooping would only delay the neighbor solicitations that the tests count.
  await ip(netns, 'link', 'add', uplink.device, 'address', uplink.mac, 'type', 'bridge', 'mcast_snooping', '0')
  await ip(netns, 'link', 'set', uplink.device, 'up')
  await ip(netns, 'addr', 'add', `${uplink.router}/64`, 'dev', uplink.device, 'nodad')
  await ip(netns, 'addr', 'add', `${uplink.router4}/24`, 'dev', uplink.device)
  await startRadvd()
  return true
}

/** radvd leaves a helper behind when it is killed, so only the process of the pid file counts. */
function radvdRuns() {
  const file = join(router.dir, 'radvd.pid')
  return existsSync(file) && members('router').includes(readFileSync(file, 'utf8').trim())
}

async function startRadvd() {
  await killGroup('router')
  const config = join(router.dir, 'radvd.conf')
  mkdirSync(router.dir, { recursive: true })
  writeFileSync(config, `interface ${uplink.device} {
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 10;
  AdvDefaultLifetime 60;
  prefix ${uplink.prefix} { AdvOnLink on; AdvAutonomous on; };
};
`)
  const log = openSync(join(router.dir, 'radvd.log'), 'a')
  const radvd = ['radvd', '--nodaemon', '--config', config, '--pidfile', join(router.dir, 'radvd.pid'), '--logmethod', 'stderr']
  startDaemon(inGroup(groupPath('router'), inNetns(router.netns, radvd)), log)
  closeSync(log)
}

export async function removeRouter() {
  await killGroup('router')
  await removeNetns(router.netns)
}

/** The namespace of the person on the LAN, and the browser that runs in it. */
export async function ensureLan() {
  writeBrowser()
  if (existsSync(netnsPath(lan.netns))) {
    const reached = await run(inNetns(lan.netns, ['ping', '-6', '-c1', '-W2', uplink.router]))
    if (reached.code === 0) return
  }
  await removeLan()
  await addNetns(lan.netns)
  await cable(lan.device, lan.netns)
  await ip(router.netns, 'addr', 'add', `${lan.router}/64`, 'dev', lan.device, 'nodad')
  await ip(router.netns, 'addr', 'add', `${lan.router4}/24`, 'dev', lan.device)
  await ip(lan.netns, 'link', 'set', 'eth0', 'up')
  await ip(lan.netns, 'addr', 'add', `${lan.address}/64`, 'dev', 'eth0', 'nodad')
  await ip(lan.netns, 'addr', 'add', `${lan.address4}/24`, 'dev', 'eth0')
  await ip(lan.netns, '-6', 'route', 'add', 'default', 'via', lan.router)
  await ip(lan.netns, 'route', 'add', 'default', 'via', lan.router4)
}

export async function removeLan() {
  await killNetns(lan.netns)
  await removeNetns(lan.netns, lan.device)
}

/** Ends what still runs in a namespace, such as a browser that a test left. @param {string} netns */
async function killNetns(netns) {
  if (!existsSync(netnsPath(netns))) return
  const pids = (await must(['ip', 'netns', 'pids', netns])).split('\n').filter(Boolean)
  for (const pid of pids) await run(['kill', '-KILL', pid])
}

function writeBrowser() {
  mkdirSync(dirname(lan.chromium), { recursive: true })
  writeFileSync(lan.chromium, `#!/bin/sh\nexec nsenter --net=${netnsPath(lan.netns)} /usr/bin/chromium "$@"\n`)
  chmodSync(lan.chromium, 0o755)
}

/**
 * A veth from the router to eth0 of a namespace.
 * @param {string} port its end in the router
 * @param {string} netns
 * @param {string[]} [far] more settings of eth0
 */
async function cable(port, netns, far = []) {
  const peer = ['peer', 'name', 'eth0', 'netns', netns, ...far]
  await must(['ip', 'link', 'add', 'name', port, 'netns', router.netns, 'type', 'veth', ...peer])
  await ip(router.netns, 'link', 'set', port, 'up')
}

/** A new, empty namespace for a host, plugged into the uplink. @param {Host} host */
export async function plugHost(host) {
  await unplugHost(host)
  await addNetns(host.netns)
  await cable(host.port, host.netns, ['address', host.mac])
  await ip(router.netns, 'link', 'set', host.port, 'master', uplink.device)
}

/**
 * Waits until no address of eth0 is tentative any more. A clean host must also have heard the router's RA;
 * on one that keeps its disk, hearing none may be the very fault under test.
 * @param {Host} host
 * @param {boolean} clean
 */
export async function untilAddressed(host, clean) {
  const shown = (/** @type {string[]} */ ...args) => ip(host.netns, '-6', '-oneline', ...args)
  const settled = async () => {
    if (await shown('addr', 'show', 'dev', 'eth0', 'tentative')) return false
    if (!clean) return true
    return (await shown('addr', 'show', 'dev', 'eth0', 'dynamic')) && (await shown('route', 'show', 'default', 'proto', 'ra'))
  }
  await until(`the addresses of ${host.name}`, 30_000, settled, 150)
}

/** @param {Host} host */
export async function unplugHost(host) {
  await removeNetns(host.netns, host.port)
  if (!existsSync(netnsPath(router.netns))) return
  // What the router learned of the former machine must not answer for the next one.
  await run(['ip', '-n', router.netns, 'neigh', 'flush', 'dev', uplink.device])
}
