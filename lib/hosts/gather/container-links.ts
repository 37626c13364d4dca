import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statfsSync } from 'node:fs'
import { run } from '../run'

/** One link inside a container. `iflink` is the index of a veth's other end, null for links without one. */
export type NetnsLink = { name: string; index: number; iflink: number | null; mac: string | null }

const NSENTER_TIMEOUT_MS = 3000
/** File system type of /sys (include/uapi/linux/magic.h). */
const SYSFS_MAGIC = 0x62656572

/** The links of a container: from its own /sys where that can be had, else by asking `ip` in its namespace. */
export async function readContainerLinks(pid: number): Promise<NetnsLink[]> {
  const names = readFileSync(`/proc/${pid}/net/dev`, 'utf8')
    .split('\n')
    .slice(2)
    .map((line) => line.slice(0, line.lastIndexOf(':', line.search(/:\s*\d/) + 1)).trim())
    .filter((name) => name !== '')
  const links = names.map((name) => (name === 'lo' ? { name, index: 1, iflink: null, mac: null } : fromSys(pid, name)))
  return links.every((link) => link !== null) ? links : fromIp(pid)
}

/** A link by the container's /sys/class/net; null if anything there is not what the kernel would put there. */
function fromSys(pid: number, name: string): NetnsLink | null {
  const folder = `/proc/${pid}/root/sys/class/net/${name}`
  const index = integer(readHostile(`${folder}/ifindex`))
  const iflink = integer(readHostile(`${folder}/iflink`))
  if (index === null || iflink === null) return null
  const mac = readHostile(`${folder}/address`)?.trim() ?? ''
  return { name, index, iflink: iflink === index || iflink === 0 ? null : iflink, mac: macOf(mac) }
}

/**
 * Reads a small file below a container's root, which is in the hands of whoever runs the container: it may be a FIFO, a device (opening the
 * host's /dev/watchdog would start it) or a link to anywhere on the host. So it is opened only if it lies in a sysfs, and without waiting. What comes back is believed only as a plain number or MAC address, and the join with
 * the host's links checks that a veth with that index exists.
 */
function readHostile(path: string): string | null {
  let fd: number
  try {
    if (statfsSync(path).type !== SYSFS_MAGIC) return null
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return null
  }
  try {
    if (!fstatSync(fd).isFile()) return null
    const buffer = Buffer.alloc(64)
    return buffer.toString('latin1', 0, readSync(fd, buffer, 0, buffer.length, 0))
  } catch {
    return null
  } finally {
    closeSync(fd)
  }
}

function integer(text: string | null): number | null {
  const digits = text?.trim() ?? ''
  return /^\d{1,10}$/.test(digits) && Number(digits) <= 0x7fffffff ? Number(digits) : null
}

function macOf(text: string): string | null {
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text) ? text : null
}

/** The same by netlink, for containers without a usable /sys. Costs a process each. */
async function fromIp(pid: number): Promise<NetnsLink[]> {
  const printed = await run(['nsenter', `--net=/proc/${pid}/ns/net`, 'ip', '-j', 'link'], { timeoutMs: NSENTER_TIMEOUT_MS })
  if (!printed.ok) return []
  try {
    const links: unknown = JSON.parse(printed.value)
    return Array.isArray(links) ? links.flatMap(fromIpLink) : []
  } catch {
    return []
  }
}

function fromIpLink(link: unknown): NetnsLink[] {
  const { ifname, ifindex, link_index, address } = (link ?? {}) as { ifname?: unknown; ifindex?: unknown; link_index?: unknown; address?: unknown }
  if (typeof ifname !== 'string' || typeof ifindex !== 'number') return []
  return [{ name: ifname, index: ifindex, iflink: typeof link_index === 'number' && link_index > 0 ? link_index : null, mac: typeof address === 'string' && ifname !== 'lo' ? macOf(address) : null }]
}
