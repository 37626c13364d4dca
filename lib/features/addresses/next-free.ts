import type { Rows } from '../../core/change'
import { formatAddress, lastOf, makePrefix, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import type { Container } from '../containers/schema'
import { partsOf } from '../kept/key'
import type { KeptRow } from '../kept/schema'
import type { Network } from '../networks/schema'
import { freeParts, takenIn } from '../planner/free'
import type { Used } from '../planner/schema'
import { usesOf } from '../planner/uses'
import type { ProxyRow } from '../proxies/schema'
import type { AddressRow } from './schema'

/** The resources that `nextFree` looks at; what is missing is taken for empty. */
export const NEXT_FREE_NEEDS = ['addresses', 'networks', 'routes', 'neighbors', 'proxies', 'containers', 'kept'] as const

/** A prefix out of which the host can take further addresses: it is on-link on `dev`. `passing`: only advertised or leased, so it may go. */
export type HostPrefix = { prefix: string; dev: string; length: number; passing: boolean; uplink: boolean }

/** Low numbers are where routers and hand-numbered machines are, which need not have been seen. */
const FIRST = 0x100n
/** Above this an interface identifier was not numbered by hand. */
const LAST_BY_HAND = 0xffffn
const ADDRESS_BITS = 128

/** The on-link prefixes of the host's own links, those of the uplink first. Bridges of the engine are the engine's. */
export function hostPrefixes(rows: readonly AddressRow[]): HostPrefix[] {
  const found = new Map<string, HostPrefix>()
  for (const row of rows) {
    if (row.family !== 6 || row.container !== null || row.network !== null || row.scope !== 'global' || row.peer !== null || row.length > ADDRESS_BITS - 2) continue
    const parsed = parsePrefix(`${row.address}/${row.length}`)
    if (!parsed.ok) continue
    const key = `${parsed.value.text} ${row.dev}`
    const passing = (row.flags ?? []).includes('dynamic') || row.source === 'ra' || row.source === 'dhcp'
    const known = found.get(key)
    found.set(key, { prefix: parsed.value.text, dev: row.dev, length: row.length, passing: (known?.passing ?? true) && passing, uplink: row.uplink })
  }
  return [...found.values()].sort((a, b) => Number(b.uplink) - Number(a.uplink) || Number(a.passing) - Number(b.passing))
}

/**
 * The next address of a prefix that nobody has, as RFC 5952 text; null if there is none. It comes after those that this host has numbered already, from `::100` on,
 * and is none of: addresses of the host and of containers, neighbors and routers seen, subnets, gateways and reserved addresses of networks, routes, proxy entries,
 * what dock6 keeps for restarts, what containers that do not run ask for, and `besides`. The first one is the subnet-router anycast address (RFC 4291 section 2.6.1).
 */
export function nextFree(prefix: string, rows: Rows, besides: readonly string[] = []): string | null {
  const parsed = parsePrefix(prefix)
  if (!parsed.ok || parsed.value.family !== 6) return null
  const outer = parsed.value
  const own = ((rows.addresses ?? []) as AddressRow[]).filter((row) => row.container === null)
  // A macvlan or ipvlan network may have the very prefix of the link: its containers are in the way, it is not.
  const seen = usesOf(outer, rows).inside.filter((used) => used.prefix !== makePrefix(6, outer.network, outer.length).text)
  const taken = takenIn(outer, [...seen, ...[...plannedIn(rows), ...besides].map(toUsed)])
  const start = startIn(outer, own)
  for (const from of start > 1n ? [start, 1n] : [1n]) {
    const [part] = freeParts(outer, ADDRESS_BITS, 1, taken, Number(from))
    if (part) return formatAddress(6, part.prefix.network)
  }
  return null
}

/** Behind the highest number that the host uses in this prefix. */
function startIn(outer: Prefix, own: readonly AddressRow[]): bigint {
  const size = lastOf(outer) - outer.network
  if (size <= FIRST) return 1n
  const numbers = own.flatMap(({ address }) => {
    const parsed = parseAddress(address)
    const number = parsed.ok && parsed.value.family === 6 ? parsed.value.value - outer.network : -1n
    return number >= FIRST && number < size && number < LAST_BY_HAND ? [number + 1n] : []
  })
  return numbers.reduce((most, number) => (number > most ? number : most), FIRST)
}

/** Addresses that nobody has now and somebody counts on. */
function plannedIn(rows: Rows): string[] {
  const of = <T>(name: string) => (rows[name] ?? []) as readonly T[]
  return [
    ...of<KeptRow>('kept').flatMap(({ key }) => {
      const { kind, what } = partsOf(key)
      return kind === 'addresses' || kind === 'proxies' || kind === 'neighbors' ? [what.split('/')[0] ?? ''] : []
    }),
    ...of<Container>('containers').flatMap(({ published, attachments }) => [...(published ?? []).map(({ hostIp }) => hostIp), ...(attachments ?? []).flatMap(({ fixed6 }) => (fixed6 === null ? [] : [fixed6]))]),
    ...of<ProxyRow>('proxies').map(({ address }) => address),
    ...of<Network>('networks').flatMap(({ pools }) => (pools ?? []).flatMap(({ gateway, aux }) => [gateway ?? '', ...Object.values(aux ?? {})])),
  ]
}

function toUsed(address: string): Used {
  const parsed = parseAddress(address)
  const text = parsed.ok && parsed.value.family === 6 ? formatAddress(6, parsed.value.value) : '::'
  return { prefix: `${text}/${ADDRESS_BITS}`, what: '', owner: '', kind: 'address' }
}
