import type { RouteFact } from './readings'

/** A route in the company of the others to the same destination in the same table. */
export type Rival = { route: RouteFact; key: string }

/** What routes must share to be rivals: the table, the destination, and what else is part of the lookup (source prefix, IPv4 type of service). */
export function rivalry(route: RouteFact): string {
  const plain = `${route.table ?? 'main'} ${route.dst}`
  return route.from === undefined && route.tos === undefined ? plain : `${plain} ${route.from ?? ''} ${route.tos ?? ''}`
}

/**
 * The rival that the kernel takes, whoever asks: lowest metric, then (RFC 4191) highest preference, then the first in the table.
 * A `dead` route loses: the kernel sets that flag on link-down routes only if ignore_routes_with_linkdown is on. Without it a link-down route still wins.
 */
export function winnerOf(rivals: readonly Rival[]): Rival | null {
  let best: Rival | null = null
  for (const rival of rivals) if (best === null || rank(rival.route, best.route) < 0) best = rival
  return best
}

/** Whether `route` is never taken because of `winner`. */
export function isShadowed(route: RouteFact, winner: RouteFact): boolean {
  if (route === winner) return false
  // Lookups for link-local and multicast destinations carry the link, so each link's own route is found (RFC 4007).
  if (route.dev !== winner.dev && /^(fe[89ab]|ff)[0-9a-f]{0,2}:/.test(route.dst)) return false
  // Routers of equal rank are chosen by whether they answer (rt6_score_route), so the second is not out of the game.
  const routers = route.gateway !== undefined && winner.gateway !== undefined
  return !(routers && rank(route, winner) === 0)
}

/** Below zero if the kernel prefers `a`; 0 if only their order tells. */
function rank(a: RouteFact, b: RouteFact): number {
  return Number(isDead(a)) - Number(isDead(b)) || (a.metric ?? 0) - (b.metric ?? 0) || preference(b) - preference(a)
}

function isDead(route: RouteFact): boolean {
  return route.flags.includes('dead')
}

function preference(route: RouteFact): number {
  return route.pref === 'high' ? 1 : route.pref === 'low' ? -1 : 0
}
