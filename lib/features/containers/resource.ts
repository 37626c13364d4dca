import { defineResource } from '../../core/resource'
import { linkFacts, type LinkFact } from '../links/readings'
import { engineNetworks, type EngineNetwork } from '../networks/readings'
import { networkOf } from '../networks/resource'
import { containerNetns, engineContainers, type ContainerNetns, type EngineAttachment, type EngineContainer } from './readings'
import type { Attachment, Container } from './schema'

/** All containers with what holds inside the running ones. */
export const containers = defineResource({
  name: 'containers',
  needs: { engineContainers },
  enriches: { engineNetworks, containerNetns, linkFacts },
  rows: ({ engineContainers }, { engineNetworks = [], containerNetns = [], linkFacts = [] }): Container[] => {
    const inside = new Map(containerNetns.map((netns) => [netns.id, netns]))
    const veths = new Map(linkFacts.filter((link) => link.kind === 'veth').map((link) => [link.index, link]))
    return engineContainers.map((c) => toRow(c, inside.get(c.id), engineNetworks, veths)).sort((a, b) => a.name.localeCompare(b.name))
  },
  key: (row: Container) => row.id,
  search: (row: Container) =>
    [
      row.name, row.id, row.image, row.state, row.error, row.networkMode, row.project ?? '', row.service ?? '',
      ...row.attachments.flatMap((a) => [a.network.name, a.ipv4 ?? '', a.ipv6 ?? '', a.fixed6 ?? '', a.mac ?? '', a.veth ?? '', ...a.aliases]),
      ...row.ports.flatMap((p) => [p.hostIp ?? '', String(p.hostPort ?? ''), `${p.port}/${p.proto}`]),
      ...(row.inside?.addresses.map((a) => a.address) ?? []),
    ].join(' '),
  sorts: { name: 'text', image: 'text', state: 'text', createdAt: 'text', startedAt: 'text', networkMode: 'text', project: 'text', pid: 'number', exitCode: 'number' },
  volatile: ['status'],
})

function toRow(c: EngineContainer, netns: ContainerNetns | undefined, networks: EngineNetwork[], veths: Map<number, LinkFact>): Container {
  const { attachments, ...rest } = c
  return {
    ...rest,
    health: /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(c.status)?.[1] ?? null,
    attachments: attachments.map((a) => toAttachment(a, netns, networks, veths)),
    inside: netns ? { addresses: netns.addresses, defaultRoute6: netns.defaultRoute6, listening: netns.listening } : null,
  }
}

function toAttachment(a: EngineAttachment, netns: ContainerNetns | undefined, networks: EngineNetwork[], veths: Map<number, LinkFact>): Attachment {
  const { networkId, networkName, ...endpoint } = a
  const network = networkOf(a, networks)
  const inner = netns && innerLink(a, netns)
  const veth = inner?.iflink ? veths.get(inner.iflink) : undefined
  return {
    ...endpoint,
    network: network ? { id: network.id, name: network.name } : { id: networkId, name: networkName },
    inner: inner?.name ?? null,
    // What the container says about its peer is believed only if the kernel says the same from the host's side.
    veth: inner && veth?.peer?.index === inner.index ? veth.name : null,
  }
}

/** The container's end of an attachment: by MAC address, else by IPv6 address (ipvlan's links share their parent's MAC). */
function innerLink(a: EngineAttachment, netns: ContainerNetns): ContainerNetns['links'][number] | undefined {
  const byMac = a.mac === null ? undefined : netns.links.find((link) => link.mac === a.mac)
  if (byMac) return byMac
  const dev = a.ipv6 === null ? undefined : netns.addresses.find((address) => address.address === a.ipv6)?.dev
  return netns.links.find((link) => link.name === dev)
}
