'use client'
import { parseAddress, parsePrefix, contains } from '../../lib/core/ip'
import type { Attachment, Container } from '../../lib/features/containers/schema'
import type { Network } from '../../lib/features/networks/schema'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { networkRef } from '../../lib/client/refs'
import { useResource } from '../../lib/client/use-resource'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import type { Station } from '../drawer/content'
import { RelatedChain } from '../drawer/RelatedChain'
import { linkRef } from '../links/link-key'
import { useHost } from '../networks/use-host'
import { useRouteTo } from '../networks/use-route-to'

/** Container -> veth -> bridge -> network -> route -> NDP proxy entry, as far as each is there. */
export function AttachmentChain({ container, attachment }: { container: Container; attachment: Attachment }) {
  const host = useHost()
  // A container that never ran may know its network by name only.
  const { id, name } = attachment.network
  const network = useResource<Network>(host, 'networks', id ? { key: id } : { q: `name:${name}` }).page?.rows.find((row) => (id ? row.id === id : row.name === name))
  const address = attachment.ipv6 ?? attachment.ipv4
  const subnet = subnetOf(network, address)
  const { route } = useRouteTo(host, network?.bridge ? subnet : null)
  const proxies = useResource<ProxyRow>(host, 'proxies', attachment.ipv6 ? { q: `address:${attachment.ipv6}`, limit: 20 } : { limit: 1 }).page
  const proxy = attachment.ipv6 ? proxies?.rows.find((row) => row.address === attachment.ipv6) : undefined
  const carrier = network?.bridge ?? network?.parent
  const stations: (Station | '' | false | null | undefined)[] = [
    { what: words.chain.container, label: container.name },
    attachment.veth && { what: words.chain.veth, label: attachment.veth, to: linkRef(attachment.veth) },
    network && carrier && { what: network.bridge ? words.chain.bridge : words.chain.parent, label: carrier, to: { resource: network.bridge ? 'bridges' : 'links', key: carrier, label: carrier } },
    { what: words.chain.network, label: name, ...(network ? { to: networkRef(network) } : {}) },
    route && { what: words.chain.route, label: route.label, to: route },
    network?.bridge && subnet && route === null && { what: words.chain.route, label: words.chain.noRoute(subnet) },
    proxy && { what: words.chain.proxy, label: proxy.dev, to: { resource: 'proxies', key: proxy.key, label: proxy.address } },
    // Most addresses need no entry: its absence is only told where the table could be read.
    attachment.ipv6 && proxies && !proxy && { what: words.chain.proxy, label: words.chain.noProxy },
  ]
  return <RelatedChain stations={stations.filter((station): station is Station => Boolean(station))} />
}

/** The pool that an address is from. */
function subnetOf(network: Network | undefined, address: string | null): string | null {
  const parsed = address === null ? null : parseAddress(address)
  if (!network || !parsed?.ok) return null
  const pool = network.pools.find(({ subnet, ignored }) => {
    const prefix = parsePrefix(subnet)
    return !ignored && prefix.ok && contains(prefix.value, parsed.value)
  })
  return pool?.subnet ?? null
}
