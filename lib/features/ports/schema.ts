import type { Family } from '../../core/ip'
import type { ContainerRef } from '../containers/ref'
import type { NetworkRef } from '../networks/ref'
import type { Exposure } from '../sockets/schema'

/** How packets get from the host's address to the container. `direct`: no translation, clients use the container's own address. `none`: they do not. */
export type Travels = 'dnat' | 'proxy' | 'direct' | 'none' | 'unknown'

/** From where it can be reached, as far as addresses, routes and firewall of this host tell. `site`: wherever the private prefix is routed. */
export type Reach = 'anywhere' | 'site' | 'link' | 'host' | 'nobody' | 'unknown'

/**
 * What becomes of the binding. `silent`: nothing inside listens. `ipv4_listener`: the program inside takes IPv4 only and IPv6 packets come.
 * `boot_race`: it could not start because its address was not there. `port_taken`: it could not start because the port was somebody else's.
 * `wider`: open at every address although one was asked for. `blocked`: the container does not run and could not start as things are.
 */
export type PortState = 'serving' | 'wider' | 'silent' | 'ipv4_listener' | 'address_missing' | 'tentative' | 'dadfailed' | 'not_bound' | 'paused' | 'stopped' | 'blocked' | 'boot_race' | 'port_taken'

/** How the host address of a binding stands: on the host, still being checked, in use by another machine, or not there. `all` for wildcards. */
export type HostAddressState = 'all' | 'present' | 'tentative' | 'dadfailed' | 'missing'

/** Somebody else on the same protocol and port, with an address that overlaps. */
export type PortConflict = { what: 'process' | 'container'; name: string; pid: number | null; container: ContainerRef | null; running: boolean; address: string; port: number }

/** One published port: an address and port of the host, and the container that stands behind it. Containers that do not run show what they will try. */
export type PortRow = {
  key: string
  family: Family
  proto: string
  /** RFC 5952 text; `::` and `0.0.0.0` for all addresses. */
  hostIp: string
  /** Null where the engine chooses one at the start, or where the network is routed and there is none. */
  hostPort: number | null
  container: ContainerRef
  running: boolean
  image: string
  project: string | null
  containerPort: number
  /** Where packets are sent; null if the container does not run and has no fixed address. */
  containerAddress: string | null
  network: NetworkRef | null
  travels: Travels
  travelsWhy: string
  /** Whether the program inside sees the client's own address; null if nothing arrives. */
  sourceKept: boolean | null
  exposure: Exposure
  /** The addresses of this host that this binding answers on: itself, or for a wildcard those of all links but the engine's bridges (`bridges` says how many of those besides). */
  addresses: { address: string; dev: string }[]
  bridges: number
  reach: Reach
  reachWhy: string
  /** Who has the host's socket; null if nobody or unknown. */
  holder: { pid: number; name: string } | null
  /** The place at which it is really open, where that is every address although one was asked for. */
  wider: string | null
  conflicts: PortConflict[]
  addressState: HostAddressState | null
  state: PortState
  stateWhy: string
  /** The engine's sentence, if it could not be started. */
  error: string
}
