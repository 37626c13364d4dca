import type { AdminPath } from '../core/change'
import { contains, formatAddress, parseAddress, parsePrefix, type Address, type Prefix } from '../core/ip'
import type { AddressRow } from './addresses/schema'
import type { RouteRow } from './routes/schema'

/** The way of the person who applies, as the rows show it. Without a person everything is empty and nothing touches it. */
export type AdminWay = {
  local: Address | null
  remote: Address | null
  /** The route that answers to them take, and what of it a plan may touch. */
  route: RouteRow | null
  gateway: string | null
  /** Links that carry it: where `local` is, and where the route to `remote` leaves. */
  devs: ReadonlySet<string>
}

const NOBODY: AdminWay = { local: null, remote: null, route: null, gateway: null, devs: new Set() }

/** Finds the way of the admin in the rows: longest prefix, then lowest metric, as the kernel does in table main (other tables count behind it, policy rules are not asked). */
export function adminWay(admin: AdminPath, addresses: readonly AddressRow[], routes: readonly RouteRow[]): AdminWay {
  if (admin === null) return NOBODY
  const local = plain(admin.local)
  const remote = plain(admin.remote)
  const route = remote === null ? null : routeTo(remote, routes)
  const devs = new Set<string>()
  for (const zone of [local?.zone, remote?.zone]) if (zone !== undefined) devs.add(zone)
  if (local !== null && local.zone === undefined) for (const row of addresses) if (!row.container && row.address === local.text) devs.add(row.dev)
  for (const dev of [route?.dev, ...(route?.nexthops ?? []).map((hop) => hop.dev)]) if (dev) devs.add(dev)
  return { local, remote, route, gateway: route?.via ?? null, devs }
}

/** Whether a route to `dst` that is new or lost would lead answers to the admin, or packets to their router, another way. */
export function leadsToAdmin(way: AdminWay, dst: Prefix): boolean {
  const gateway = way.gateway === null ? null : parseAddress(way.gateway)
  return (way.remote !== null && contains(dst, way.remote)) || (gateway?.ok === true && contains(dst, gateway.value))
}

/** Whether this is the address by which the admin reaches the host, the admin's own, or their router's. */
export function isOnWay(way: AdminWay, address: string): boolean {
  return [bare(way.local), bare(way.remote), way.gateway].includes(address)
}

/** The prefix of a route row; `default` is the whole family. Null for text that is none. */
export function dstPrefix(route: Pick<RouteRow, 'dst' | 'family'>): Prefix | null {
  const parsed = parsePrefix(route.dst === 'default' ? (route.family === 4 ? '0.0.0.0/0' : '::/0') : route.dst)
  return parsed.ok ? parsed.value : null
}

function routeTo(remote: Address, routes: readonly RouteRow[]): RouteRow | null {
  let best: { row: RouteRow; rank: [number, number, number] } | null = null
  for (const row of routes) {
    if (row.family !== remote.family || row.table === 'local' || row.from || row.type === 'multicast') continue
    if (remote.zone !== undefined && row.dev !== remote.zone) continue
    const prefix = dstPrefix(row)
    if (prefix === null || !contains(prefix, remote)) continue
    const rank: [number, number, number] = [row.table === 'main' ? 0 : 1, -prefix.length, row.metric ?? 0]
    if (best === null || before(rank, best.rank)) best = { row, rank }
  }
  return best?.row ?? null
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
