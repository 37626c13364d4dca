import type { Family } from '../../core/ip'
import type { NetworkRef } from '../networks/ref'

/** One route of any table. `dst` is a prefix, or `default`. */
export type RouteRow = {
  key: string
  family: Family
  dst: string
  /** Source prefix of a source-specific IPv6 route. */
  from: string | null
  /** unicast, local, broadcast, anycast, multicast, blackhole, unreachable, prohibit, throw. */
  type: string
  table: string
  via: string | null
  dev: string | null
  nexthops: { via: string | null; dev: string | null; weight: number }[]
  /** Who added it: kernel, ra, boot, static, dhcp, bird ... as `ip` names it. */
  protocol: string
  metric: number | null
  scope: string | null
  src: string | null
  pref: string | null
  flags: string[]
  mtu: number | null
  /** All metrics but the MTU in the words of `ip`, such as `advmss 1420 initcwnd 30`. Whether one is locked `ip -j` does not tell. */
  metrics: string | null
  /** What carries it besides its links: `encap seg6` (a tunnel) or `nhid 5` (an object of `ip nexthop`). Out of its row such a route cannot be made again. */
  carrier: string | null
  /** When an RA route ends, ms since the epoch; null is forever. */
  expiresAt: number | null
  linkdown: boolean
  network: NetworkRef | null
  /** Key of the route to the same destination in the same table that the kernel takes instead of this one. */
  shadowedBy: string | null
}
