import type { AdminPath } from '../core/change'
import { contains, formatAddress, parseAddress, parsePrefix, type Address, type Prefix } from '../core/ip'
import type { AddressRow } from './addresses/schema'
import type { Link } from './links/schema'
import { withLower } from './links/stacked'
import type { RouteRow } from './routes/schema'

/** The way of the person who applies, as the rows show it. Without a person everything is empty and nothing touches it. */
export type AdminWay = {
  local: Address | null
  remote: Address | null
  /** The route that answers to them take if no policy rule says otherwise. */
  route: RouteRow | null
  /** All that answers may take, for the rules are not asked: of each table, and of each source prefix that holds `local`, the best. `route` is among them. */
  routes: ReadonlySet<RouteRow>
  /** Routers on those. */
  gateways: ReadonlySet<string>
  /** Links that carry it: where `local` is, and where the routes to `remote` leave. */
  devs: ReadonlySet<string>
}

const NOBODY: AdminWay = { local: null, remote: null, route: null, routes: new Set(), gateways: new Set(), devs: new Set() }

/** Finds the way of the admin in the rows. Within a table as the kernel does: longest prefix, then longest source prefix (CONFIG_IPV6_SUBTREES), then lowest metric; `route` is table main's, if that has one. */
export function adminWay(admin: AdminPath, addresses: readonly AddressRow[], routes: readonly RouteRow[]): AdminWay {
  if (admin === null) return NOBODY
  const local = plain(admin.local)
  const remote = plain(admin.remote)
  const best = remote === null ? [] : routesTo(remote, local, routes)
  const devs = new Set<string>()
  const gateways = new Set<string>()
  for (const zone of [local?.zone, remote?.zone]) if (zone !== undefined) devs.add(zone)
  if (local !== null && local.zone === undefined) for (const row of addresses) if (!row.container && row.address === local.text) devs.add(row.dev)
  for (const hop of best.flatMap((row) => [row, ...(row.nexthops ?? [])])) {
    if (hop.dev) devs.add(hop.dev)
    if (hop.via) gateways.add(hop.via)
  }
  return { local, remote, route: best[0] ?? null, routes: new Set(best), gateways, devs }
}

/** The links of the way with those below them: what happens to a link by itself (its ports, its MTU, its end) reaches what stands on it. */
export function carriers(way: AdminWay, links: readonly Pick<Link, 'name' | 'lower'>[]): ReadonlySet<string> {
  return withLower(way.devs, links)
}

/** Whether a route to `dst` that is new or lost would lead answers to the admin, or packets to their router, another way. */
export function leadsToAdmin(way: AdminWay, dst: Prefix): boolean {
  return (way.remote !== null && contains(dst, way.remote)) || leadsToGateway(way, dst)
}

/** Whether one of the routers on the way is inside a prefix. */
export function leadsToGateway(way: AdminWay, dst: Prefix): boolean {
  return [...way.gateways].some((gateway) => {
    const parsed = parseAddress(gateway)
    return parsed.ok && contains(dst, parsed.value)
  })
}

/** Whether this is the address by which the admin reaches the host, the admin's own, or a router's on the way. */
export function isOnWay(way: AdminWay, address: string): boolean {
  return way.gateways.has(address) || [bare(way.local), bare(way.remote)].includes(address)
}

/** The prefix of a route row; `default` is the whole family. Null for text that is none. */
export function dstPrefix(route: Pick<RouteRow, 'dst' | 'family'>): Prefix | null {
  const parsed = parsePrefix(route.dst === 'default' ? (route.family === 4 ? '0.0.0.0/0' : '::/0') : route.dst)
  return parsed.ok ? parsed.value : null
}

/** The best route of each table and source prefix, best first. */
function routesTo(remote: Address, local: Address | null, routes: readonly RouteRow[]): RouteRow[] {
  const best = new Map<string, { row: RouteRow; rank: readonly number[] }>()
  for (const row of routes) {
    if (row.family !== remote.family || row.table === 'local' || row.type === 'multicast') continue
    if (remote.zone !== undefined && row.dev !== remote.zone) continue
    const prefix = dstPrefix(row)
    if (prefix === null || !contains(prefix, remote)) continue
    const from = row.from ? parsePrefix(row.from) : null
    if (from !== null && !(from.ok && local !== null && contains(from.value, local))) continue
    const rank = [row.table === 'main' ? 0 : 1, -prefix.length, from?.ok ? -from.value.length : 0, row.metric ?? 0]
    const place = `${row.table} ${row.from ?? ''}`
    const now = best.get(place)
    if (now === undefined || before(rank, now.rank)) best.set(place, { row, rank })
  }
  return [...best.values()].toSorted((a, b) => (before(a.rank, b.rank) ? -1 : Number(before(b.rank, a.rank)))).map(({ row }) => row)
}

function before(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i])
  return at >= 0 && a[at]! < b[at]!
}

/** A socket that takes both families tells IPv4 peers as ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2); the kernel's tables know them as IPv4. */
function plain(input: string): Address | null {
  const parsed = parseAddress(input)
  if (!parsed.ok) return null
  const { family, value } = parsed.value
  if (family === 4 || value >> 32n !== 0xffffn) return parsed.value
  const four = value & 0xffffffffn
  return { family: 4, value: four, text: formatAddress(4, four) }
}

function bare(address: Address | null): string | null {
  return address === null ? null : formatAddress(address.family, address.value)
}
