import type { ChangeRecord } from '../core/change'
import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { actorName } from './permission'
import type { Desk, Entry, StepState } from './ports'
import { SETTLE_MS, settle } from './verify'

/** A step that may have touched the host and is not taken back yet. */
const TOUCHED: readonly StepState[] = ['started', 'done', 'failed', 'undoing']
/** The engine may just be starting, as after a reboot or a restart that the change itself asked for. */
export const PASSING: readonly Problem['code'][] = ['engine_unreachable', 'timed_out']
export const RETRY_MS = 1000
/** An engine that was stopped or fell in the middle of a change may take this long to be there again, in ms. */
const ENGINE_MS = 60_000

/** How long to wait for what is not there yet. `verify` false leaves the last look, and the end, to the keeper. */
export type TakeBackHow = { patienceMs?: number; verify?: boolean }

/**
 * Undoes the steps of a change in state `undoing` that this process has claimed, last step first, and looks whether the host is as before.
 * Every undo is safe to run twice, so it does not matter how often this was begun before.
 */
export async function takeBack(desk: Desk, id: string, { patienceMs = SETTLE_MS, verify = true }: TakeBackHow = {}): Promise<ChangeRecord> {
  desk.passing('take-back-begin')
  const entry = desk.journal.get(id)!
  const { plan, problem: cause } = entry.record
  const touched = plan.steps.flatMap((step, n) => (TOUCHED.includes(entry.journal[n]!) ? [{ step, n }] : []))
  const until = desk.now() + patienceMs
  const undoUntil = verify ? Math.max(until, desk.now() + ENGINE_MS) : until
  const by = actorName(entry.record.actor)
  let firstFailure: Problem | null = null
  for (const { step, n } of touched.reverse()) {
    desk.passing('undo-journal')
    desk.journal.step(id, n, 'undoing')
    desk.passing('undo-begin')
    const undone = step.undo === null ? ok('') : await patiently(desk, undoUntil, () => desk.host.perform(step.undo!, { again: true, by, failed: true }))
    desk.passing('undo-performed')
    if (undone.ok) desk.journal.step(id, n, 'undone')
    else {
      // The steps before it are undone all the same: that is nearer to how the host was than leaving them.
      desk.journal.step(id, n, 'undoing', { said: undone.problem.evidence?.text ?? undone.problem.message })
      firstFailure ??= { ...undone.problem, message: `${text.changes.undoFailed(step.title)}: ${undone.problem.message}` }
    }
    desk.passing('undo-journaled')
  }
  if (!verify) return desk.journal.get(id)!.record
  return finish(desk, entry, cause, firstFailure, Math.max(SETTLE_MS, until - desk.now()))
}

async function finish(desk: Desk, { record: { id, plan }, journal, aim }: Entry, cause: Problem | null, failure: Problem | null, patienceMs: number): Promise<ChangeRecord> {
  const count = journal.filter((state) => state !== 'pending').length
  const seen = count === 0 ? ok({}) : await settle(desk, plan.deltas, 'before', patienceMs)
  desk.passing('take-back-verified')
  // What the rows say decides: an undo may complain although its effect is there. Without deltas only its own word is left.
  const clean = seen.ok && (failure === null || plan.deltas.length > 0)
  if (clean) {
    const words = count === 0 ? text.changes.nothingTouched : text.changes.allUndone(count)
    desk.journal.move(id, 'undoing', aim ?? 'undone', { problem: cause && { ...cause, message: `${cause.message} ${words}` }, deadline: null })
  } else {
    const why = failure ?? (seen.ok ? null : seen.problem)
    const message = [cause?.message, text.changes.stuck, why?.message].filter(Boolean).join(' ')
    const shown = seen.ok ? why?.evidence : (seen.problem.evidence ?? why?.evidence)
    desk.journal.move(id, 'undoing', 'stuck', { problem: { code: 'conflict', message, hint: text.changes.stuckHint, ...(shown ? { evidence: shown } : {}) }, deadline: null })
    desk.log('change-stuck', { change: id, why: why?.message ?? '' })
  }
  desk.passing('take-back-end')
  await desk.timer.disarm(id)
  return desk.journal.get(id)!.record
}

async function patiently(desk: Desk, until: number, work: () => Promise<Result<string>>): Promise<Result<string>> {
  for (;;) {
    const result = await work()
    if (result.ok || !PASSING.includes(result.problem.code) || desk.now() >= until) return result
    await desk.sleep(RETRY_MS)
  }
}

/** The reason why a change is taken back, as its Problem. */
export function because(message: string): Problem {
  return { code: 'conflict', message }
}

/** Claims a change for undoing, and undoes it; a Problem if somebody else was faster. */
export async function claimAndTakeBack(desk: Desk, entry: Entry, cause: Problem, aim: 'failed' | 'undone', how: TakeBackHow = {}): Promise<Result<ChangeRecord>> {
  const { record, owner } = entry
  if (!desk.journal.claim(record.id, { state: record.state, owner }, desk.me, aim, cause)) return fail(because(text.changes.notReturnable))
  return ok(await takeBack(desk, record.id, how))
}
