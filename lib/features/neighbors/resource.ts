import { defineResource } from '../../core/resource'
import { addressKind } from '../addresses/kind'
import { containerNetns, engineContainers } from '../containers/readings'
import { engineNetworks } from '../networks/readings'
import { ownersOf } from '../owners'
import { uniqueKeys } from '../unique-keys'
import { neighborFacts, type NeighborFact } from './readings'
import type { Neighbor } from './schema'

const needs = { neighbors: neighborFacts }
const enriches = { networks: engineNetworks, containers: engineContainers, netns: containerNetns }

/** Addresses told per neighbor that share its MAC. A router that answers for a whole /64 would otherwise make the table grow with the square. */
const SAME_MAC_TOLD = 16

/** Neighbor caches of the host, in the kernel's order. */
export const neighbors = defineResource<Neighbor, typeof needs, typeof enriches>({
  name: 'neighbors',
  needs,
  enriches,
  rows({ neighbors: facts }, { networks, containers, netns }) {
    const owners = ownersOf({ networks, containers, netns })
    const unique = uniqueKeys()
    const byMac = new Map<string, string[]>()
    for (const fact of facts) {
      if (fact.mac === null) continue
      const group = byMac.get(macPlace(fact))
      if (group) group.push(fact.address)
      else byMac.set(macPlace(fact), [fact.address])
    }
    return facts.map((fact): Neighbor => {
      const group = fact.mac === null ? [] : (byMac.get(macPlace(fact)) ?? [])
      const network = owners.bridge(fact.dev)
      return {
        key: unique(`${fact.dev}/${fact.address}`),
        family: fact.family,
        address: fact.address,
        kind: addressKind(fact.address),
        dev: fact.dev,
        mac: fact.mac,
        state: fact.state,
        router: fact.router,
        // On another link the same address with a foreign MAC is somebody else: a duplicate.
        container: owners.mac(fact.mac) ?? (fact.mac === null || network !== null ? owners.address(fact.address) : null),
        network,
        sameMac: group.slice(0, SAME_MAC_TOLD + 1).filter((address) => address !== fact.address).slice(0, SAME_MAC_TOLD),
        sameMacTotal: Math.max(0, group.length - 1),
      }
    })
  },
  key: (row) => row.key,
  search: (row) =>
    [row.address, row.dev, row.mac ?? '', row.state, row.kind, `ipv${row.family}`, row.router ? 'router' : '', row.container?.name ?? '', row.network?.name ?? ''].join(' '),
  sorts: { address: 'address', family: 'number', dev: 'text', mac: 'text', state: 'text', kind: 'text', container: 'text', network: 'text', sameMacTotal: 'number' },
})

function macPlace(fact: NeighborFact): string {
  return `${fact.dev} ${fact.mac}`
}
