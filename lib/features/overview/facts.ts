import { kindOf, isGlobalUnicast } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import type { AddressFact } from '../addresses/readings'
import type { Container } from '../containers/schema'
import type { Capabilities, EngineSetting } from '../engine/schema'
import type { LinkFact } from '../links/readings'
import type { NeighborFact } from '../neighbors/readings'
import type { Network } from '../networks/schema'
import type { ProxyRow } from '../proxies/schema'
import type { RouteFact } from '../routes/readings'
import type { SysctlValues } from '../sysctls/readings'

/** Everything that findings are made of. What may be undefined could not be read, and then nothing is concluded from it. */
export type Facts = {
  addresses: AddressFact[]
  routes6: RouteFact[]
  sysctls: SysctlValues
  /** Links through which the default route leaves. */
  uplinks: ReadonlySet<string>
  links: LinkFact[] | undefined
  neighbors: NeighborFact[] | undefined
  proxies: ProxyRow[] | undefined
  networks: Network[] | undefined
  containers: Container[] | undefined
  capabilities: Capabilities | undefined
  settings: EngineSetting[] | undefined
  /** Path of the config file, if it was written after the engine started. */
  configPending: string | null
}

/** Networks that have a way to the outside: not those of drivers without a link. */
export function realNetworks(facts: Facts): Network[] {
  return (facts.networks ?? []).filter((n) => n.driver !== 'host' && n.driver !== 'null')
}

/** Bridge networks that use IPv6. */
export function bridges6(facts: Facts): Network[] {
  return realNetworks(facts).filter((n) => n.driver === 'bridge' && n.ipv6)
}

/** Addresses of the host's own links that the internet can answer to; the engine's bridges hold the containers' prefixes, not the host's. */
export function hostGlobals(facts: Pick<Facts, 'addresses' | 'networks'>): AddressFact[] {
  const engine = new Set((facts.networks ?? []).map((n) => n.bridge))
  return facts.addresses.filter((a) => a.family === 6 && a.scope === 'global' && !engine.has(a.dev) && isGlobal(a.address))
}

/** The default route that the kernel takes in table main. */
export function defaultRoutes(facts: Pick<Facts, 'routes6'>): RouteFact[] {
  return facts.routes6.filter((r) => r.dst === 'default' && r.table === undefined && r.from === undefined && (r.type === undefined || r.type === 'unicast'))
}

/** Whether an address is global unicast (documentation prefixes count, labs are made of them). */
export function isGlobal(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && isGlobalUnicast(parsed.value)
}

/** Whether a prefix can belong to a link: link-local, multicast and loopback are on every link. */
export function isOwnPrefix(prefix: string): boolean {
  const parsed = parseAddress(prefix.split('/')[0] ?? '')
  return parsed.ok && !['link-local', 'multicast', 'loopback', 'unspecified'].includes(kindOf(parsed.value))
}
