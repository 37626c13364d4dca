import type { Delta, Rows } from '../core/change'
import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { mismatchAfter, mismatchBefore, mismatchEvidence, resourcesOf } from './deltas'
import type { Desk } from './ports'

/** How long the host may take to become what the deltas say, in ms. Duplicate address detection alone takes 1 to 2 s (RFC 4862 section 5.4). */
export const SETTLE_MS = 5000
const POLL_MS = 200

/** Reads again until the deltas hold on the given side, or time is up; then the Problem has what differs as evidence. */
export async function settle(desk: Desk, deltas: readonly Delta[], side: 'before' | 'after', patienceMs: number = SETTLE_MS): Promise<Result<Rows>> {
  const names = resourcesOf(deltas)
  if (names.length === 0) return ok({})
  const until = desk.now() + patienceMs
  for (;;) {
    const seen = await desk.host.observe(names)
    const problem = seen.ok ? difference(deltas, side, seen.value) : seen.problem
    if (problem === null) return seen
    if (desk.now() >= until) return fail(problem)
    await desk.sleep(POLL_MS)
  }
}

/** What contradicts the deltas on the given side; null if nothing does. */
export function difference(deltas: readonly Delta[], side: 'before' | 'after', rows: Rows): Problem | null {
  const found = side === 'before' ? mismatchBefore(deltas, rows) : mismatchAfter(deltas, rows)
  return found && { code: 'conflict', message: text.changes.planMismatch, evidence: mismatchEvidence(found) }
}
