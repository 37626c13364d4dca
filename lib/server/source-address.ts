import { contains, formatAddress, makePrefix, parseAddress, type Address, type Prefix } from '../core/ip'

const MAPPED = 0xffffn

/** The address of a peer as people know it: no zone, and IPv4 instead of the mapped form that a dual-stack listener sees. */
export function plainAddress(peer: string | undefined): Address | null {
  const parsed = parseAddress(peer ?? '')
  if (!parsed.ok) return null
  const { family, value } = parsed.value
  if (family === 6 && value >> 32n === MAPPED) {
    const v4 = value & 0xffffffffn
    return { family: 4, value: v4, text: formatAddress(4, v4) }
  }
  return { family, value, text: formatAddress(family, value) }
}

/**
 * The unit that attempts are counted by: one IPv4 address, or one IPv6 /64, because every host can use all addresses of its /64
 * (RFC 4291 section 2.5.1, RFC 8981).
 */
export function sourceOf(client: string): string {
  const address = plainAddress(client)
  if (address === null) return 'unknown'
  return address.family === 4 ? address.text : makePrefix(6, address.value, 64).text
}

/** Whether the peer is a configured proxy. */
export function isTrusted(peer: string | undefined, proxies: readonly Prefix[]): boolean {
  const address = plainAddress(peer)
  return address !== null && proxies.some((proxy) => contains(proxy, address))
}

/**
 * Who really asks. Behind a configured proxy that is the last hop in `x-forwarded-for` that is no such proxy: everything left of it
 * was written by the client and can be forged. From anyone else the header counts for nothing.
 */
export function clientOf(peer: string | undefined, forwardedFor: string | undefined, proxies: readonly Prefix[]): string {
  const direct = plainAddress(peer)?.text ?? 'unknown'
  if (forwardedFor === undefined || !isTrusted(peer, proxies)) return direct
  const hops = forwardedFor.split(',').map((hop) => plainAddress(hop.trim()))
  for (const hop of hops.reverse()) {
    if (hop === null) return direct
    if (!isTrusted(hop.text, proxies)) return hop.text
  }
  return direct
}
