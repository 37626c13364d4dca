import type { Json } from '../core/action'
import type { Plan } from '../core/change'
import type { Kept } from './ports'

/** What dock6 keeps under a key now; null for nothing. */
export type KeptNow = (table: Kept['table'], key: string) => Json

/**
 * Gives steps that keep or forget a record their true way back: what is kept now. A plan cannot know it, because dock6's own records are no rows of the host.
 * A step that would change nothing is left out, such as forgetting what was never kept.
 */
export function withKept(plan: Plan, now: KeptNow): Plan {
  const kept = new Map<string, Json>()
  const steps = plan.steps.flatMap((step) => {
    const { do: act } = step
    if (act.type !== 'keep') return [step]
    const place = `${act.table}/${act.key}`
    const before = kept.has(place) ? kept.get(place)! : now(act.table, act.key)
    kept.set(place, act.value)
    return JSON.stringify(before) === JSON.stringify(act.value) ? [] : [{ ...step, undo: { ...act, value: before } }]
  })
  return { ...plan, steps }
}
