import type { ContainerRef } from '../containers/ref'
import type { NetworkRef } from '../networks/ref'

/** One port of a bridge. `container` and `containerLink` say whose interface is at the other end of a veth. */
export type BridgePort = { dev: string; index: number; kind: string; state: string; mac: string | null; container: ContainerRef | null; containerLink: string | null; hairpin: boolean }

/** One bridge of the host. `orphan`: it is named like an engine's bridge (docker0, br-<12 hex>, podman*) but no engine network owns it. */
export type Bridge = {
  name: string
  index: number
  up: boolean
  state: string
  mac: string | null
  mtu: number
  /** Addresses on the bridge, `address/length`. */
  addresses: string[]
  ports: BridgePort[]
  network: NetworkRef | null
  orphan: boolean
  /** Networks of the engine (macvlan, ipvlan) whose parent it is. */
  parentOf: string[]
  stp: boolean | null
  multicastSnooping: boolean | null
  multicastQuerier: boolean | null
  vlanFiltering: boolean | null
}
