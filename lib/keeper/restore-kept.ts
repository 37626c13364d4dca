import { z } from 'zod'
import type { Action } from '../core/action'
import type { Host, Kept } from '../changes/ports'
import { log } from './log'

/** How a kept record says to bring its row back: commands in order, or a kernel setting. */
const keptValue = z.union([z.object({ run: z.array(z.array(z.string()).min(1)).min(1) }), z.object({ path: z.string(), value: z.string() })])

/** What the kernel says when a kept row is there already. */
const THERE = ['File exists', 'already assigned']

/** The actions that bring a kept row back; none for a record of another make. */
export function restoringActions(kept: Kept): Action[] {
  const parsed = keptValue.safeParse(kept.value)
  if (!parsed.success) return []
  if ('path' in parsed.data) return [{ type: 'write-sysctl', path: parsed.data.path, value: parsed.data.value }]
  return parsed.data.run.map((argv) => ({ type: 'exec', argv: argv as [string, ...string[]], alreadyDone: THERE }))
}

/**
 * Brings every kept row back, settings first and routes last, because routes need addresses. Running it on a host that has them all changes nothing.
 * A row whose link is not there (a bridge that the engine makes later) is left for the next time; every outcome is logged.
 */
export async function restoreKept(rows: readonly Kept[], perform: Host['perform']): Promise<{ restored: number; failed: number }> {
  const order = ['sysctls', 'bridges', 'addresses', 'neighbors', 'proxies', 'routes']
  const rank = (key: string) => order.indexOf(key.split('/')[0] ?? '')
  const counts = { restored: 0, failed: 0 }
  for (const kept of rows.toSorted((a, b) => rank(a.key) - rank(b.key))) {
    const why = await firstProblem(restoringActions(kept), perform)
    if (why === null) counts.restored += 1
    else {
      counts.failed += 1
      log('info', 'kept-row-not-restored', { key: kept.key, why })
    }
  }
  return counts
}

async function firstProblem(actions: readonly Action[], perform: Host['perform']): Promise<string | null> {
  if (actions.length === 0) return 'not understood'
  for (const action of actions) {
    const result = await perform(action, { again: true, by: 'restore' })
    if (!result.ok) return result.problem.evidence?.text ?? result.problem.message
  }
  return null
}
