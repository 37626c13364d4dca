import { z } from 'zod'
import { formatAddress, type Family } from '../../core/ip'
import type { ContainerNetns } from './readings'

/** What `gatherContainerNetns` hands on for one container: its links, and texts of files under /proc/<pid>/net (tables cut to their listening sockets). */
export const netnsSchema = z.object({
  id: z.string(),
  pid: z.number(),
  links: z.array(z.object({ name: z.string(), index: z.number(), iflink: z.number().nullable(), mac: z.string().nullable() })),
  files: z.object({ if_inet6: z.string(), ipv6_route: z.string(), tcp: z.string(), tcp6: z.string(), udp: z.string(), udp6: z.string() }),
})

/** The facts of one container's network namespace out of the kernel's files. Lines that make no sense are left out: the files end where the kernel says. */
export function toNetns({ id, pid, links, files }: z.infer<typeof netnsSchema>): ContainerNetns {
  return {
    id,
    pid,
    links,
    addresses: parseIfInet6(files.if_inet6),
    listening: [
      ...parseSockets(files.tcp, 'tcp', 4), ...parseSockets(files.tcp6, 'tcp', 6),
      ...parseSockets(files.udp, 'udp', 4), ...parseSockets(files.udp6, 'udp', 6),
    ],
    defaultRoute6: parseDefaultRoute(files.ipv6_route),
  }
}

// if_inet6 prints the low eight IFA_F_* bits only (include/uapi/linux/if_addr.h), so mngtmpaddr and noprefixroute are not told.
const FLAGS: [number, string][] = [[0x01, 'temporary'], [0x02, 'nodad'], [0x04, 'optimistic'], [0x08, 'dadfailed'], [0x10, 'home'], [0x20, 'deprecated'], [0x40, 'tentative']]
const PERMANENT = 0x80
// IPV6_ADDR_* scope bits of include/net/ipv6.h, in the words of `ip`.
const SCOPES: Record<number, string> = { 0x00: 'global', 0x10: 'host', 0x20: 'link', 0x40: 'site' }

/** `/proc/net/if_inet6`: address, ifindex, prefix length, scope and flags in hexadecimal, then the link's name. */
export function parseIfInet6(file: string): ContainerNetns['addresses'] {
  return lines(file).flatMap((line) => {
    const [hex = '', , plen = '', scope = '', bits = '', dev] = line.trim().split(/\s+/)
    const address = read6(hex)
    const length = Number.parseInt(plen, 16)
    if (address === null || dev === undefined || !(length <= 128)) return []
    const value = Number.parseInt(bits, 16)
    const flags = FLAGS.filter(([bit]) => value & bit).map(([, name]) => name)
    if (!(value & PERMANENT)) flags.push('dynamic')
    return [{ dev, address, length, scope: SCOPES[Number.parseInt(scope, 16)] ?? 'global', flags }]
  })
}

const RTF_GATEWAY = 0x2
const RTF_REJECT = 0x200

/** The default route with the lowest metric in `/proc/net/ipv6_route` that has a router. */
export function parseDefaultRoute(file: string): { via: string; dev: string } | null {
  let best: { via: string; dev: string; metric: number } | null = null
  for (const line of lines(file)) {
    const [dst = '', plen, , , nexthop = '', metricHex = '', , , bits = '', dev] = line.trim().split(/\s+/)
    const flags = Number.parseInt(bits, 16)
    const via = read6(nexthop)
    if (plen !== '00' || !/^0{32}$/.test(dst) || dev === undefined || via === null || !(flags & RTF_GATEWAY) || flags & RTF_REJECT) continue
    const metric = Number.parseInt(metricHex, 16)
    if (best === null || metric < best.metric) best = { via, dev, metric }
  }
  return best && { via: best.via, dev: best.dev }
}

const LISTEN = '0A'
/** A UDP socket that nobody connected is in this state: it takes packets from anyone. */
const UNCONNECTED = '07'

/** Listening sockets of `/proc/net/{tcp,tcp6,udp,udp6}`; several sockets on one address and port (SO_REUSEPORT) count once. */
export function parseSockets(file: string, proto: 'tcp' | 'udp', family: Family): ContainerNetns['listening'] {
  const seen = new Map<string, ContainerNetns['listening'][number]>()
  for (const line of lines(file)) {
    const [, local = '', , state] = line.trim().split(/\s+/)
    if (state !== (proto === 'tcp' ? LISTEN : UNCONNECTED)) continue
    const [hex = '', portHex = ''] = local.split(':')
    const address = family === 4 ? read4Swapped(hex) : read6Swapped(hex)
    const port = Number.parseInt(portHex, 16)
    if (address !== null && port > 0) seen.set(local, { proto, family, address, port })
  }
  return [...seen.values()]
}

function lines(file: string): string[] {
  return file.split('\n').filter((line) => line !== '')
}

function read6(hex: string): string | null {
  return /^[0-9a-fA-F]{32}$/.test(hex) ? formatAddress(6, BigInt(`0x${hex}`)) : null
}

// The socket tables print 32-bit words in the byte order of the machine; every machine that runs Docker is little-endian.
function read4Swapped(hex: string): string | null {
  return /^[0-9a-fA-F]{8}$/.test(hex) ? formatAddress(4, BigInt(`0x${swap(hex)}`)) : null
}

function read6Swapped(hex: string): string | null {
  return /^[0-9a-fA-F]{32}$/.test(hex) ? read6((hex.match(/.{8}/g) ?? []).map(swap).join('')) : null
}

function swap(word: string): string {
  return (word.match(/../g) ?? []).reverse().join('')
}
