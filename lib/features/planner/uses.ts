import type { Rows } from '../../core/change'
import { contains, overlaps, parsePrefix, type Prefix } from '../../core/ip'
import { planner as text } from '../../text/en/planner'
import type { AddressRow } from '../addresses/schema'
import type { Neighbor } from '../neighbors/schema'
import { mayTouch, prefixOf, VPN_NAME } from '../networks/check-overlaps'
import type { Network } from '../networks/schema'
import type { RouteRow } from '../routes/schema'
import type { Used } from './schema'

/** `::/1` and `2000::/3` are how VPNs and some providers write “everything”. */
const NEARLY_DEFAULT = 4

/** The resources that `usesOf` looks at. */
export const USES_NEED = ['networks', 'routes', 'addresses', 'neighbors'] as const

/**
 * Everything on this host that has to do with a prefix, by name. `inside`: parts of it in use. `around`: what covers all of it and leads
 * elsewhere, so that a plan for it would conflict; the prefix's own route and the link that it is on are neither.
 */
export function usesOf(outer: Prefix, rows: Rows): { inside: Used[]; around: Used[] } {
  const near = mayTouch(outer)
  const inside: Used[] = []
  const around: Used[] = []
  const add = (given: string, use: Omit<Used, 'prefix'>, covers: boolean) => {
    const prefix = given.includes('/') ? prefixOf(given) : prefixOf(`${given}/128`)
    if (!prefix || !overlaps(prefix, outer)) return
    const used = { ...use, prefix: prefix.text }
    if (prefix.length > outer.length || (use.kind === 'network' && prefix.length === outer.length)) inside.push(used)
    else if (covers) around.push(used)
  }
  for (const network of (rows.networks ?? []) as Network[]) {
    for (const pool of network.pools) if (pool.family === 6 && !pool.ignored) add(pool.subnet, { what: text.uses.network(network.name, pool.subnet), owner: `network ${network.name}`, kind: 'network' }, true)
  }
  const isVpn = vpnOf(rows)
  for (const route of (rows.routes ?? []) as RouteRow[]) addRoute(route, near, isVpn, add)
  for (const row of (rows.addresses ?? []) as AddressRow[]) addAddress(row, near, isVpn, add)
  for (const row of (rows.neighbors ?? []) as Neighbor[]) {
    if (row.family !== 6 || row.network !== null || !near(row.address)) continue
    add(row.address, { what: text.uses.neighbor(row.address, row.dev), owner: `dev ${row.dev}`, kind: 'neighbor' }, false)
  }
  return { inside, around }
}

type Add = (given: string, use: Omit<Used, 'prefix'>, covers: boolean) => void

/** Whether a prefix on a link is a VPN's. What this host itself has on the tunnel by which it reaches the internet is its own. */
function vpnOf(rows: Rows): (dev: string | null, prefix: string) => boolean {
  const uplinks = new Set(((rows.routes ?? []) as RouteRow[]).flatMap(({ family, dst, type, dev }) => (family === 6 && dst === 'default' && type === 'unicast' && dev !== null && VPN_NAME.test(dev) ? [dev] : [])))
  const own = new Set(((rows.addresses ?? []) as AddressRow[]).flatMap(({ family, address, length, dev, container }) => (family === 6 && container === null && uplinks.has(dev) ? [`${dev} ${prefixOf(`${address}/${length}`)?.text}`] : [])))
  return (dev, prefix) => VPN_NAME.test(dev ?? '') && !own.has(`${dev} ${prefix}`)
}

function addRoute(route: RouteRow, near: (text: string) => boolean, isVpn: ReturnType<typeof vpnOf>, add: Add): void {
  const { family, dst, via, dev, type, table, from, nexthops } = route
  if (family !== 6) return
  if (via !== null && near(via)) add(via, { what: text.uses.router(via, dev ?? ''), owner: `dev ${dev}`, kind: 'address' }, false)
  if (dst === 'default' || table === 'local' || from !== null || route.network !== null || !near(dst)) return
  if (['local', 'broadcast', 'anycast', 'multicast'].includes(type)) return
  const dest = prefixOf(dst)
  if (!dest || dest.length <= NEARLY_DEFAULT) return
  // Discarding a whole delegated prefix is good practice (RFC 7084 WPD-5), and an on-link route is where a prefix comes from, if not of a VPN.
  const leadsAway = type === 'unicast' && (via !== null || nexthops.length > 0 || isVpn(dev, dest.text))
  add(dst, { what: text.uses.route(dst, type === 'unicast' ? text.uses.way(via ?? nexthops[0]?.via ?? null, dev ?? nexthops[0]?.dev ?? null) : text.uses.discards(type)), owner: leadsAway ? `route ${dst}` : `dev ${dev}`, kind: leadsAway || type !== 'unicast' ? 'route' : 'link' }, leadsAway)
}

function addAddress({ family, address, peer, length, dev, container, network }: AddressRow, near: (text: string) => boolean, isVpn: ReturnType<typeof vpnOf>, add: Add): void {
  if (family !== 6 || !(near(address) || (peer !== null && near(peer)))) return
  const owner = network ? `network ${network.name}` : `dev ${dev}`
  if (container) return add(address, { what: text.uses.container(address, container.name), owner, kind: 'address' }, false)
  add(address, { what: text.uses.address(address, dev), owner, kind: 'address' }, false)
  const prefix = prefixOf(`${peer ?? address}/${length}`)?.text ?? ''
  if (network === null && length < 128) add(`${peer ?? address}/${length}`, { what: text.uses.addressPrefix(prefix, dev), owner, kind: isVpn(dev, prefix) ? 'route' : 'link' }, false)
}

/** Two things that claim the same addresses, by name and with the part that both claim. */
export type Conflict = { prefix: string; names: [string, string] }

/** Where uses of different owners overlap. An address inside its own network's subnet, or a route by the link that holds the address, is none. */
export function conflictsAmong(used: readonly Used[]): Conflict[] {
  const parsed = used.flatMap((use) => { const prefix = parsePrefix(use.prefix); return prefix.ok ? [{ use, prefix: prefix.value }] : [] })
  const order = parsed.toSorted((a, b) => (a.prefix.network < b.prefix.network ? -1 : a.prefix.network > b.prefix.network ? 1 : a.prefix.length - b.prefix.length))
  const found: Conflict[] = []
  const open: typeof order = []
  for (const one of order) {
    while (open.length > 0 && !contains(open.at(-1)!.prefix, one.prefix)) open.pop()
    // A host on a link is what its prefix is for; a network or a route in another's addresses is not.
    const other = open.findLast(({ use, prefix }) => use.owner !== one.use.owner && isClaim(use) && (use.kind === 'link' ? isClaim(one.use) && prefix.length === one.prefix.length : isClaim(one.use) || use.kind === 'network'))
    if (other && !found.some(({ prefix, names }) => prefix === one.prefix.text && names[0] === other.use.what)) found.push({ prefix: one.prefix.text, names: [other.use.what, one.use.what] })
    open.push(one)
  }
  return found
}

/** What of the host is in the way of some prefixes (a plan's, say), each by name. */
export function conflictsWith(prefixes: readonly string[], used: readonly Used[]): { prefix: string; with: Used }[] {
  return prefixes.flatMap((given) => {
    const prefix = prefixOf(given)
    return prefix ? used.filter((use) => { const other = prefixOf(use.prefix); return other !== null && overlaps(prefix, other) }).map((use) => ({ prefix: given, with: use })) : []
  })
}

function isClaim({ kind }: Used): boolean {
  return kind === 'network' || kind === 'route' || kind === 'link'
}
