import type { ContainerRef } from './containers/ref'
import type { ContainerNetns, EngineContainer } from './containers/readings'
import type { LinkFact } from './links/readings'
import type { EngineNetwork } from './networks/readings'
import type { NetworkRef } from './networks/ref'
import { prefixIndex } from './prefix-index'

/** What owners are worked out from. Each part may be missing: the engine may be down or not there at all. */
export type OwnerFacts = {
  networks: readonly Pick<EngineNetwork, 'id' | 'name' | 'bridge' | 'ipv6' | 'pools'>[] | undefined
  containers: readonly Pick<EngineContainer, 'id' | 'name' | 'pid' | 'networkMode' | 'attachments'>[] | undefined
  netns: readonly ContainerNetns[] | undefined
  links?: readonly Pick<LinkFact, 'index' | 'master' | 'peer'>[] | undefined
}

/** Whose interface sits at the other end of a veth, and what it is called there. */
export type VethEnd = { container: ContainerRef; link: string }

/** Answers to "whose is this?". Nobody's is null. */
export type Owners = {
  /** The container that holds an address (RFC 5952 text). Link-local addresses are nobody's: they are not unique on a host. */
  address(address: string): ContainerRef | null
  mac(mac: string | null): ContainerRef | null
  /** The inner end of the host's veth with this ifindex. */
  veth(index: number): VethEnd | null
  bridge(link: string | null): NetworkRef | null
  /** The network whose subnet holds this address, or null. */
  networkOf(address: string): NetworkRef | null
  /** Whether this address is one that the engine itself put on its bridge. */
  isGateway(link: string, address: string): boolean
  attachments: ReadonlyMap<string, readonly EngineContainer['attachments'][number][]>
  /** Network namespaces of running containers, each once: containers that share one (`network_mode: container:x`) are listed as its owner. */
  namespaces: readonly { container: ContainerRef; netns: ContainerNetns }[]
}

// Loopback and some tunnels: every namespace has one.
const NO_MAC = '00:00:00:00:00:00'

/** Builds the index. Cost grows with networks + containers + links. */
export function ownersOf({ networks = [], containers = [], netns = [], links = [] }: OwnerFacts): Owners {
  const refs = new Map(containers.map(({ id, name }): [string, ContainerRef] => [id, { id, name }]))
  const modes = new Map(containers.map(({ id, networkMode }) => [id, networkMode]))
  // Containers that live in another's namespace come last, so that its owner is found first.
  const isGuest = (id: string) => modes.get(id)?.startsWith('container:') ?? false
  const owned = [...netns].sort((a, b) => Number(isGuest(a.id)) - Number(isGuest(b.id)))
  const attachments = new Map(containers.map(({ id, attachments: on }) => [id, on]))

  const byAddress = new Map<string, ContainerRef>()
  const byMac = new Map<string, ContainerRef>()
  for (const { id, pid, attachments: on } of containers) {
    const ref = refs.get(id)
    // The engine keeps the addresses of stopped containers on file only if they are fixed; nobody answers on them.
    if (!ref || pid === null) continue
    for (const { ipv4, ipv6, mac } of on) {
      if (ipv4) setOnce(byAddress, ipv4, ref)
      if (ipv6) setOnce(byAddress, ipv6, ref)
      if (mac) setOnce(byMac, mac, ref)
    }
  }
  for (const { id, addresses, links: inner } of owned) {
    const ref = refs.get(id)
    if (!ref) continue
    for (const { address, scope } of addresses) if (scope === 'global') setOnce(byAddress, address, ref)
    for (const { mac } of inner) if (mac && mac !== NO_MAC) setOnce(byMac, mac, ref)
  }

  const byBridge = new Map(networks.flatMap((network): [string, (typeof networks)[number]][] => (network.bridge ? [[network.bridge, network]] : [])))
  const subnets = prefixIndex(networks.flatMap((network) => usedPools(network).map((pool) => [pool.subnet, refOf(network)] as const)))
  const onBridge = new Map([...byBridge].map(([bridge, network]) => [bridge, prefixIndex(usedPools(network).map((pool) => [pool.subnet, true] as const))]))

  return {
    address: (address) => byAddress.get(address) ?? null,
    mac: (mac) => (mac === null ? null : (byMac.get(mac) ?? null)),
    veth: vethIndex(links, owned, refs, (id, bridge) => isAttached(byBridge.get(bridge), attachments.get(id))),
    bridge: (link) => refOrNull(link === null ? undefined : byBridge.get(link)),
    networkOf: (address) => subnets.findText(address) ?? null,
    // Engines up to 26 replace a bridge's link-local address by fe80::1 (moby#47787).
    isGateway: (link, address) => byBridge.has(link) && (address === 'fe80::1' || onBridge.get(link)?.findText(address) === true),
    attachments,
    namespaces: owned.flatMap((one) => {
      const container = refs.get(one.id)
      const host = modes.get(one.id)?.replace(/^container:/, '')
      return container && !(isGuest(one.id) && owned.some(({ id }) => id === host)) ? [{ container, netns: one }] : []
    }),
  }
}

/**
 * Pairs veths by their indexes in both directions. An inner index alone says little (every container may have its eth0 at 2) and a container's
 * own /sys may lie, so where the veth is a port of an engine's bridge, the engine must also say that the container is on that network.
 */
function vethIndex(links: NonNullable<OwnerFacts['links']>, owned: readonly ContainerNetns[], refs: Map<string, ContainerRef>, mayBe: (id: string, bridge: string) => boolean) {
  const host = new Map(links.map((link) => [link.index, link]))
  const ends = new Map<number, VethEnd>()
  for (const { id, links: inner } of owned) {
    const container = refs.get(id)
    if (!container) continue
    for (const { name, index, iflink } of inner) {
      const link = iflink === null ? undefined : host.get(iflink)
      if (!link || link.peer?.index !== index || (link.master !== null && !mayBe(id, link.master))) continue
      setOnce(ends, link.index, { container, link: name })
    }
  }
  return (index: number) => ends.get(index) ?? null
}

function isAttached(network: { id: string; name: string } | undefined, attachments: readonly { networkId: string; networkName: string }[] | undefined): boolean {
  // Somebody else's bridge, or a container that joined this namespace: nothing to check against.
  if (!network || !attachments) return true
  return attachments.some(({ networkId, networkName }) => networkId === network.id || networkName === network.name)
}

/** Pools that the network really uses: an IPv6 pool of a network without IPv6 is on file only. */
function usedPools(network: Pick<EngineNetwork, 'ipv6' | 'pools'>): EngineNetwork['pools'] {
  return network.pools.filter((pool) => pool.family === 4 || network.ipv6)
}

function refOf({ id, name }: NetworkRef): NetworkRef {
  return { id, name }
}

function refOrNull(network: NetworkRef | undefined): NetworkRef | null {
  return network ? refOf(network) : null
}

function setOnce<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value)
}
