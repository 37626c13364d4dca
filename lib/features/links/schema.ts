import type { ContainerRef } from '../containers/ref'
import type { NetworkRef } from '../networks/ref'

/** Packet counters of one direction. */
export type Counters = { bytes: number; packets: number; errors: number; dropped: number }

/** One link of the host, as `ip -j -d -s link show` tells it. `peer` is the other end of a veth: its index in its own namespace. */
export type Link = {
  index: number
  name: string
  /** `info_kind` of the kernel (bridge, veth, vxlan, macvlan ...), `loopback`, or `ether` for hardware. */
  kind: string
  master: string | null
  mtu: number
  mac: string | null
  /** Administratively up (flag UP), and what the lower layer says (`operstate`). */
  up: boolean
  state: string
  flags: string[]
  peer: { index: number; netns: number | null } | null
  /** The link of this host on which a VLAN, macvlan or tunnel stands; null for all others. */
  lower: string | null
  alias: string | null
  /** The default IPv6 route leaves through this link. */
  uplink: boolean
  container: ContainerRef | null
  /** Name of the other end inside the container. */
  containerLink: string | null
  network: NetworkRef | null
  received: Counters
  sent: Counters
}
