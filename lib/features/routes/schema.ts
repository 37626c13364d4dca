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
  /** When an RA route ends, ms since the epoch; null is forever. */
  expiresAt: number | null
  linkdown: boolean
  network: NetworkRef | null
  /** Key of the route to the same destination in the same table that the kernel takes instead of this one. */
  shadowedBy: string | null
}
