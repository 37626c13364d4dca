/** What the lab is made of: hosts, segments, names and folders. No effects. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Another name makes a second lab beside the first: its namespaces, groups and state are its own. */
const labName = process.env.DOCK6_LAB_NAME || 'dock6'
/** The group that every process of the lab is under. */
export const labGroup = `${labName}-lab`
/** Built root file systems and locks; survives `lab down`. */
export const cacheDir = process.env.DOCK6_LAB_CACHE || '/var/cache/dock6-lab'
/** Everything of the running lab; `lab down` empties it. */
export const stateDir = process.env.DOCK6_LAB_STATE || `/var/lib/${labGroup}`
/** Static files that go into every host. */
export const filesDir = fileURLToPath(new URL('./files/', import.meta.url))

/** The image that every host has without a registry. */
export const labImage = 'busybox:lab'
export const consolePort = 8666

/**
 * @typedef {'modern' | 'old'} HostName
 * @typedef {object} Host
 * @property {HostName} name
 * @property {string} suite Debian release of the root file system
 * @property {string[]} packages on top of `basePackages`
 * @property {string[]} disabled units that are installed but not started
 * @property {string} netns
 * @property {string} port its veth end on the router's bridge
 * @property {string} mac fixed, so that the SLAAC address stays the same
 * @property {string} machineId
 * @property {string} address the static IPv6 address
 * @property {string} address4
 */

/** @type {Record<HostName, Host>} */
export const hosts = {
  modern: {
    name: 'modern',
    suite: 'forky',
    packages: ['docker-cli'],
    disabled: [],
    netns: `${labName}-modern`,
    port: 'p-modern',
    mac: '52:54:00:d6:00:10',
    machineId: 'd0c6d0c6d0c6d0c6d0c6d0c6d0c60010',
    address: '2001:db8:23:42::10',
    address4: '192.0.2.10',
  },
  old: {
    name: 'old',
    suite: 'bookworm',
    packages: ['ndppd'],
    disabled: ['ndppd.service'],
    netns: `${labName}-old`,
    port: 'p-old',
    mac: '52:54:00:d6:00:20',
    machineId: 'd0c6d0c6d0c6d0c6d0c6d0c6d0c60020',
    address: '2001:db8:23:42::20',
    address4: '192.0.2.20',
  },
}

/** Those that this lab has: both, unless `DOCK6_LAB_HOSTS` names some (as in `old`). */
export const hostList = process.env.DOCK6_LAB_HOSTS ? process.env.DOCK6_LAB_HOSTS.split(',').map(hostNamed) : Object.values(hosts)

export const basePackages = [
  'systemd', 'systemd-sysv', 'dbus', 'docker.io', 'iptables', 'nftables', 'iproute2', 'procps',
  'iputils-ping', 'ca-certificates', 'kmod', 'libstdc++6',
]

/** The segment that the hosts' eth0 is on; the router sends RAs here. */
export const uplink = {
  device: 'up0',
  mac: '52:54:00:d6:00:01',
  prefix: '2001:db8:23:42::/64',
  router: '2001:db8:23:42::1',
  router4: '192.0.2.1',
}

export const router = { netns: `${labName}-rt`, dir: join(stateDir, 'router') }

/** The segment that the administrator's browser is on, one hop from the hosts. */
export const lan = {
  netns: `${labName}-lan`,
  device: 'lan0',
  prefix: '2001:db8:1a::/64',
  router: '2001:db8:1a::1',
  router4: '198.51.100.1',
  address: '2001:db8:1a::a',
  address4: '198.51.100.10',
  chromium: join(stateDir, 'bin', 'chromium'),
}

/**
 * @param {string} name
 * @returns {Host}
 */
export function hostNamed(name) {
  const host = hosts[/** @type {HostName} */ (name)]
  if (!host) throw new Error(`no lab host "${name}"; there are: ${Object.keys(hosts).join(', ')}`)
  return host
}

/**
 * Where one host's files lie.
 * @param {Host} host
 */
export function hostPaths(host) {
  const dir = join(stateDir, 'hosts', host.name)
  return {
    dir,
    root: join(dir, 'root'),
    upper: join(dir, 'upper'),
    work: join(dir, 'work'),
    docker: join(dir, 'docker'),
    record: join(dir, 'machine.json'),
    log: join(dir, 'boot.log'),
  }
}

/** @param {Host} host */
export const consoleUrl = (host) => `https://[${host.address}]:${consolePort}`
