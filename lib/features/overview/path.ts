import { text } from '../../text/en'
import { conf6 } from '../sysctls/readings'
import type { Facts } from './facts'
import type { Finding, Hop, Overview } from './schema'

/** Which station of the way a finding belongs to. */
const PLACE: Record<string, Hop['id']> = {
  accept_ra_ignored: 'router', ra_route_expiring: 'router',
  no_default_route: 'router', no_global_address: 'uplink', dadfailed: 'uplink', overlap_host_prefix: 'uplink',
  kernel_ipv6_disabled: 'host', forwarding_off: 'host', proxy_silent: 'host', proxy_stale: 'host', container_no_ndp_proxy: 'host', ip6tables_off: 'host', config_pending: 'host',
  network_pool_ignored: 'bridges', shadowed_route: 'bridges', masquerade_off_nat: 'bridges', bridge_address_missing: 'bridges',
  bind_failed: 'containers', boot_race: 'containers', ipv4_only_listener: 'containers',
}

type Glance = Pick<Overview, 'global' | 'defaultRoute' | 'forwarding' | 'networks' | 'containers'>

/** The stations from the internet to the containers. The internet itself is not asked, so nothing is claimed about it. */
export function pathOf(facts: Facts, glance: Glance, findings: Finding[]): Hop[] {
  const t = text.overview
  const { defaultRoute, forwarding, networks, containers } = glance
  const dev = defaultRoute?.dev ?? null
  const address = glance.global.find((a) => a.dev === dev)?.address ?? null
  const silentRouter = defaultRoute?.via && facts.neighbors?.find((n) => n.address === defaultRoute.via && n.dev === dev)?.state === 'FAILED' ? defaultRoute.via : null
  const router = !defaultRoute ? t.routerNone : silentRouter ? t.routerFailed(silentRouter) : defaultRoute.via ? t.routerVia(defaultRoute.via, dev ?? '') : t.routerDirect(dev ?? '')
  const known = facts.networks !== undefined
  const hops: Hop[] = [
    { id: 'internet', title: t.internet, fact: t.internetFact, state: 'unknown', about: null },
    { id: 'router', title: t.router, fact: router, state: defaultRoute && !silentRouter ? 'good' : 'bad', about: null },
    { id: 'uplink', title: t.uplink, fact: dev === null ? t.uplinkNone : t.uplinkFact(dev, address), state: dev === null ? 'bad' : address === null ? 'attention' : 'good', about: linkRef(facts, dev) },
    {
      id: 'host', title: t.host, fact: forwarding === null ? t.hostUnknown : forwarding ? t.hostForwards(facts.proxies?.length ?? 0) : t.hostKeeps,
      state: forwarding === null ? 'unknown' : forwarding || networks.withIpv6 === 0 ? 'good' : 'attention',
      about: conf6(facts.sysctls, 'all', 'forwarding') === undefined ? null : { resource: 'sysctls', key: 'net/ipv6/conf/all/forwarding', label: 'forwarding' },
    },
    { id: 'bridges', title: t.bridges, fact: known ? t.bridgesFact(networks.withIpv6, networks.total) : t.engineUnknown, state: known ? 'good' : 'unknown', about: null },
    { id: 'containers', title: t.containers, fact: facts.containers ? t.containersFact(containers.withIpv6, containers.running) : t.engineUnknown, state: facts.containers ? 'good' : 'unknown', about: null },
  ]
  return hops.map((hop) => worsened(hop, findings))
}

/** A station is as bad as its worst finding. */
function worsened(hop: Hop, findings: Finding[]): Hop {
  const here = findings.filter((f) => PLACE[f.code] === hop.id)
  const worst = here.find((f) => f.severity === 'bad') ?? here[0]
  if (!worst || hop.state === 'bad') return worst ? { ...hop, about: worst.about } : hop
  return { ...hop, state: worst.severity, about: worst.about }
}

function linkRef(facts: Facts, dev: string | null): Hop['about'] {
  const link = facts.links?.find((l) => l.name === dev)
  return link ? { resource: 'links', key: String(link.index), label: link.name } : null
}
