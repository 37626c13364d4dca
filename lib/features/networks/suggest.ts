import { bitsOf, contains, formatAddress, lastOf, makePrefix, maskOf, overlaps, parseAddress, parsePrefix, type Family, type Prefix } from '../../core/ip'
import type { Rows } from '../../core/change'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { factsOf } from './check'
import { mayTouch, prefixOf } from './check-overlaps'

/**
 * Where a subnet shall come from. `prefix`: free parts of a prefix that this host has (`skipFirst`: the first part holds its low addresses and
 * the router's). `engine`: the engine's own pools. `ula`: a unique local prefix with this random 40-bit id, ten hex digits (RFC 4193 section
 * 3.2.2; given from outside, so that the answer depends on nothing else). `private4`: RFC 1918.
 */
export type PoolSource =
  | { from: 'prefix'; prefix: string; length: number; skipFirst?: boolean }
  | { from: 'engine'; family: Family }
  | { from: 'ula'; globalId: string; length?: number }
  | { from: 'private4'; length?: number }

/** One subnet that is free, and why this one. */
export type Suggestion = { subnet: string; gateway: string; why: string }

// What Moby takes from when nothing is configured (daemon/libnetwork/ipamutils); 172.17 is the default bridge's.
const BUILT_IN: readonly [base: string, size: number][] = [['172.16.0.0/12', 16], ['192.168.0.0/16', 20]]
const PRIVATE = ['172.16.0.0/12', '10.0.0.0/8', '192.168.0.0/16']

/** The first free subnets of a source: not part of any network, route, address or neighbor of this host, and not of each other. Equal rows in any order give equal answers. */
export function suggestPools(source: PoolSource, rows: Rows, count = 1): Suggestion[] {
  switch (source.from) {
    case 'prefix':
      return freeIn(source.prefix, source.length, rows, count, text.suggest.hostSlice, source.skipFirst ?? true)
    case 'ula': {
      const base = ulaPrefix(source.globalId)
      return base === null ? [] : freeIn(base, source.length ?? 64, rows, count, text.suggest.ula, false)
    }
    case 'private4':
      return PRIVATE.flatMap((base) => freeIn(base, source.length ?? 24, rows, count, text.suggest.private4, false)).slice(0, count)
    case 'engine': {
      const configured = (factsOf(rows).engine?.pools ?? []).map(({ base, size }) => [base, size] as const)
      const bases = (configured.length > 0 ? configured : BUILT_IN).filter(([base]) => prefixOf(base)?.family === source.family)
      return bases.flatMap(([base, size]) => freeIn(base, size, rows, count, text.suggest.enginePool, false)).slice(0, count)
    }
  }
}

/** The /48 of a 40-bit global id; null for anything else than ten hex digits. */
export function ulaPrefix(globalId: string): string | null {
  return /^[\da-f]{10}$/i.test(globalId) ? makePrefix(6, (0xfdn << 120n) | (BigInt(`0x${globalId}`) << 80n), 48).text : null
}

function freeIn(base: string, length: number, rows: Rows, count: number, why: (base: string) => string, skipFirst: boolean): Suggestion[] {
  const outer = prefixOf(base)
  // A network needs room for its own address and a container.
  if (!outer || !Number.isInteger(length) || length < outer.length || length > bitsOf(outer.family) - 2) return []
  const taken = takenIn(outer, rows)
  const size = 1n << BigInt(bitsOf(outer.family) - length)
  const result: Suggestion[] = []
  let next = outer.network + (skipFirst && length > outer.length ? size : 0n)
  let at = 0
  while (result.length < count && next + size - 1n <= lastOf(outer)) {
    while (at < taken.length && taken[at]!.last < next) at++
    const block = taken[at]
    if (block && block.first <= next + size - 1n) {
      // On to the first boundary behind what is taken.
      next = ((block.last + size) / size) * size
      continue
    }
    const subnet = makePrefix(outer.family, next, length)
    result.push({ subnet: subnet.text, gateway: formatAddress(outer.family, subnet.network + 1n), why: why(outer.text) })
    next += size
  }
  return result
}

type Block = { first: bigint; last: bigint }

/** What of a prefix is in use, in order and merged. Routes to the whole prefix or more are where it comes from, and take nothing of it. */
function takenIn(outer: Prefix, rows: Rows): Block[] {
  const { networks, routes, addresses } = factsOf(rows)
  const neighbors = (rows.neighbors ?? []) as { address: string }[]
  const near = mayTouch(outer)
  const found: Block[] = []
  const take = (given: string, isPool: boolean) => {
    const prefix = given.includes('/') ? prefixOf(given) : hostPrefix(given)
    if (!prefix || !overlaps(prefix, outer)) return
    if (!isPool && prefix.length <= outer.length && contains(prefix, outer)) return
    found.push({ first: prefix.network, last: lastOf(prefix) })
  }
  for (const network of networks) for (const { subnet } of network.pools) take(subnet, true)
  for (const { family, dst, via } of routes) {
    if (family === outer.family && dst !== 'default' && near(dst)) take(dst, false)
    if (via !== null && near(via)) take(via, false)
  }
  for (const { address, length, peer } of addresses) {
    if (!near(address) && !(peer !== null && near(peer))) continue
    take(address, false)
    take(`${peer ?? address}/${length}`, false)
  }
  for (const { address } of neighbors) if (near(address)) take(address, false)
  return merged(found)
}

function hostPrefix(given: string): Prefix | null {
  const parsed = parseAddress(given)
  if (!parsed.ok) return null
  const { family, value } = parsed.value
  const prefix = parsePrefix(`${formatAddress(family, value & maskOf(family, bitsOf(family)))}/${bitsOf(family)}`)
  return prefix.ok ? prefix.value : null
}

function merged(blocks: Block[]): Block[] {
  const sorted = blocks.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const result: Block[] = []
  for (const block of sorted) {
    const last = result.at(-1)
    if (last && block.first <= last.last + 1n) last.last = block.last > last.last ? block.last : last.last
    else result.push({ ...block })
  }
  return result
}
