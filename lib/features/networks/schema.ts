import type { Family } from '../../core/ip'

/** `nat`, `routed`, `nat-unprotected` or `isolated`; null where the driver has none. */
export type GatewayMode = string | null

/** One subnet of a network. `ignored`: listed by the engine although it does not use it (an IPv6 pool with EnableIPv6 off). Sizes are decimal strings: they exceed 2^53. */
export type Pool = { family: Family; subnet: string; gateway: string | null; range: string | null; aux: Record<string, string>; ignored: boolean; size: string; used: number; free: string }

/** A container's place on a network. */
export type NetworkMember = { id: string; name: string; running: boolean; ipv4: string | null; ipv6: string | null; mac: string | null }

/** One engine network. */
export type Network = {
  id: string
  name: string
  driver: string
  scope: string
  ipv4: boolean
  ipv6: boolean
  internal: boolean
  attachable: boolean
  ingress: boolean
  created: string
  /** The link that carries it: bridge name, or the parent of macvlan and ipvlan. */
  bridge: string | null
  parent: string | null
  gatewayMode4: GatewayMode
  gatewayMode6: GatewayMode
  mtu: number | null
  masquerade: boolean | null
  icc: boolean | null
  /** Who gives out the addresses, and what it was told. */
  ipam: { driver: string; options: Record<string, string> }
  /** The configuration network that this one has its set-up from. */
  configFrom: string | null
  /** Only holds set-up for other networks. */
  configOnly: boolean
  pools: Pool[]
  /** The subnets in use (not the ignored ones), per family in numeric order. A change says by them what will hold. */
  subnets4: string[]
  subnets6: string[]
  members: NetworkMember[]
  options: Record<string, string>
  labels: Record<string, string>
  /** Compose project that owns it. */
  project: string | null
}
