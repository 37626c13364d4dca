import type { Action, Step } from '../core/action'
import type { ChangeRecord, Plan } from '../core/change'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { actorName, needsConfirmation } from './permission'
import type { Desk, Entry } from './ports'
import { because, PASSING, RETRY_MS } from './take-back'
import { settle } from './verify'

/** An engine that is away at this moment may take this long to be there again, in ms. */
const ENGINE_MS = 60_000
/** What is refused for another reason is tried this often. */
const TRIES = 3

/**
 * Puts the steps that go forward behind all others, so that a batch passes its point of no return when all of it was verified.
 * One that a later step does again has to stay where it is, or it would come too late: it is taken back like any other.
 */
export function forwardLast(steps: readonly Step[]): Step[] {
  const again = (at: number) => steps.slice(at + 1).some((later) => later.forward === 'there' && JSON.stringify(later.do) === JSON.stringify(steps[at]!.do))
  const kept = steps.map((step, at): Step => {
    if (step.forward !== 'there' || !again(at)) return step
    const { forward: _one, ...plain } = step
    return plain
  })
  return [...kept.filter(({ forward }) => forward !== 'there'), ...kept.filter(({ forward }) => forward === 'there')]
}

/** The first step that goes forward; -1 if none does. */
export function firstForward({ steps }: Plan): number {
  return steps.findIndex(({ forward }) => forward === 'there')
}

/** Whether a change under way has begun with what cannot be taken back whole. One that somebody has to confirm never has: until then all of it may be taken back. */
export function isBeyondReturn({ record, journal }: Entry): boolean {
  const at = firstForward(record.plan)
  return record.state === 'applying' && at >= 0 && journal[at] !== 'pending' && !needsConfirmation(record)
}

/** Does a step that goes forward, however often it takes: what may have been done the first time is taken for done. `again`: it may have been done by a process that is no more. */
export async function insist(desk: Desk, action: Action, { by, again }: { by: string; again: boolean }): Promise<Result<string>> {
  const until = desk.now() + ENGINE_MS
  for (let tries = 1; ; tries++) {
    const result = await desk.host.perform(action, { again: again || tries > 1, by })
    if (result.ok || (PASSING.includes(result.problem.code) ? desk.now() >= until : tries >= TRIES)) return result
    await desk.sleep(RETRY_MS)
  }
}

/**
 * Finishes a change that was interrupted beyond its point of no return: what is left of its steps, the last look, done.
 * Answers a Problem if that cannot be, null if somebody else is at it already.
 */
export async function goForward(desk: Desk, { record: { id }, owner }: Entry, patienceMs: number): Promise<Result<ChangeRecord> | null> {
  if (!desk.journal.adopt(id, owner, desk.me)) return null
  desk.passing('forward-begin')
  const { record, journal } = desk.journal.get(id)!
  for (const [n, step] of record.plan.steps.entries()) {
    if (journal[n] === 'done') continue
    desk.journal.step(id, n, 'started')
    desk.passing('forward-step')
    const result = await insist(desk, step.do, { by: actorName(record.actor), again: true })
    desk.passing('forward-performed')
    if (!result.ok) return fail({ ...result.problem, message: `${text.changes.stepFailed(step.title)} ${result.problem.message}` })
    desk.journal.step(id, n, 'done')
  }
  const held = await settle(desk, record.plan.deltas, 'after', patienceMs)
  if (!held.ok) return fail({ ...because(`${text.changes.interrupted} ${text.changes.notAsPlanned}`), ...(held.problem.evidence ? { evidence: held.problem.evidence } : {}) })
  desk.passing('forward-verified')
  desk.journal.move(id, 'applying', 'done', { deadline: null })
  desk.passing('forward-end')
  return ok(desk.journal.get(id)!.record)
}
