import { contains, parsePrefix } from '../../core/ip'
import { text } from '../../text/en'
import { onLinkPrefixes } from '../proxies/on-link'
import { routes } from '../routes/resource'
import { bridges6, hostGlobals, isGlobal, isOwnPrefix, type Facts } from './facts'
import type { Finding } from './schema'

/** Two connected routes to the network's subnet, and the kernel takes the other one. */
export function shadowedRoutes(facts: Facts): Finding[] {
  const byBridge = new Map(bridges6(facts).map((n) => [n.bridge, n]))
  const subnets = new Set(bridges6(facts).flatMap((n) => n.pools.map((p) => p.subnet)))
  // Only rivals can shadow each other, and rivals share their destination.
  const rivals = facts.routes6.filter((r) => r.table === undefined && subnets.has(r.dst))
  const rows = routes.rows({ routes6: rivals, routes4: [] }, {})
  return rows.flatMap((row): Finding[] => {
    const network = byBridge.get(row.dev)
    const winner = rows.find((r) => r.key === row.shadowedBy)
    if (!network || !winner || winner.dev === null || winner.dev === row.dev) return []
    return [{ code: 'shadowed_route', severity: 'bad', ...text.findings.shadowed_route(network.name, row.dst, winner.dev), about: { resource: 'routes', key: row.key, label: row.dst } }]
  })
}

/** F05, F20: the network's subnet holds an on-link prefix of another link. The other way around (a /80 out of the link's /64) is how NDP proxying is done. */
export function overlaps(facts: Facts): Finding[] {
  const shadowed = new Set(shadowedRoutes(facts).map((f) => f.about.label))
  // Each prefix is read once, not once per network: a hundred networks have at least as many routes.
  const onLink = facts.routes6.flatMap((route) => {
    // A host route is an address that somebody holds, not a prefix of a link.
    if (route.gateway !== undefined || route.nexthops || route.type !== undefined || route.table !== undefined || route.dst === 'default' || route.dev === undefined || route.dev === 'lo' || route.dst.endsWith('/128') || !isOwnPrefix(route.dst)) return []
    const prefix = parsePrefix(route.dst)
    return prefix.ok ? [{ route, prefix: prefix.value }] : []
  })
  return bridges6(facts).flatMap((network) =>
    network.pools.flatMap((pool): Finding[] => {
      const subnet = parsePrefix(pool.subnet)
      if (pool.ignored || !subnet.ok || subnet.value.family !== 6 || shadowed.has(pool.subnet)) return []
      const inside = onLink.find(({ route, prefix }) => route.dev !== network.bridge && contains(subnet.value, prefix))?.route
      if (!inside) return []
      const about = { resource: 'networks', key: network.id, label: network.name }
      return [{ code: 'overlap_host_prefix', severity: 'bad', ...text.findings.overlap_host_prefix(network.name, pool.subnet, inside.dst, inside.dev ?? ''), about }]
    }),
  )
}

/** F02: containers with addresses out of the uplink's own prefix that are meant to be reached there, and no proxy entry. */
export function noNdpProxy(facts: Facts): Finding[] {
  if (!facts.proxies) return []
  // Links with the host's own global addresses count as well: a neighbor needs no default route to ask.
  const outside = new Set([...facts.uplinks, ...hostGlobals(facts).map((a) => a.dev)])
  const onLink = onLinkPrefixes(outside, facts.routes6.filter((r) => r.dst !== 'default'), facts.addresses)
  if (!onLink) return []
  const answered = new Set(facts.proxies.map((p) => `${p.dev} ${p.address}`))
  return bridges6(facts)
    // Behind NAT nobody outside asks for a container's own address.
    .filter((n) => !n.internal && (n.gatewayMode6 === 'routed' || n.masquerade === false))
    .flatMap((network) =>
      network.members.flatMap((member): Finding[] => {
        const { ipv6 } = member
        if (!member.running || ipv6 === null || !isGlobal(ipv6)) return []
        const dev = [...outside].find((uplink) => onLink(uplink).findText(ipv6) === true)
        if (dev === undefined || answered.has(`${dev} ${ipv6}`) || answered.has(`* ${ipv6}`)) return []
        const about = { resource: 'containers', key: member.id, label: member.name }
        return [{ code: 'container_no_ndp_proxy', severity: 'attention', ...text.findings.container_no_ndp_proxy(member.name, ipv6, dev), about }]
      }),
    )
}

export function proxySilent({ proxies = [] }: Facts): Finding[] {
  const silent = proxies.filter((p) => p.silent.length > 0 && p.stale !== true)
  const [first] = silent
  if (!first) return []
  const reasons = [...new Set(silent.flatMap((p) => p.silent))].map((reason) => text.findings.silent[reason]).join(', ')
  return [{ code: 'proxy_silent', severity: 'bad', ...text.findings.proxy_silent(silent.map((p) => p.address), reasons), about: { resource: 'proxies', key: first.key, label: first.address } }]
}

export function proxyStale({ proxies = [] }: Facts): Finding[] {
  const stale = proxies.filter((p) => p.stale === true)
  const [first] = stale
  if (!first) return []
  return [{ code: 'proxy_stale', severity: 'attention', ...text.findings.proxy_stale(stale.map((p) => p.address)), about: { resource: 'proxies', key: first.key, label: first.address } }]
}
