import { parsePrefix } from '../../lib/core/ip'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { RouteRow } from '../../lib/features/routes/schema'
import type { PoolSource } from '../../lib/features/networks/suggest'

/** What most software expects of a network. */
const NETWORK_BITS = 64
/** Out of a prefix that is a /64 itself, parts of this size: room for every container, and thousands of such networks. */
const PART_BITS = 80
/** Shorter ones are no prefix of one host. */
const SHORTEST = 16
/** Longer prefixes have no useful parts to give away. */
const LONGEST = 72
const MOST = 6

type HostPrefix = { prefix: string; /** There are whole /64s to give. */ whole: boolean; source: Extract<PoolSource, { from: 'prefix' }> }

/** Who puts the route of a prefix that routers advertise as on-link: the kernel, or a program that reads advertisements itself. */
const ADVERTISED = ['ra', 'kernel']

/**
 * The prefixes of the host out of which networks can be given parts: those of its addresses, of the uplink first; then those that are advertised as on-link where the host has single addresses only (DHCPv6);
 * then those that it refuses as a whole, as clients of prefix delegation do with what is routed to them (RFC 7084 WPD-5).
 */
export function hostPrefixes(rows: readonly AddressRow[], routes: readonly RouteRow[]): HostPrefix[] {
  const own = rows.filter((row) => row.family === 6 && row.container === null && row.network === null && row.scope === 'global' && row.length <= LONGEST)
  const found = new Map<string, HostPrefix>()
  const sorted = own.toSorted((a, b) => Number(b.uplink) - Number(a.uplink) || a.length - b.length).map(({ address, length }) => `${address}/${length}`)
  const routed = routes.filter(isOwn).toSorted((a, b) => Number(isRefused(a)) - Number(isRefused(b))).map(({ dst }) => dst)
  for (const text of [...sorted, ...routed]) {
    const parsed = parsePrefix(text)
    if (!parsed.ok || parsed.value.length > LONGEST || parsed.value.length < SHORTEST) continue
    const { length } = parsed.value
    const whole = length < NETWORK_BITS
    found.set(parsed.value.text, { prefix: parsed.value.text, whole, source: { from: 'prefix', prefix: parsed.value.text, length: whole ? NETWORK_BITS : PART_BITS } })
  }
  return [...found.values()].slice(0, MOST)
}

/** Global unicast and unique local prefixes; the others are no one host's. */
const isUnicast = (dst: string) => /^([23]|f[cd])[\da-f]{0,3}:/.test(dst)

function isRefused({ type }: RouteRow): boolean {
  return type === 'unreachable' || type === 'blackhole'
}

function isOwn(row: RouteRow): boolean {
  const { family, table, dst, type, via, dev, network, nexthops, protocol } = row
  if (family !== 6 || table === 'local' || !isUnicast(dst)) return false
  return isRefused(row) || (type === 'unicast' && via === null && dev !== null && nexthops.length === 0 && network === null && ADVERTISED.includes(protocol))
}

/** The 40 random bits that make a private prefix one's own (RFC 4193), as ten hex digits. */
export function randomGlobalId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
