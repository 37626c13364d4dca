import { isGlobalUnicast, kindOf } from '../../core/address-scope'
import { contains, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import { setup as text } from '../../text/en/setup'
import type { AddressFact } from '../addresses/readings'
import { sourceOf } from '../addresses/source'
import type { LinkFact } from '../links/readings'
import type { NeighborFact } from '../neighbors/readings'
import { prefixOf } from '../networks/check-overlaps'
import type { RouteFact } from '../routes/readings'
import type { RuleFact } from '../rules/readings'
import type { SysctlValues } from '../sysctls/readings'
import { keptValue } from '../sysctls/drop-in'
import type { Look, LookPrefix, SettingNow, Uplink } from './schema'

/** From here on a prefix is a point-to-point link or one address: nothing to divide. */
const LONGEST = 126
/** Shorter than this nobody is given; `::/1` and `2000::/3` are how VPNs write “everything”. */
const SHORTEST = 16

/** The facts about addresses and routes. `keptText` is dock6's own sysctl file; undefined facts could not be read. */
export type WayFacts = { addresses: AddressFact[]; routes6: RouteFact[]; sysctls: SysctlValues; keptText: string | null; neighbors: NeighborFact[]; links: ReadonlyMap<string, Pick<LinkFact, 'mtu' | 'flags'>>; rules6: RuleFact[] | undefined; bridges: ReadonlySet<string> }

/** A setting with what dock6 keeps of it; null where the host has none. */
export function settingNow(path: string, { sysctls, keptText }: Pick<WayFacts, 'sysctls' | 'keptText'>): SettingNow | null {
  const value = Object.hasOwn(sysctls, path) ? sysctls[path] : undefined
  return value === undefined ? null : { value, kept: keptValue(keptText, path) }
}

/** The prefixes that could be divided: those on the links of the host that are no engine's bridges, and those that it discards as a whole (RFC 7084 WPD-5). The recommended kind first: routed, global, short. */
export function prefixesOf(uplink: Uplink | null, facts: WayFacts): LookPrefix[] {
  const found = new Map<string, LookPrefix>()
  for (const fact of facts.addresses) {
    const { family, dev, length, scope, validUntil } = fact
    if (family !== 6 || scope !== 'global' || length >= LONGEST || dev !== uplink?.dev || facts.bridges.has(dev) || fact.flags.includes('dadfailed')) continue
    const prefix = usable(`${fact.peer ?? fact.address}/${length}`)
    if (!prefix) continue
    const source = sourceOf(fact, false)
    const one = source === 'ra' || source === 'dhcp' ? source : 'static'
    const before = found.get(prefix.text)
    // A router's word counts more than an address that somebody typed: it says that the prefix is on the link.
    if (before && (before.source === 'ra' || one !== 'ra')) continue
    const sure = !uplink.pointToPoint && (one === 'ra' || isRouterIn(prefix.text, uplink))
    found.set(prefix.text, {
      prefix: prefix.text, length, kind: kindFor(prefix), dev, source: one, expires: one !== 'static' && validUntil !== null, reach: 'on-link', sure,
      why: uplink.pointToPoint ? text.reach.tunnel(dev) : one === 'ra' ? text.reach.advertised(dev) : sure ? text.reach.static(dev) : text.reach.staticUnsure(dev), addresses: [],
    })
  }
  for (const route of facts.routes6) {
    const one = uplink && onLinkBy(route, uplink)
    // The route that comes with an address says no more than the address does; a router's word counts more than both.
    if (one && (!found.has(one.prefix) || (one.source === 'ra' && route.protocol === 'ra'))) found.set(one.prefix, one)
  }
  for (const { dst, type, table } of facts.routes6) {
    if (table === 'local' || type === undefined || !['unreachable', 'blackhole', 'prohibit'].includes(type)) continue
    const prefix = usable(dst)
    if (!prefix || prefix.length > 64 || kindFor(prefix) !== 'global') continue
    found.set(prefix.text, { prefix: prefix.text, length: prefix.length, kind: 'global', dev: null, source: 'route', expires: false, reach: 'routed', sure: true, why: text.reach.discards(type), addresses: [] })
  }
  return [...found.values()].map((one) => ({ ...one, addresses: ownIn(one.prefix, facts) })).toSorted((a, b) => rank(a) - rank(b) || a.length - b.length)
}

/** The prefix that a route without a router holds to be on the uplink, as hosts with an address by DHCPv6 (one, without a prefix) have it; null for all other routes. */
function onLinkBy({ dst, dev, type, table, gateway, nexthops, protocol, expiresAt }: RouteFact, uplink: Uplink): LookPrefix | null {
  // What leads into a tunnel is whatever lies behind it.
  if (uplink.pointToPoint || dev !== uplink.dev || table !== undefined || (type !== undefined && type !== 'unicast') || gateway !== undefined || nexthops) return null
  const prefix = usable(dst)
  if (!prefix || prefix.length >= LONGEST) return null
  // The kernel writes its own name under what it takes from a router; what it makes for an address without an end has no end either.
  const source = protocol === 'ra' || (protocol === 'kernel' && expiresAt !== undefined) ? 'ra' : 'static'
  const sure = source === 'ra' || isRouterIn(prefix.text, uplink)
  return {
    prefix: prefix.text, length: prefix.length, kind: kindFor(prefix), dev, source, expires: expiresAt !== undefined, reach: 'on-link', sure,
    why: source === 'ra' ? text.reach.advertised(dev) : sure ? text.reach.staticRoute(dev) : text.reach.staticRouteUnsure(dev), addresses: [],
  }
}

/** Of those on the link the one that the host has an address in comes first: routers advertise others' prefixes too. */
function rank({ reach, kind, addresses }: LookPrefix): number {
  return (kind === 'global' ? 0 : 3) + (reach === 'routed' ? 0 : addresses.length > 0 ? 1 : 2)
}

/** This host's own addresses in a prefix: lasting ones first, those for privacy (RFC 8981) never. */
function ownIn(text: string, { addresses, bridges }: WayFacts): string[] {
  const prefix = prefixOf(text)
  if (!prefix) return []
  const inside = addresses.filter((one) => { const parsed = parseAddress(one.address); return isToReachAt(one) && !bridges.has(one.dev) && parsed.ok && contains(prefix, parsed.value) })
  return inside.toSorted(byLife).map(({ address }) => address)
}

/** Whether somebody who is told an IPv6 address may use it for long: not one for privacy, none that is in doubt, none on its way out. */
export function isToReachAt({ family, flags }: Pick<AddressFact, 'family' | 'flags'>): boolean {
  return family === 6 && !flags.some((flag) => ['temporary', 'dadfailed', 'tentative', 'deprecated'].includes(flag))
}

/** Lasting addresses before those that end. */
export function byLife(a: Pick<AddressFact, 'validUntil'>, b: Pick<AddressFact, 'validUntil'>): number {
  return Number(a.validUntil !== null) - Number(b.validUntil !== null)
}

function usable(given: string): Prefix | null {
  const prefix = prefixOf(given)
  if (!prefix || prefix.family !== 6 || prefix.length < SHORTEST) return null
  return isGlobalUnicast({ family: 6, value: prefix.network }) || kindOf({ family: 6, value: prefix.network }) === 'unique-local' ? prefix : null
}

function kindFor(prefix: Prefix): LookPrefix['kind'] {
  return kindOf({ family: 6, value: prefix.network }) === 'unique-local' ? 'unique-local' : 'global'
}

/** Whether an address is global or unique local. */
export function isWide(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && (isGlobalUnicast(parsed.value) || kindOf(parsed.value) === 'unique-local')
}

/** The router's own address is in the prefix, so it is a member of the link there. */
function isRouterIn(prefix: string, { via }: Uplink): boolean {
  return via !== null && isInside(via, prefix)
}

/** Whether an address or prefix lies in a prefix; texts that are neither do not. */
export function isInside(inner: string, outer: string): boolean {
  const around = prefixOf(outer)
  const parsed = inner.includes('/') ? parsePrefix(inner) : parseAddress(inner)
  return around !== null && parsed.ok && contains(around, parsed.value)
}

/** The look with what a check found out about a prefix: routed here or not. A prefix that was only typed is among those that this host has from then on, if it is. */
export function withTested<L extends Pick<Look, 'prefixes' | 'uplink'>>(look: L, prefix: string, routed: boolean): L {
  const found = prefixOf(prefix)
  if (!found) return look
  const there = look.prefixes.find((one) => one.prefix === found.text)
  const why = routed ? text.reach.tested : text.reach.testedNot
  const rest = look.prefixes.filter((one) => one !== there)
  if (there && routed) return { ...look, prefixes: [{ ...there, reach: 'routed', sure: true, why }, ...rest] }
  // On a link with two ends nobody asks for addresses, so what is not sent here is not looked for either.
  const sure = look.uplink?.pointToPoint !== true
  if (there) return { ...look, prefixes: look.prefixes.map((one) => (one === there && one.reach === 'on-link' ? { ...one, sure, why } : one)) }
  return routed ? { ...look, prefixes: [{ prefix: found.text, length: found.length, kind: kindFor(found), dev: null, source: 'route', expires: false, reach: 'routed', sure: true, why, addresses: [] }, ...rest] } : look
}
