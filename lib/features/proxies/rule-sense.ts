import { proxyRules as text } from '../../text/en/proxy-rules'
import { parsePrefix } from '../../core/ip'
import type { Network } from '../networks/schema'
import { prefixIndex } from '../prefix-index'
import type { RouteFact } from '../routes/readings'
import { neverFor } from './rule-never'

const t = text.sense

/** Why a rule helps nobody. `refuse`: it never can, so it is not made. */
export type Nonsense = { field: 'network' | 'dev'; refuse: boolean; why: string }

/** What that is judged by; a network as its row, or as the engine tells it. */
export type SenseFacts = {
  dev: string
  network: Pick<Network, 'name' | 'driver' | 'ipv6' | 'internal' | 'gatewayMode6' | 'bridge' | 'parent' | 'options'>
  subnets6: readonly string[]
  /** Somebody on the link may ask for addresses; null if it is not known. */
  neighbors: boolean | null
  /** The engine drops packets from outside to addresses of containers on networks in mode nat (`directAccessDropped` without allow-direct-routing); null if it is not known. */
  dropsDirect: boolean | null
  /** The links on which a subnet is on-link; null if that is not known. */
  onLink(subnet: string): readonly string[] | null
  /** A wider prefix that this host holds as a whole; null if there is none. */
  delegated(subnet: string): string | null
}

const TRUSTED = 'com.docker.network.bridge.trusted_host_interfaces'

/** Judges a rule. What cannot be known is not held against it. */
export function nonsenseOf({ dev, network, subnets6, dropsDirect, neighbors, onLink, delegated }: SenseFacts): Nonsense[] {
  const found: Nonsense[] = neverFor(network, dev).map((why) => ({ field: 'network', refuse: true, why }))
  const warn = (field: Nonsense['field'], why: string) => found.push({ field, refuse: false, why })
  if (network.bridge === dev) found.push({ field: 'dev', refuse: true, why: t.ownBridge(network.name, dev) })
  if (found.length > 0) return found
  if (network.internal) warn('network', t.internal(network.name))
  const trusted = (network.options[TRUSTED] ?? '').split(':').includes(dev)
  if (dropsDirect && (network.gatewayMode6 ?? 'nat') === 'nat' && !network.internal && !trusted) warn('network', t.drops(network.name))
  if (neighbors === false) {
    warn('dev', t.noNeighbors(network.name, dev))
    return found
  }
  for (const subnet of subnets6) {
    const on = onLink(subnet)
    if (on === null || on.includes(dev)) continue
    const others = on.filter((one) => one !== network.bridge)
    const whole = delegated(subnet)
    warn('dev', others.length > 0 ? t.elsewhere(subnet, dev, others) : whole !== null ? t.delegated(subnet, whole) : t.offLink(subnet, dev))
  }
  return found
}

const REFUSES = ['unreachable', 'blackhole', 'prohibit', 'throw']

/**
 * Finds the delegated prefix around a subnet. Clients of DHCPv6 prefix delegation hold the whole prefix by a route that refuses what is not in use (RFC 9096 section 3.2, RFC 7084 WPD-5);
 * the one for everything (`::/0`) says nothing of that kind.
 */
export function delegatedPrefixes(routes: readonly Pick<RouteFact, 'dst' | 'type'>[]): (subnet: string) => string | null {
  const index = prefixIndex(routes.flatMap(({ dst, type }) => (dst !== 'default' && dst !== '::/0' && type && REFUSES.includes(type) ? [[dst, dst] as const] : [])))
  return (subnet) => {
    const parsed = parsePrefix(subnet)
    if (!parsed.ok) return null
    const { family, network, length } = parsed.value
    const found = index.find({ family, value: network }) ?? null
    return found !== null && Number(found.split('/')[1]) <= length ? found : null
  }
}
