import { isGlobalUnicast, kindOf } from '../../core/address-scope'
import { contains, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import { setup as text } from '../../text/en/setup'
import type { AddressFact } from '../addresses/readings'
import { sourceOf } from '../addresses/source'
import type { NeighborFact } from '../neighbors/readings'
import { prefixOf } from '../networks/check-overlaps'
import type { RouteFact } from '../routes/readings'
import { winnerOf } from '../routes/shadow'
import type { SysctlValues } from '../sysctls/readings'
import { keptValue } from '../sysctls/drop-in'
import type { Look, LookPrefix, SettingNow, Uplink } from './schema'

/** From here on a prefix is a point-to-point link or one address: nothing to divide. */
const LONGEST = 126
/** Shorter than this nobody is given; `::/1` and `2000::/3` are how VPNs write “everything”. */
const SHORTEST = 16

/** The facts about addresses and routes. `keptText` is dock6's own sysctl file; undefined facts could not be read. */
export type WayFacts = { addresses: AddressFact[]; routes6: RouteFact[]; sysctls: SysctlValues; keptText: string | null; neighbors: NeighborFact[]; mtus: ReadonlyMap<string, number>; bridges: ReadonlySet<string> }

/** A setting with what dock6 keeps of it; null where the host has none. */
export function settingNow(path: string, { sysctls, keptText }: Pick<WayFacts, 'sysctls' | 'keptText'>): SettingNow | null {
  const value = Object.hasOwn(sysctls, path) ? sysctls[path] : undefined
  return value === undefined ? null : { value, kept: keptValue(keptText, path) }
}

/** The link and the router of the default route that the kernel takes; null without one. */
export function uplinkOf(facts: WayFacts): Uplink | null {
  const defaults = facts.routes6.filter((route) => route.dst === 'default' && route.table === undefined && route.from === undefined)
  const winner = winnerOf(defaults.map((route) => ({ route, key: '' })))?.route
  if (!winner || (winner.type !== undefined && winner.type !== 'unicast')) return null
  const [hop] = winner.nexthops ?? []
  const dev = winner.dev ?? hop?.dev
  if (dev === undefined) return null
  const via = winner.gateway ?? hop?.gateway ?? null
  const setting = (name: string) => settingNow(`net/ipv6/conf/${dev}/${name}`, facts)
  return { dev, via, router: routerAddress(dev, via, facts), protocol: winner.protocol ?? 'boot', expires: winner.expiresAt !== undefined, mtu: facts.mtus.get(dev) ?? 0, acceptRa: setting('accept_ra'), proxyNdp: setting('proxy_ndp') }
}

/** An address of the router that packets from elsewhere reach too: the route's own, or one that the neighbor cache has for the same machine. */
function routerAddress(dev: string, via: string | null, { neighbors }: WayFacts): string | null {
  if (via !== null && isWide(via)) return via
  const here = neighbors.filter((one) => one.dev === dev && one.family === 6)
  const mac = here.find(({ address }) => address === via)?.mac
  return here.find((one) => one.router && one.mac !== null && one.mac === mac && isWide(one.address))?.address ?? null
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
    const sure = one === 'ra' || !isLinkLocal(uplink.via)
    found.set(prefix.text, {
      prefix: prefix.text, length, kind: kindFor(prefix), dev, source: one, expires: one !== 'static' && validUntil !== null, reach: 'on-link', sure,
      why: one === 'ra' ? text.reach.advertised(dev) : sure ? text.reach.static(dev) : text.reach.staticUnsure(dev), addresses: [],
    })
  }
  for (const { dst, type, table } of facts.routes6) {
    if (table === 'local' || type === undefined || !['unreachable', 'blackhole', 'prohibit'].includes(type)) continue
    const prefix = usable(dst)
    if (!prefix || prefix.length > 64 || kindFor(prefix) !== 'global') continue
    found.set(prefix.text, { prefix: prefix.text, length: prefix.length, kind: 'global', dev: null, source: 'route', expires: false, reach: 'routed', sure: true, why: text.reach.discards(type), addresses: [] })
  }
  return [...found.values()].map((one) => ({ ...one, addresses: ownIn(one.prefix, facts) })).toSorted((a, b) => rank(a) - rank(b) || a.length - b.length)
}

function rank({ reach, kind }: LookPrefix): number {
  return (kind === 'global' ? 0 : 2) + (reach === 'routed' ? 0 : 1)
}

/** This host's own addresses in a prefix: lasting ones first, those for privacy (RFC 8981) never. */
function ownIn(text: string, { addresses, bridges }: WayFacts): string[] {
  const prefix = prefixOf(text)
  if (!prefix) return []
  const own = addresses.filter(({ family, dev, flags }) => family === 6 && !bridges.has(dev) && !flags.some((flag) => ['temporary', 'dadfailed', 'tentative', 'deprecated'].includes(flag)))
  const inside = own.filter(({ address }) => { const parsed = parseAddress(address); return parsed.ok && contains(prefix, parsed.value) })
  return inside.toSorted((a, b) => Number(a.validUntil !== null) - Number(b.validUntil !== null)).map(({ address }) => address)
}

function usable(given: string): Prefix | null {
  const prefix = prefixOf(given)
  if (!prefix || prefix.family !== 6 || prefix.length < SHORTEST) return null
  return isGlobalUnicast({ family: 6, value: prefix.network }) || kindOf({ family: 6, value: prefix.network }) === 'unique-local' ? prefix : null
}

function kindFor(prefix: Prefix): LookPrefix['kind'] {
  return kindOf({ family: 6, value: prefix.network }) === 'unique-local' ? 'unique-local' : 'global'
}

function isWide(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && (isGlobalUnicast(parsed.value) || kindOf(parsed.value) === 'unique-local')
}

function isLinkLocal(address: string | null): boolean {
  return address !== null && address.startsWith('fe80:')
}

/** Whether an address or prefix lies in a prefix; texts that are neither do not. */
export function isInside(inner: string, outer: string): boolean {
  const around = prefixOf(outer)
  const parsed = inner.includes('/') ? parsePrefix(inner) : parseAddress(inner)
  return around !== null && parsed.ok && contains(around, parsed.value)
}

/** The look with what a check found out about a prefix: routed here or not. A prefix that was only typed is among those that this host has from then on, if it is. */
export function withTested<L extends Pick<Look, 'prefixes'>>(look: L, prefix: string, routed: boolean): L {
  const found = prefixOf(prefix)
  if (!found) return look
  const there = look.prefixes.find((one) => one.prefix === found.text)
  const why = routed ? text.reach.tested : text.reach.testedNot
  const rest = look.prefixes.filter((one) => one !== there)
  if (there && routed) return { ...look, prefixes: [{ ...there, reach: 'routed', sure: true, why }, ...rest] }
  if (there) return { ...look, prefixes: look.prefixes.map((one) => (one === there && one.reach === 'on-link' ? { ...one, sure: true, why } : one)) }
  return routed ? { ...look, prefixes: [{ prefix: found.text, length: found.length, kind: kindFor(found), dev: null, source: 'route', expires: false, reach: 'routed', sure: true, why, addresses: [] }, ...rest] } : look
}
