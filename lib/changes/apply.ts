import { isDeepStrictEqual } from 'node:util'
import type { ChangeRecord, Plan } from '../core/change'
import type { Problem } from '../core/problem'
import { fail, type Result } from '../core/result'
import { text } from '../text/en'
import { resourcesOf } from './deltas'
import { firstForward, insist } from './forward'
import { actorName, busy, needsConfirmation, permissionProblem } from './permission'
import type { Asker, Desk, Outcome } from './ports'
import { newRecord, planIntents } from './preview'
import { claimAndTakeBack } from './take-back'
import { judgedNow } from './undo'
import { difference, settle } from './verify'

/** How long a plan may be looked at before it has to be made anew, in ms. */
export const PLAN_LIFE_MS = 15 * 60_000

/** Checks a plan against the host as it is now and takes the host's lock. What it answers is either begun, and to be run, or refused. */
export async function begin(desk: Desk, asker: Asker, id: string): Promise<Outcome> {
  const refused = permissionProblem(asker.actor)
  if (refused) return fail(refused)
  const entry = desk.journal.get(id)
  if (!entry) return fail({ code: 'not_found', message: text.changes.noChange })
  const { record } = entry
  if (record.state !== 'planned') return fail({ code: 'conflict', message: text.changes.notPlanned })
  const [holder] = desk.journal.unfinished()
  if (holder) return fail(busy(holder))
  const stale = await staleness(desk, asker, record)
  if (stale) return stale
  const guarded = needsConfirmation(record)
  const begun = desk.journal.begin(id, desk.me, guarded ? desk.now() + desk.confirmSeconds * 1000 : null)
  if (begun === 'not-planned') return fail({ code: 'conflict', message: text.changes.notPlanned })
  if (begun !== 'begun') return fail(busy(begun.holder))
  desk.passing('begun')
  return { ok: true, value: desk.journal.get(id)!.record }
}

/** Runs a change that has begun, to its end: done, waiting for its confirmation, or taken back. */
export async function runToEnd(desk: Desk, id: string): Promise<ChangeRecord> {
  const { record } = desk.journal.get(id)!
  const guarded = needsConfirmation(record)
  if (guarded) {
    const armed = await desk.timer.arm(id, desk.confirmSeconds)
    if (!armed.ok) return backOut(desk, id, { ...armed.problem, message: text.changes.timerFailed })
    desk.passing('timer-armed')
  }
  const failed = await runSteps(desk, record)
  if (failed) return backOut(desk, id, failed)
  const held = await settle(desk, record.plan.deltas, 'after')
  if (!held.ok) return backOut(desk, id, { ...held.problem, message: text.changes.notAsPlanned })
  desk.passing('verified')
  if (guarded) desk.journal.move(id, 'applying', 'waiting', { deadline: desk.now() + desk.confirmSeconds * 1000 })
  else desk.journal.move(id, 'applying', 'done')
  desk.passing('finished')
  return desk.journal.get(id)!.record
}

async function runSteps(desk: Desk, record: ChangeRecord): Promise<Problem | null> {
  const { id, plan, actor } = record
  const turn = firstForward(plan)
  for (const [n, step] of plan.steps.entries()) {
    if (n === turn) {
      const early = await settle(desk, plan.deltas.filter(({ last }) => !last), 'after')
      if (!early.ok) return { ...early.problem, message: text.changes.notAsPlanned }
      desk.passing('verified-early')
    }
    desk.passing('step-journal')
    desk.journal.step(id, n, 'started')
    desk.passing('step-begin')
    const startedAt = desk.now()
    const by = actorName(actor)
    const result = await (step.forward === 'there' && !needsConfirmation(record) ? insist(desk, step.do, { by, again: false }) : desk.host.perform(step.do, { again: false, by }))
    desk.passing('step-performed')
    const tookMs = desk.now() - startedAt
    if (!result.ok) {
      desk.journal.step(id, n, 'failed', { tookMs, said: result.problem.evidence?.text ?? result.problem.message })
      return { ...result.problem, message: `${text.changes.stepFailed(step.title)} ${result.problem.message}` }
    }
    desk.journal.step(id, n, 'done', { tookMs, said: result.value.trim() === '' ? null : result.value.trim().slice(0, 500) })
    desk.passing('step-journaled')
  }
  return null
}

async function backOut(desk: Desk, id: string, cause: Problem): Promise<ChangeRecord> {
  const back = await claimAndTakeBack(desk, desk.journal.get(id)!, cause, 'failed')
  return back.ok ? back.value : desk.journal.get(id)!.record
}

/**
 * Why the plan may not be run as it was shown; null if it may. The intents are planned anew at the clock of the preview, so that the same host gives the same plan;
 * a plan of an undo has no intents: it is judged anew for who applies it, and compared with the rows.
 */
async function staleness(desk: Desk, { actor, admin }: Asker, record: ChangeRecord): Promise<(Outcome & { ok: false }) | null> {
  const { plan, intents } = record
  if (intents.length > 0) {
    const old = desk.now() - record.at > PLAN_LIFE_MS
    const fresh = await planIntents(desk, intents, { admin, now: record.at })
    if (!fresh.ok) return fresh
    if (old || !samePlan(plan, fresh.value)) {
      const renewed = newRecord({ at: desk.now(), actor, intents, plan: fresh.value, undoes: null })
      desk.journal.add(renewed)
      return { ok: false, problem: { code: 'stale_plan', message: old ? text.changes.expired : text.changes.stale, hint: text.changes.staleHint }, fresh: renewed }
    }
  }
  if (record.undoes !== null) {
    const judged = await judgedNow(desk, admin, plan)
    if (!judged.ok) return judged
    if (!samePlan(plan, judged.value)) {
      const renewed = newRecord({ at: desk.now(), actor, intents, plan: judged.value, undoes: record.undoes })
      desk.journal.add(renewed)
      return { ok: false, problem: { code: 'stale_plan', message: text.changes.stale, hint: text.changes.staleHint }, fresh: renewed }
    }
  }
  const differs = await beforesProblem(desk, plan)
  return differs && fail(differs)
}

async function beforesProblem(desk: Desk, { deltas }: Plan): Promise<Problem | null> {
  const names = resourcesOf(deltas)
  const seen: Result<Record<string, readonly unknown[]>> = names.length === 0 ? { ok: true, value: {} } : await desk.host.observe(names)
  return seen.ok ? difference(deltas, 'before', seen.value) : seen.problem
}

/** Seconds left, as `ip` takes them: every router advertisement sets them anew. */
const LIFETIME = /"(expires|valid_lft|preferred_lft)","\d+"/g

/** Whether two plans do and promise the same. Words and warnings may differ, and so may the seconds that an advertised route or address has left. */
function samePlan(a: Plan, b: Plan): boolean {
  const essence = ({ steps, deltas, risk }: Plan): unknown => JSON.parse(JSON.stringify({ actions: steps.map((step) => [step.do, step.undo]), deltas: deltas.filter((delta) => !delta.loose), risk }).replaceAll(LIFETIME, '"$1","*"'))
  return isDeepStrictEqual(essence(a), essence(b))
}
