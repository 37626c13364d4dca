'use client'
import { useResource } from '../../lib/client/use-resource'
import type { Network } from '../../lib/features/networks/schema'
import type { ProxyRuleRow } from '../../lib/features/proxies/rule-schema'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import { proxyRulesPage } from '../../lib/text/en/pages-proxy-rules'
import type { Station } from '../drawer/content'
import { RelatedChain } from '../drawer/RelatedChain'
import { useHost } from './use-host'
import { useRouteTo } from './use-route-to'

const RULES = 20

/** Network -> bridge -> the host's routes to its subnets -> the links where its containers are answered for. A route that is missing is told, not left out. */
export function NetworkChain({ network }: { network: Network }) {
  const subnets = network.pools.filter((pool) => !pool.ignored)
  const six = useStation(subnets.find((pool) => pool.family === 6)?.subnet ?? null)
  const four = useStation(subnets.find((pool) => pool.family === 4)?.subnet ?? null)
  const rules = useResource<ProxyRuleRow>(useHost(), 'proxy-rules', { q: `network:${network.name}`, limit: RULES }).page?.rows.filter((row) => row.network === network.name) ?? []
  const carrier = network.bridge ?? network.parent
  // Only bridges make a route on the host: macvlan and ipvlan go past it.
  const routes = network.bridge ? [six, four] : []
  const stations: (Station | null)[] = [
    { what: words.chain.network, label: network.name },
    carrier ? { what: network.bridge ? words.chain.bridge : words.chain.link, label: carrier, to: { resource: network.bridge ? 'bridges' : 'links', key: carrier, label: carrier } } : null,
    ...routes,
    ...rules.map((row): Station => ({ what: proxyRulesPage.related.answers, label: row.dev, to: { resource: 'proxy-rules', key: row.key, label: row.dev } })),
  ]
  return <RelatedChain stations={stations.filter((station): station is Station => station !== null)} />
}

function useStation(subnet: string | null): Station | null {
  const { route, failed } = useRouteTo(useHost(), subnet)
  if (subnet === null) return null
  if (route) return { what: words.chain.route, label: route.label, to: route }
  // Nothing is claimed before it is known.
  if (route === undefined) return failed ? { what: words.chain.route, label: words.chain.unread(subnet) } : null
  return { what: words.chain.route, label: words.chain.noRoute(subnet) }
}
