import { kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import { hasNeighbors } from '../proxies/asks'
import type { RouteFact } from '../routes/readings'
import { winnerOf } from '../routes/shadow'
import type { RuleFact } from '../rules/readings'
import { byLife, isToReachAt, isWide, settingNow, type WayFacts } from './look'
import type { Uplink } from './schema'

/** The link and the router of the default route that the kernel takes; null without one. */
export function uplinkOf(facts: WayFacts): Uplink | null {
  const winner = defaultRoute(facts)
  if (!winner || (winner.type !== undefined && winner.type !== 'unicast')) return null
  const [hop] = winner.nexthops ?? []
  const dev = winner.dev ?? hop?.dev
  if (dev === undefined) return null
  const via = winner.gateway ?? hop?.gateway ?? null
  const setting = (name: string) => settingNow(`net/ipv6/conf/${dev}/${name}`, facts)
  const link = facts.links.get(dev)
  return {
    dev, via, router: routerAddress(dev, via, facts), protocol: winner.protocol ?? 'boot', expires: winner.expiresAt !== undefined, mtu: link?.mtu ?? 0,
    pointToPoint: hasNeighbors(link?.flags) === false,
    acceptRa: setting('accept_ra'), proxyNdp: setting('proxy_ndp'), ...ownOf(dev, facts),
  }
}

/** What the kernel prints of every rule; whatever else a rule says picks packets. */
const NO_SELECTOR = new Set(['priority', 'table', 'action', 'goto', 'protocol', 'not', 'suppress_prefixlen', 'suppress_ifgroup'])

/**
 * The default route of packets that carry no mark and come from anywhere: what the rules' tables hold, asked in the order of the rules (wg-quick has its default route in a table of its own,
 * and a rule that hides the one of table main).
 */
function defaultRoute({ routes6, rules6 }: WayFacts): RouteFact | null {
  const defaults = routes6.filter((route) => route.dst === 'default' && route.from === undefined)
  for (const rule of (rules6 ?? [{ priority: 0, src: 'all', table: 'main' }]).toSorted((a, b) => a.priority - b.priority)) {
    if (!isForAll(rule)) continue
    if (rule.table === undefined) {
      if (['blackhole', 'unreachable', 'prohibit'].includes(rule.action ?? '')) return null
      continue
    }
    if (Number(rule['suppress_prefixlen'] ?? -1) >= 0) continue
    const winner = winnerOf(defaults.filter(({ table }) => (table ?? 'main') === rule.table).map((route) => ({ route, key: '' })))
    if (winner) return winner.route
  }
  return null
}

/** A rule without selectors, or one that takes what its selectors do not (a mark that only a VPN's own packets have). */
function isForAll(rule: RuleFact): boolean {
  const plain = rule.src === 'all' && Object.keys(rule).every((key) => key === 'src' || NO_SELECTOR.has(key))
  return 'not' in rule ? !plain : plain
}

/** An address of the router that packets from elsewhere reach too: the route's own, or one that the neighbor cache has for the same machine. */
function routerAddress(dev: string, via: string | null, { neighbors }: WayFacts): string | null {
  if (via !== null && isWide(via)) return via
  const here = neighbors.filter((one) => one.dev === dev && one.family === 6)
  const mac = here.find(({ address }) => address === via)?.mac
  return here.find((one) => one.router && one.mac !== null && one.mac === mac && isWide(one.address))?.address ?? null
}

/** This host's own addresses on the uplink: those that routers elsewhere know too, global and lasting ones first, and the link-local one. */
function ownOf(dev: string, { addresses }: WayFacts): Pick<Uplink, 'addresses' | 'linkLocal'> {
  const own = addresses.filter((one) => one.dev === dev && isToReachAt(one))
  const wide = own.filter(({ address }) => isWide(address)).toSorted((a, b) => Number(isLocal(a.address)) - Number(isLocal(b.address)) || byLife(a, b))
  return { addresses: wide.map(({ address }) => address), linkLocal: own.find(({ address }) => kind(address) === 'link-local')?.address ?? null }
}

function isLocal(address: string): boolean {
  return kind(address) === 'unique-local'
}

function kind(address: string): string | null {
  const parsed = parseAddress(address)
  return parsed.ok ? kindOf(parsed.value) : null
}
