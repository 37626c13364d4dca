import type { RouteFact } from './readings'
import { winnerOf } from './shadow'

/** The links through which the default IPv6 route leaves: those of the route in table main that the kernel takes. Several for a multipath route. */
export function uplinksOf(routes6: readonly RouteFact[] | undefined): ReadonlySet<string> {
  const defaults = (routes6 ?? []).filter((route) => route.dst === 'default' && route.table === undefined && route.from === undefined)
  const winner = winnerOf(defaults.map((route) => ({ route, key: '' })))?.route
  // `type` is printed for blackhole and the like; `ip` shows lo as their device.
  if (!winner || (winner.type !== undefined && winner.type !== 'unicast')) return new Set()
  const devices = [winner.dev, ...(winner.nexthops ?? []).map((hop) => hop.dev)]
  return new Set(devices.filter((dev) => dev !== undefined))
}
