import { commandOf, type Action, type Step } from '../core/action'
import type { AdminPath, ChangeRecord, Plan } from '../core/change'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { resourcesOf, reversed } from './deltas'
import { forwardLast } from './forward'
import { permissionProblem } from './permission'
import type { Asker, Desk, Outcome } from './ports'
import { newRecord } from './preview'
import { because } from './take-back'
import { difference } from './verify'

/** Plans to take a finished change back: a change of its own, to be looked at and applied as any other. */
export async function planUndo(desk: Desk, { actor, admin }: Asker, id: string): Promise<Outcome> {
  const refused = permissionProblem(actor)
  if (refused) return fail(refused)
  const entry = desk.journal.get(id)
  if (!entry) return fail({ code: 'not_found', message: text.changes.noChange })
  const { record } = entry
  if (record.state !== 'done') return fail(because(text.changes.notDone))
  if (record.undoneBy !== null) return fail(because(text.changes.undoneAlready))
  const plan = undoPlan(record)
  if (plan.steps.length === 0) return fail(because(text.changes.nothingToUndo))
  const names = resourcesOf(plan.deltas)
  const seen = names.length === 0 ? ok({}) : await desk.host.observe(names)
  if (!seen.ok) return seen
  const differs = difference(plan.deltas, 'before', seen.value)
  if (differs) return fail({ ...differs, message: text.changes.changedSince })
  const judged = await judgedNow(desk, admin, plan)
  if (!judged.ok) return judged
  const planned = newRecord({ at: desk.now(), actor, intents: [], plan: judged.value, undoes: id })
  desk.journal.add(planned)
  return ok(planned)
}

/** The plan of a way back with the risk that it has now: it goes by how the host was, and for whom, when the change was made. */
export async function judgedNow(desk: Desk, admin: AdminPath, plan: Plan): Promise<Result<Plan>> {
  if (!desk.atStake) return ok(plan)
  const stake = await desk.atStake(admin, plan)
  if (!stake.ok) return stake
  const { cuts, warnings, also } = stake.value
  return ok({
    ...plan,
    steps: forwardLast([...plan.steps, ...also.steps]),
    deltas: [...plan.deltas, ...also.deltas],
    commands: [...plan.commands, ...also.steps.map((step) => commandOf(step.do))],
    warnings: [...new Set([...plan.warnings, ...warnings])],
    ...(cuts === null || plan.risk === 'may-disconnect' ? {} : { risk: 'may-disconnect', riskText: `${plan.riskText} ${cuts}`.trim() }),
  })
}

/** The plan of the way back: steps reversed with do and undo swapped, deltas swapped; what no undo brings back whole comes last here too. */
export function undoPlan({ plan }: ChangeRecord): Plan {
  const steps = forwardLast(plan.steps.flatMap((step): Step[] => (step.undo === null ? [] : [backwards(step.undo, step)])).reverse())
  return {
    title: text.changes.undoTitle(plan.title),
    steps,
    deltas: reversed(plan.deltas),
    warnings: [],
    risk: plan.risk,
    riskText: plan.risk === 'safe' ? '' : `${text.changes.undoRisk} ${plan.riskText}`.trim(),
    commands: steps.map((step) => commandOf(step.do)),
    compose: null,
  }
}

function backwards(undo: Action, { title, do: act, forward }: Step): Step {
  return { title: text.changes.undoTitle(title), do: undo, undo: act, ...(forward ? { forward: forward === 'there' ? 'back' : 'there' } : {}) }
}
