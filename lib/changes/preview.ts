import { randomBytes } from 'node:crypto'
import { commandOf } from '../core/action'
import { projected, type Actor, type ChangeRecord, type Intent, type Plan, type PlanContext, type Rows } from '../core/change'
import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { mergePlans } from './merge'
import { parseIntents, placed } from './parse'
import { isAdmin, permissionProblem } from './permission'
import type { Asker, Desk } from './ports'

/** Plans intents and saves the plan. Touches nothing. */
export async function preview(desk: Desk, { actor, admin }: Asker, wished: readonly Intent[]): Promise<Result<ChangeRecord>> {
  const refused = permissionProblem(actor)
  if (refused) return fail(refused)
  const intents = wished.map((intent) => sealed(desk, intent))
  const beyond = adminProblem(desk, actor, intents)
  if (beyond) return fail(beyond)
  const at = desk.now()
  const planned = await planIntents(desk, intents, { admin, now: at })
  if (!planned.ok) return planned
  const record = newRecord({ at, actor, intents: [...intents], plan: planned.value, undoes: null })
  desk.journal.add(record)
  return ok(record)
}

/** Reads what the intents need anew and plans each on what the ones before it leave. */
export async function planIntents(desk: Desk, intents: readonly Intent[], context: PlanContext): Promise<Result<Plan>> {
  const parsed = parseIntents(intents, desk.changes)
  if (!parsed.ok) return parsed
  const names = new Set(parsed.value.flatMap(({ change }) => change.needs.map((resource) => resource.name)))
  const seen = await desk.host.observe([...names])
  if (!seen.ok) return seen
  let rows: Rows = seen.value
  const plans: Plan[] = []
  for (const [n, { change, input }] of parsed.value.entries()) {
    const plan = change.plan(input, rows, context)
    if (!plan.ok) return fail(placed(plan.problem, n, intents.length))
    plans.push(plan.value)
    rows = projected(rows, plan.value.deltas)
  }
  return ok(mergePlans(plans, desk.batchTitle?.(intents)))
}

/** What only administrators may wish for, if somebody else does. */
function adminProblem({ changes }: Desk, actor: Actor, intents: readonly Intent[]): Problem | null {
  if (isAdmin(actor)) return null
  const parsed = parseIntents(intents, changes)
  if (!parsed.ok) return parsed.problem
  const why = parsed.value.map(({ change, input }) => change.adminOnly?.(input) ?? null).find((one) => one !== null)
  return why ? { code: 'not_permitted', message: why, hint: text.changes.adminHint } : null
}

/** A record in state `planned`. */
export function newRecord(parts: Pick<ChangeRecord, 'at' | 'actor' | 'intents' | 'plan' | 'undoes'>): ChangeRecord {
  return {
    ...parts,
    // Becomes part of a unit's name, so plain hex.
    id: randomBytes(9).toString('hex'),
    state: 'planned',
    steps: parts.plan.steps.map((step) => ({ title: step.title, command: commandOf(step.do), state: 'pending', tookMs: null, said: null })),
    problem: null,
    finishedAt: null,
    deadline: null,
    undoneBy: null,
  }
}

/** An intent without the secrets that its kind of change may hold: it is stored, and shown in the history. */
function sealed({ changes, sealer }: Desk, intent: Intent): Intent {
  const change = changes.find(({ kind }) => kind === intent.kind)
  return sealer && change?.seal ? { ...intent, input: change.seal(intent.input, sealer.seal, sealer.whole) } : intent
}
