import { contains, overlaps, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import { changesNetworks as text } from '../../text/en/changes-networks'
import type { Link } from '../links/schema'
import type { RouteRow } from '../routes/schema'
import type { Facts, Judge } from './judge'
import { isBySize } from './check-pools'
import type { CreateInput } from './create-input'

const VPN_KIND = /^(wireguard|tun|tap|ppp|ipip|sit|ip6tnl|gre|gretap|ip6gre|ip6gretap|vti|vti6|xfrm|none)$/
/** Names that VPNs give to their links. */
export const VPN_NAME = /^(wg|tun|tap|ppp|tailscale|zt|utun|vpn|nebula)/
/** Names that engines give to their bridges (see the bridges resource). */
const ENGINE_BRIDGE = /^(docker0|docker_gwbridge|br-[0-9a-f]{12}|podman\d+)$/

/** Overlaps of the new subnets with networks, routes and addresses. Moby checks IPv6 against its own pools only (libnetwork/netutils/utils_linux.go, InferReservedNetworks). */
export function checkOverlaps(input: CreateInput, facts: Facts, judge: Judge): void {
  const onHost = input.driver === 'bridge'
  input.pools.forEach(({ subnet: given, gateway, aux }, i) => {
    const subnet = parsePrefix(given)
    if (!subnet.ok || isBySize(subnet.value)) return
    const field = `pools.${i}.subnet`
    for (const network of facts.networks) {
      for (const pool of network.pools) {
        const other = pool.ignored ? null : prefixOf(pool.subnet)
        if (other && overlaps(subnet.value, other)) return judge.refuse(field, text.overlap.network(subnet.value.text, network.name, other.text), undefined, 'conflict')
      }
    }
    // Networks without a bridge put no route on the host; on macvlan the parent's own prefix is even the right one.
    if (!onHost) return
    const kept = new Set([gateway, ...Object.values(aux)].flatMap((address) => valueOf(address) ?? []))
    againstRoutes(subnet.value, `pools.${i}`, facts, judge)
    againstAddresses(subnet.value, `pools.${i}`, valueOf(gateway), kept, facts, judge)
  })
}

function againstRoutes(subnet: Prefix, at: string, facts: Facts, judge: Judge): void {
  const { routes, links } = facts
  const byName = new Map(links.map((link) => [link.name, link]))
  const near = mayTouch(subnet)
  let widest: { route: RouteRow; dst: Prefix } | null = null
  for (const route of routes) {
    if (!isRelevant(route, subnet) || !near(route.dst)) continue
    const dst = prefixOf(route.dst)
    if (!dst || !overlaps(subnet, dst)) continue
    const link = route.dev === null ? undefined : byName.get(route.dev)
    if (route.type !== 'unicast') {
      // An unreachable route for a whole delegated prefix is good practice (RFC 7084 WPD-5); only one inside the subnet takes something away.
      if (dst.length > subnet.length) return refuseRoute(subnet, at, route, judge)
      continue
    }
    if (isVpn(link, route.dev) && !isNearlyDefault(dst) && !isPartOfOwn(subnet, dst, route, facts)) {
      return judge.refuse(`${at}.subnet`, text.overlap.vpn(subnet.text, dst.text, route.dev ?? '', link?.kind ?? 'vpn', route.protocol), undefined, 'conflict')
    }
    if (route.via === null && route.nexthops.length === 0) {
      if (onLink(subnet, dst, route.dev ?? '', link, at, judge)) return
      continue
    }
    if (dst.length >= subnet.length) return refuseRoute(subnet, at, route, judge)
    if (!isNearlyDefault(dst) && (widest === null || dst.length > widest.dst.length)) widest = { route, dst }
  }
  if (widest) judge.warn(text.overlap.moreSpecific(subnet.text, widest.dst.text, text.overlap.by(widest.route.via, widest.route.dev)))
}

/** A prefix that is on-link on a link of the host and touches the subnet. True if that ends the matter. */
function onLink(subnet: Prefix, dst: Prefix, dev: string, link: Link | undefined, at: string, judge: Judge): boolean {
  const field = `${at}.subnet`
  if (link?.kind === 'bridge' && !link.uplink) {
    if (ENGINE_BRIDGE.test(dev)) judge.refuse(field, text.overlap.orphan(subnet.text, dst.text, dev), text.overlap.orphanHint(dev), 'conflict')
    else judge.refuse(field, text.overlap.bridge(subnet.text, dst.text, dev), undefined, 'conflict')
    return true
  }
  if (isNearlyDefault(dst)) return false
  const longer = text.overlap.longer(Math.min(Math.max(dst.length, subnet.length) + 16, 112))
  const hint = subnet.family === 6 ? longer : undefined
  if (dst.length > subnet.length) judge.refuse(field, text.overlap.covers(subnet.text, dst.text, dev), hint, 'conflict')
  // F05 of the fault catalogue: measured, both connected routes live with the same metric and the first wins.
  else if (dst.length === subnet.length) judge.refuse(field, text.overlap.onLink(subnet.text, dev), hint, 'conflict')
  else {
    if (isVpn(link, dev)) judge.warn(text.overlap.insideTunnel(subnet.text, dst.text, dev))
    else judge.warn(subnet.family === 6 ? text.overlap.inside(subnet.text, dst.text, dev) : text.overlap.inside4(subnet.text, dst.text, dev))
    return false
  }
  return true
}

function againstAddresses(subnet: Prefix, at: string, gateway: bigint | null, kept: ReadonlySet<bigint>, facts: Facts, judge: Judge): void {
  if (judge.verdict.problems.some(({ field }) => field === `${at}.subnet`)) return
  const byName = new Map(facts.links.map((link) => [link.name, link]))
  for (const row of facts.addresses) {
    if (row.container !== null || row.network !== null || row.family !== subnet.family || row.scope !== 'global') continue
    const address = parseAddress(row.address)
    if (!address.ok) continue
    const own = prefixOf(`${row.peer ?? row.address}/${row.length}`)
    const isHost = !own || own.length === (row.family === 6 ? 128 : 32)
    // With noprefixroute (NetworkManager, DHCPv6) there may be no route for the link's prefix.
    if (own && !isHost && overlaps(subnet, own) && onLink(subnet, own, row.dev, byName.get(row.dev), at, judge)) return
    if (!contains(subnet, address.value)) continue
    if (address.value.value === gateway) return judge.refuse(`${at}.gateway`, text.overlap.gatewayOwn(row.address, row.dev), undefined, 'conflict')
    if (!kept.has(address.value.value)) judge.warn(text.overlap.holdsOwn(subnet.text, row.address, row.dev))
  }
  const near = mayTouch(subnet)
  for (const { via, dev, network } of facts.routes) {
    if (via === null || network !== null || !near(via)) continue
    const router = parseAddress(via)
    // Inside the subnet the router would be looked for on the new bridge.
    if (router.ok && contains(subnet, router.value)) return judge.refuse(`${at}.subnet`, text.overlap.router(subnet.text, via, dev ?? ''), undefined, 'conflict')
  }
}

function refuseRoute(subnet: Prefix, at: string, route: RouteRow, judge: Judge): void {
  const way = route.type === 'unicast' ? text.overlap.by(route.via, route.dev) : route.type
  judge.refuse(`${at}.subnet`, text.overlap.route(subnet.text, route.dst, way, route.protocol), undefined, 'conflict')
}

/** Routes that say where addresses are: not the default, not the host's own addresses (table local), not those of networks, whose pools are looked at. */
function isRelevant(route: RouteRow, subnet: Prefix): boolean {
  if (route.family !== subnet.family || route.dst === 'default' || route.table === 'local' || route.network !== null) return false
  return !['local', 'broadcast', 'anycast', 'multicast'].includes(route.type) && route.from === null
}

/** `::/1` and `2000::/3` are how VPNs and some providers write “everything”. */
function isNearlyDefault(dst: Prefix): boolean {
  return dst.length <= (dst.family === 6 ? 4 : 2)
}

/** A part of the IPv6 prefix that the host has on the tunnel by which it reaches the internet: what a tunnel broker or one's own VPN server gave to this host. */
function isPartOfOwn(subnet: Prefix, dst: Prefix, route: RouteRow, { routes, addresses }: Facts): boolean {
  if (subnet.family !== 6 || subnet.length <= dst.length || !contains(dst, subnet)) return false
  const isUplink = routes.some((one) => one.family === 6 && one.dst === 'default' && one.dev === route.dev && one.type === 'unicast')
  return isUplink && addresses.some((row) => row.container === null && row.dev === route.dev && prefixOf(`${row.address}/${row.length}`)?.text === dst.text)
}

function isVpn(link: Link | undefined, dev: string | null): boolean {
  return link ? VPN_KIND.test(link.kind) : dev !== null && VPN_NAME.test(dev)
}

/**
 * A cheap test that lets nothing through unseen: two prefixes of 16 bits (IPv4: 8) and more overlap only if they begin with the same group.
 * A full table has 200,000 routes, and reading each as numbers would take seconds.
 */
export function mayTouch(subnet: Prefix): (text: string) => boolean {
  const least = subnet.family === 6 ? 16 : 8
  const mark = subnet.family === 6 ? ':' : '.'
  const head = subnet.text.slice(0, subnet.text.indexOf(mark) + 1)
  if (subnet.length < least || head === ':') return () => true
  return (text) => {
    if (text.startsWith(head)) return true
    const slash = text.lastIndexOf('/')
    return slash >= 0 && Number(text.slice(slash + 1)) < least
  }
}

/** The prefix in a text that may have host bits set, as an address with its length has. */
export function prefixOf(given: string): Prefix | null {
  const parsed = parsePrefix(given)
  return parsed.ok ? { ...parsed.value, value: parsed.value.network } : null
}

function valueOf(address: string | undefined): bigint | null {
  const parsed = address === undefined ? null : parseAddress(address)
  return parsed?.ok ? parsed.value.value : null
}
