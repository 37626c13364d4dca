import { closeSync, openSync, readSync, readdirSync } from 'node:fs'

const SYS = '/proc/sys/'

const PER_LINK = [
  'forwarding', 'accept_ra', 'accept_ra_defrtr', 'accept_dad', 'autoconf', 'proxy_ndp', 'disable_ipv6', 'use_tempaddr', 'keep_addr_on_down', 'addr_gen_mode', 'mtu',
]
const GLOBAL = [
  'net/ipv6/bindv6only', 'net/ipv6/ip_nonlocal_bind', 'net/ipv4/ip_forward', 'net/ipv4/conf/all/forwarding',
  'net/bridge/bridge-nf-call-ip6tables', 'net/bridge/bridge-nf-call-iptables', 'net/bridge/bridge-nf-call-arptables',
]

/** Values are a few digits; the longest file read here is far shorter than this. */
const BUFFER_BYTES = 256

/**
 * Reads the kernel settings that decide about IPv6, by path under /proc/sys. What does not exist (a link without IPv6, a module that is not loaded) is left out.
 * Reads are synchronous on purpose: procfs answers from memory, and 300 links x 12 files take 30 ms, less than handing each read to a thread costs.
 */
export async function gatherSysctls(): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  const add = (path: string) => {
    const value = read(SYS + path, buffer)
    if (value !== null) values[path] = value
  }
  for (const path of GLOBAL) add(path)
  for (const dev of list('net/ipv6/conf')) for (const name of PER_LINK) add(`net/ipv6/conf/${dev}/${name}`)
  for (const dev of list('net/ipv6/neigh')) add(`net/ipv6/neigh/${dev}/proxy_delay`)
  return values
}

function list(folder: string): string[] {
  try {
    return readdirSync(SYS + folder)
  } catch {
    return []
  }
}

/** One read call, which is all that a sysctl needs; null if the file is not there or may not be read (some are 0600 root). */
function read(path: string, buffer: Buffer): string | null {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, 0)).trim()
  } catch {
    return null
  } finally {
    closeSync(fd)
  }
}
