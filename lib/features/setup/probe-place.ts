import { contains, formatAddress, lastOf, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import type { Network } from '../networks/schema'

/** Where a probe sits: its place on a network, as a container would have it. `gateway` null: there is nothing to go through (lan without a router's address). */
export type ProbePlace = { network: string; kind: 'bridge' | 'macvlan' | 'ipvlan'; link: string; address: string; length: number; gateway: string | null }

/** Drawings of a free address before one gives up; only a nearly full prefix needs more than one. */
const DRAWS = 200

/**
 * A place for a probe on a network: a free address out of the range that containers get, drawn at random, so that nobody who is given addresses in order meets it.
 * `random` answers a number from 0 up to its argument. Null where the network has no IPv6, no link, or no free address.
 */
export function probePlace(network: Network, taken: ReadonlySet<string>, random: (below: bigint) => bigint): ProbePlace | null {
  const { driver, bridge, parent } = network
  const kind = driver === 'bridge' || driver === 'macvlan' || driver === 'ipvlan' ? driver : null
  const link = kind === 'bridge' ? bridge : parent
  const pool = network.pools.find(({ family, ignored }) => family === 6 && !ignored)
  const subnet = pool && parsePrefix(pool.subnet)
  if (!network.ipv6 || kind === null || link === null || !pool || !subnet?.ok) return null
  const range = pool.range === null ? null : parsePrefix(pool.range)
  const outer = range?.ok && contains(subnet.value, range.value) ? range.value : subnet.value
  const first = formatAddress(6, subnet.value.network + 1n)
  const gateway = pool.gateway ?? (kind === 'bridge' ? first : null)
  const kept = new Set([...taken, ...network.members.flatMap(({ ipv6 }) => ipv6 ?? []), ...Object.values(pool.aux), gateway ?? first].map(valueOf))
  const value = freeIn(outer, kept, random)
  return value === null ? null : { network: network.name, kind, link, address: formatAddress(6, value), length: subnet.value.length, gateway }
}

/** A free address of a prefix outside of some others, drawn at random; null for text that is no IPv6 prefix and where none was found. */
export function freeAddress(prefix: string, taken: ReadonlySet<string>, avoid: readonly string[], random: (below: bigint) => bigint): string | null {
  const parsed = parsePrefix(prefix)
  if (!parsed.ok || parsed.value.family !== 6) return null
  const values = new Set([...taken].map(valueOf))
  const apart = avoid.flatMap((one) => { const other = parsePrefix(one); return other.ok ? [other.value] : [] })
  for (let n = 0; n < DRAWS; n++) {
    const value = freeIn(parsed.value, values, random)
    if (value === null) return null
    const text = formatAddress(6, value)
    if (!apart.some((one) => contains(one, { family: 6, value, text }))) return text
  }
  return null
}

function freeIn(prefix: Prefix, taken: ReadonlySet<bigint>, random: (below: bigint) => bigint): bigint | null {
  const size = lastOf(prefix) - prefix.network
  for (let n = 0; n < DRAWS; n++) {
    // The first address of a prefix is its routers' (RFC 4291 section 2.6.1).
    const value = prefix.network + 1n + random(size)
    if (!taken.has(value)) return value
  }
  return null
}

function valueOf(address: string): bigint {
  const parsed = parseAddress(address)
  return parsed.ok ? parsed.value.value : -1n
}
