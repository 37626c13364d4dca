import { overlaps } from '../../core/ip'
import { prefixOf } from '../networks/check-overlaps'
import type { RouteFact } from '../routes/readings'
import { isInside } from './look'
import type { Look } from './schema'

const DISCARDS: readonly (string | undefined)[] = ['unreachable', 'blackhole', 'prohibit']
/** Shorter than this is “everything”, which other routes are for. */
const SHORTEST = 16

/** The prefixes that this host discards as a whole: what it has no longer route for stays here (RFC 7084 WPD-5). */
export function discardsOf(routes: readonly Pick<RouteFact, 'dst' | 'type' | 'table'>[]): string[] {
  return routes.flatMap(({ dst, type, table }) => {
    const prefix = table === undefined && DISCARDS.includes(type) ? prefixOf(dst) : null
    return prefix && prefix.length >= SHORTEST ? [prefix.text] : []
  })
}

/** Whether this host discards a whole prefix, so that a router may send all of it here: what is for no network would go back and forth else. */
export function isHeld(prefix: string, { discards }: Pick<Look, 'discards'>): boolean {
  return discards.some((one) => isInside(prefix, one))
}

/** The prefix for which a route that discards is missing here; null where it is there, where networks take all of it, or where a part of it is on a link and so not only this host's. */
export function toHold(prefix: string | null, subnets: readonly string[], look: Pick<Look, 'discards' | 'prefixes'>): string | null {
  const whole = prefix === null ? null : prefixOf(prefix)
  if (!whole || isHeld(whole.text, look)) return null
  const parts = subnets.flatMap((subnet) => prefixOf(subnet) ?? [])
  if (!parts.some(({ text }) => isInside(text, whole.text)) || parts.some(({ text }) => text === whole.text)) return null
  const shared = look.prefixes.some((one) => { const other = one.dev === null ? null : prefixOf(one.prefix); return other !== null && overlaps(other, whole) })
  return shared ? null : whole.text
}
