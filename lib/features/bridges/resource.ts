import { defineResource } from '../../core/resource'
import { addressFacts } from '../addresses/readings'
import { containerNetns, engineContainers } from '../containers/readings'
import { linkFacts, type LinkFact } from '../links/readings'
import { linkKey } from '../links/resource'
import { engineNetworks } from '../networks/readings'
import { ownersOf, type Owners } from '../owners'
import type { Bridge, BridgePort } from './schema'

const needs = { links: linkFacts }
const enriches = { addresses: addressFacts, networks: engineNetworks, containers: engineContainers, netns: containerNetns }

// Names that Moby and Podman give to their bridges.
const ENGINE_BRIDGE = /^(docker0|docker_gwbridge|br-[0-9a-f]{12}|podman\d+)$/

/** Bridges of the host with their ports. All of it is in `ip -d link`: nothing is read from /sys. */
export const bridges = defineResource<Bridge, typeof needs, typeof enriches>({
  name: 'bridges',
  needs,
  enriches,
  rows({ links }, { addresses, networks, containers, netns }) {
    const owners = ownersOf({ networks, containers, netns, links })
    const ports = portsByBridge(links)
    const held = new Map<string, string[]>()
    for (const { dev, address, length } of addresses ?? []) held.set(dev, [...(held.get(dev) ?? []), `${address}/${length}`])
    return links.flatMap((link) => {
      if (link.kind !== 'bridge') return []
      const network = owners.bridge(link.name)
      const data = link.bridge ?? {}
      return {
        name: link.name,
        index: link.index,
        up: link.flags.includes('UP'),
        state: link.state,
        mac: link.mac,
        mtu: link.mtu,
        addresses: held.get(link.name) ?? [],
        ports: (ports.get(link.name) ?? []).map((port) => toPort(port, owners)),
        network,
        // Without the engine's word nobody can tell an orphan.
        orphan: networks !== undefined && network === null && ENGINE_BRIDGE.test(link.name),
        parentOf: (networks ?? []).flatMap((one) => (one.parent === link.name ? [one.name] : [])),
        stp: switched(data.stp_state),
        multicastSnooping: switched(data.mcast_snooping),
        multicastQuerier: switched(data.mcast_querier),
        vlanFiltering: switched(data.vlan_filtering),
      }
    })
  },
  key: linkKey,
  search: (row) =>
    [
      row.name, row.state, row.up ? 'up' : 'down', row.mac ?? '', row.network?.name ?? '', row.orphan ? 'orphan' : '', ...row.addresses,
      ...row.ports.map((port) => `${port.dev} ${port.mac ?? ''} ${port.container?.name ?? ''}`),
    ].join(' '),
  sorts: { name: 'text', index: 'number', state: 'text', mac: 'text', mtu: 'number', network: 'text' },
})

function portsByBridge(links: readonly LinkFact[]): Map<string, LinkFact[]> {
  const ports = new Map<string, LinkFact[]>()
  for (const link of links) {
    if (link.master === null) continue
    const list = ports.get(link.master)
    if (list) list.push(link)
    else ports.set(link.master, [link])
  }
  return ports
}

function toPort(link: LinkFact, owners: Owners): BridgePort {
  const end = owners.veth(link.index)
  return {
    dev: link.name,
    index: link.index,
    kind: link.kind,
    state: link.port?.state ?? link.state.toLowerCase(),
    mac: link.mac,
    container: end?.container ?? null,
    containerLink: end?.link ?? null,
    hairpin: link.port?.hairpin ?? false,
  }
}

/** How the kernel switches: 0 is off, anything else on; null where it does not say. */
function switched(value: number | undefined): boolean | null {
  return value === undefined ? null : value !== 0
}
