import type { Json } from '../../core/action'
import { contains, parseAddress, parsePrefix, type Family } from '../../core/ip'
import type { Container } from '../containers/schema'
import type { Engine } from '../engine/schema'
import { prefixOf } from './check-overlaps'
import { isIn } from './pools'
import type { Network, NetworkMember } from './schema'

/** A container's place on a network, as it can be asked for. `dynamic`: its addresses were not asked for but given. */
export type Seat = { container: string; ipv4: string | null; ipv6: string | null; aliases: string[]; mac: string | null; gwPriority: number | null }

// Where engines without pools of their own configuration take IPv4 subnets from (moby/daemon/libnetwork/ipamutils).
const BUILT_IN = [['172.16.0.0/12', 16], ['192.168.0.0/16', 20]] as const

/** The place a container has now. Engines up to 24 list the container's short id among its aliases; they add it by themselves. */
export function seatOf(member: NetworkMember, network: Network, containers: readonly Container[]): Seat {
  const container = containers.find(({ id, name }) => id === member.id || name === member.name)
  const attachment = container?.attachments.find(({ network: at }) => at.id === network.id || at.name === network.name)
  return {
    container: member.name,
    ipv4: attachment?.fixed4 ?? attachment?.ipv4 ?? member.ipv4 ?? null,
    ipv6: attachment?.fixed6 ?? attachment?.ipv6 ?? member.ipv6 ?? null,
    aliases: (attachment?.aliases ?? []).filter((alias) => alias !== container?.id.slice(0, 12)),
    // ipvlan links have their parent's MAC address and take no other.
    mac: network.driver === 'ipvlan' ? null : (attachment?.mac ?? member.mac ?? null),
    gwPriority: attachment?.gwPriority ?? null,
  }
}

/** Which of a container's addresses were asked for. */
export function fixedOf(member: NetworkMember, network: Network, containers: readonly Container[]): { ipv4: boolean; ipv6: boolean } {
  const container = containers.find(({ id, name }) => id === member.id || name === member.name)
  const attachment = container?.attachments.find(({ network: at }) => at.id === network.id || at.name === network.name)
  return { ipv4: !!attachment?.fixed4, ipv6: !!attachment?.fixed6 }
}

/** The engine's request for a place. */
export function endpointOf(seat: Omit<Seat, 'container'>, engine: Engine | undefined): Json {
  const { ipv4, ipv6, aliases, mac, gwPriority } = seat
  const ipam = { ...(ipv4 ? { IPv4Address: ipv4 } : {}), ...(ipv6 ? { IPv6Address: ipv6 } : {}) }
  return {
    ...(ipv4 || ipv6 ? { IPAMConfig: ipam } : {}),
    ...(aliases.length > 0 ? { Aliases: aliases } : {}),
    ...(mac ? { MacAddress: mac } : {}),
    ...(gwPriority && engine?.capabilities.gwPriority.state === 'available' ? { GwPriority: gwPriority } : {}),
  }
}

/**
 * Whether the engine may have chosen a network's subnet of a family by itself. Before Docker 29 it gives out no fixed addresses there ("user
 * specified IP address is supported only when connecting to networks with user configured subnets"), and its answers do not tell who chose.
 */
export function mayBeChosen(network: Network, family: Family, engine: Engine | undefined): boolean {
  const configured = (engine?.pools ?? []).map(({ base, size }) => [base, size] as const)
  const bases = [...configured, ...(configured.length === 0 ? BUILT_IN : [])]
  // Automatic unique local subnets: a /64 each, out of a prefix of the host's own (moby#47853).
  const autoUla = engine?.capabilities.autoUla.state !== 'unavailable'
  const used = network.pools.filter((pool) => pool.family === family && !pool.ignored)
  return used.some(({ subnet }) => {
    const prefix = prefixOf(subnet)
    if (!prefix || (autoUla && family === 6 && prefix.length === 64 && prefix.network >> 120n === 0xfdn)) return true
    return bases.some(([base, size]) => {
      const outer = prefixOf(base)
      return outer !== null && prefix.length === size && contains(outer, prefix)
    })
  })
}

/** Keeps of a place the addresses that lie inside the given subnets. */
export function within(seat: Seat, subnets: readonly string[]): Seat {
  const fits = (address: string | null) => (address !== null && subnets.some((subnet) => isIn(subnet, address)) ? address : null)
  return { ...seat, ipv4: fits(seat.ipv4), ipv6: fits(seat.ipv6) }
}

/** Whether an address is one that no machine can have: the subnet's first, and the last of IPv4. */
export function isSpecial(subnet: string, address: string): boolean {
  const prefix = parsePrefix(subnet)
  const parsed = parseAddress(address)
  if (!prefix.ok || !parsed.ok) return false
  const { network, family, length } = prefix.value
  return parsed.value.value === network || (family === 4 && length < 31 && parsed.value.value === network + (1n << BigInt(32 - length)) - 1n)
}

/** What the members of a network will be, by name: the list that a delta compares. */
export function memberNames(names: readonly string[]): { name: string }[] {
  return names.toSorted((a, b) => a.localeCompare(b)).map((name) => ({ name }))
}
