import type { RouteRow } from '../../lib/features/routes/schema'
import { routes as words } from '../../lib/text/en/routes'
import type { Meaning } from '../../lib/core/meaning'

const REFUSING = new Set(['blackhole', 'unreachable', 'prohibit'])

/** Whether the kernel uses a route, as meaning, word and reason. */
export function routeState(row: RouteRow): { meaning: Meaning; word: string; why: string } {
  if (row.linkdown) return { meaning: 'bad', word: words.state.linkdown, why: words.stateWhy.linkdown }
  if (REFUSING.has(row.type)) return { meaning: 'attention', word: words.state.refuses, why: words.stateWhy.refuses }
  if (row.shadowedBy) return { meaning: 'unknown', word: words.state.shadowed, why: words.stateWhy.shadowed }
  return { meaning: 'good', word: words.state.used, why: words.stateWhy.used }
}
