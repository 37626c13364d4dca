import { defineResource } from '../../core/resource'
import { containerNetns, engineContainers } from '../containers/readings'
import { engineNetworks } from '../networks/readings'
import { ownersOf, type Owners } from '../owners'
import { routes6 } from '../routes/readings'
import { uplinksOf } from '../routes/uplinks'
import { uniqueKeys } from '../unique-keys'
import { addressKind } from './kind'
import { addressFacts, type AddressFact } from './readings'
import type { AddressRow } from './schema'
import { sourceOf } from './source'

const needs = { addresses: addressFacts }
const enriches = { routes6, networks: engineNetworks, containers: engineContainers, netns: containerNetns }

/** Addresses of the host in the kernel's order, then those inside containers. */
export const addresses = defineResource<AddressRow, typeof needs, typeof enriches>({
  name: 'addresses',
  needs,
  enriches,
  rows({ addresses: facts }, { routes6: six, networks, containers, netns }) {
    const owners = ownersOf({ networks, containers, netns })
    const uplinks = uplinksOf(six)
    const unique = uniqueKeys()
    const onHost = facts.map((fact): AddressRow => {
      const isGateway = owners.isGateway(fact.dev, fact.address)
      return {
        key: unique(`host/${fact.dev}/${fact.address}/${fact.length}`),
        family: fact.family,
        address: fact.address,
        length: fact.length,
        peer: fact.peer,
        dev: fact.dev,
        scope: fact.scope,
        kind: addressKind(fact.address),
        flags: fact.flags,
        source: sourceOf(fact, isGateway),
        protocol: fact.protocol,
        validUntil: fact.validUntil,
        preferredUntil: fact.preferredUntil,
        uplink: uplinks.has(fact.dev),
        network: owners.bridge(fact.dev),
        container: null,
      }
    })
    return [...onHost, ...insideRows(owners, unique)]
  },
  key: (row) => row.key,
  search: (row) =>
    [
      `${row.address}/${row.length}`, row.peer ?? '', row.dev, row.kind, row.scope, row.source, `ipv${row.family}`, row.network?.name ?? '',
      row.container === null ? 'host' : `container ${row.container.name}`, row.uplink ? 'uplink' : '', ...row.flags,
    ].join(' '),
  sorts: { address: 'address', family: 'number', length: 'number', dev: 'text', scope: 'text', kind: 'text', source: 'text', validUntil: 'number', preferredUntil: 'number', network: 'text', container: 'text' },
  // A lifetime that an advertisement renews is no news; one that runs out shows in the flags.
  volatile: ['validUntil', 'preferredUntil'],
})

/** What is inside containers. Nobody tells who put an address there; those that the engine has on file are the engine's. */
function insideRows(owners: Owners, unique: (key: string) => string): AddressRow[] {
  return owners.namespaces.flatMap(({ container, netns }) => {
    const given = new Map((owners.attachments.get(container.id) ?? []).flatMap((on) => (on.ipv6 === null ? [] : [[on.ipv6, { id: on.networkId, name: on.networkName }] as const])))
    return netns.addresses.map(({ dev, address, length, scope, flags }): AddressRow => {
      const family: AddressFact['family'] = address.includes(':') ? 6 : 4
      return {
        key: unique(`${container.id}/${dev}/${address}/${length}`),
        family,
        address,
        length,
        peer: null,
        dev,
        scope,
        kind: addressKind(address),
        flags,
        source: sourceOf({ family, address, length, scope, flags, protocol: null }, given.has(address)),
        protocol: null,
        validUntil: null,
        preferredUntil: null,
        uplink: false,
        network: given.get(address) ?? (scope === 'global' ? owners.networkOf(address) : null),
        container,
      }
    })
  })
}
