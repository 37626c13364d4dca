import { sortKey, type Family } from '../../core/ip'
import { defineResource } from '../../core/resource'
import { engineContainers, type EngineAttachment, type EngineContainer } from '../containers/readings'
import { capabilitiesOf } from '../engine/capabilities'
import { engineVersion } from '../engine/readings'
import { isIn, poolUse } from './pools'
import { engineNetworks, type EngineNetwork } from './readings'
import type { Network, NetworkMember, Pool } from './schema'

/** The engine's networks with the containers on them. */
export const networks = defineResource({
  name: 'networks',
  needs: { engineNetworks },
  enriches: { engineContainers, engineVersion },
  rows: ({ engineNetworks }, { engineContainers = [], engineVersion }): Network[] => {
    // Engines without gateway modes take the option without a word and do NAT all the same (seen with 20.10).
    const modes = engineVersion === undefined || capabilitiesOf(engineVersion).gatewayModes.state === 'available'
    const members = membersByNetwork(engineNetworks, engineContainers)
    return engineNetworks
      .map((network) => toRow(modes ? network : withoutModes(network), members.get(network.id) ?? []))
      .sort((a, b) => a.name.localeCompare(b.name))
  },
  key: (row) => row.id,
  search: (row) =>
    [
      row.name, row.id, row.driver, row.bridge ?? '', row.parent ?? '', row.gatewayMode6 ?? '', row.project ?? '',
      ...row.pools.flatMap((p) => [p.subnet, p.gateway ?? '', p.range ?? '', ...Object.values(p.aux)]),
      ...row.members.flatMap((m) => [m.name, m.ipv4 ?? '', m.ipv6 ?? '', m.mac ?? '']),
    ].join(' '),
  sorts: { name: 'text', driver: 'text', bridge: 'text', created: 'text', gatewayMode6: 'text', mtu: 'number', project: 'text' },
})

/** The network an attachment belongs to: by id; by name where the engine gives none (never started, or Podman). */
export function networkOf(attachment: Pick<EngineAttachment, 'networkId' | 'networkName'>, networks: EngineNetwork[]): EngineNetwork | undefined {
  const { networkId, networkName } = attachment
  return networks.find((n) => n.id === networkId) ?? (networkId === '' || networkId === networkName ? networks.find((n) => n.name === networkName) : undefined)
}

type Member = NetworkMember & { gateway4: string | null; gateway6: string | null }

function membersByNetwork(networks: EngineNetwork[], containers: EngineContainer[]): Map<string, Member[]> {
  const members = new Map<string, Member[]>()
  for (const { id, name, pid, attachments } of containers) {
    const running = pid !== null
    for (const a of attachments) {
      const network = networkOf(a, networks)
      if (!network) continue
      // A container that does not run holds no address; what it asked for is what it will take.
      const member = { id, name, running, ipv4: a.ipv4 ?? a.fixed4, ipv6: a.ipv6 ?? a.fixed6, mac: a.mac, gateway4: a.gateway4, gateway6: a.gateway6 }
      members.set(network.id, [...(members.get(network.id) ?? []), member])
    }
  }
  return members
}

function toRow(network: EngineNetwork, members: Member[]): Network {
  const running = members.filter((m) => m.running)
  const pools = network.pools.map((pool) => {
    const six = pool.family === 6
    // The engine keeps a gateway on file only if it was given one; the one it chose itself is told by the endpoints.
    const gateway = pool.gateway ?? running.map((m) => (six ? m.gateway6 : m.gateway4)).find((address) => address !== null && isIn(pool.subnet, address)) ?? null
    return poolUse({ ...pool, gateway }, six ? network.ipv6 : network.ipv4, running.map((m) => (six ? m.ipv6 : m.ipv4)))
  })
  const sorted = members.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ gateway4: _4, gateway6: _6, ...member }) => member)
  return { ...network, pools, subnets4: subnetsOf(pools, 4), subnets6: subnetsOf(pools, 6), members: sorted }
}

function subnetsOf(pools: readonly Pool[], family: Family): string[] {
  const used = pools.filter((pool) => pool.family === family && !pool.ignored).map(({ subnet }) => subnet)
  // Nearly always one: no keys to build for it.
  return used.length < 2 ? used : used.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

function withoutModes(network: EngineNetwork): EngineNetwork {
  return network.driver === 'bridge' ? { ...network, gatewayMode4: 'nat', gatewayMode6: 'nat' } : network
}
