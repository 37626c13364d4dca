import type { z } from 'zod'
import type { Json, Step } from './action'
import type { Problem } from './problem'
import type { Resource } from './resource'
import type { Result } from './result'

/** Part of a row: the fields that a change speaks of. */
export type Fields = { [field: string]: Json }

/**
 * What will be different in a resource. The row is the one whose fields hold all of `match`.
 * `before` null: there is no such row now; `after` null: there will be none. Otherwise these fields hold these values (others may be anything).
 * `loose`: told to the person and held against nobody, for rows that come and go by themselves.
 * `last`: comes true only by the steps beyond the point of no return, so it does not hold yet when the rest is verified before them.
 * One Delta serves preview, stale check, verification, history and undo alike.
 */
export type Delta = { resource: string; label: string; match: Fields; before: Fields | null; after: Fields | null; loose?: true; last?: true }

/** How much a change may hurt: nothing, a moment without service for something named, an engine restart, or the way of the person who applies it. */
export type Risk = 'safe' | 'disrupts' | 'restarts-engine' | 'may-disconnect'
export const RISKS: readonly Risk[] = ['safe', 'disrupts', 'restarts-engine', 'may-disconnect']

/** A plan touches nothing. `riskText` says in one sentence what happens to whom; `commands` is the same as `ip` and `docker` command lines; `compose` as Compose YAML where that exists. */
export type Plan = { title: string; steps: Step[]; deltas: Delta[]; warnings: string[]; risk: Risk; riskText: string; commands: string[]; compose: string | null }

/** The way of the person who applies: the address they reach us by, and theirs. Null for jobs of the system. */
export type AdminPath = { local: string; remote: string } | null

/** What a plan may look at besides rows: who is on the other end, and the clock (ms). */
export type PlanContext = { admin: AdminPath; now: number }

/** The rows of the resources a change needs, by resource name. */
export type Rows = Record<string, readonly unknown[]>

/**
 * One kind of change: a schema, the resources it looks at, and a pure function from both to a plan.
 * `plan` checks everything that can be known before and answers a Problem with `field` (a path like `pools.0.subnet`) when the input cannot be right.
 */
export type Change<I> = {
  kind: string
  input: z.ZodType<I>
  needs: readonly Resource<unknown>[]
  plan(input: I, rows: Rows, context: PlanContext): Result<Plan>
  /** Takes secrets out of an input before it is stored anywhere; `plan` sees the sealed one. Input is unchecked yet. `seal` finds the secrets in a text, `whole` takes all of it for one. */
  seal?(input: unknown, seal: (text: string) => string, whole: (secret: string) => string): unknown
  /** Why only administrators may do this, for inputs that would give somebody the whole host; null for all others. */
  adminOnly?(input: I): string | null
}

/** Declares a change; the schema's type flows into `plan`. */
export function defineChange<I>(change: Change<I>): Change<unknown> {
  return change as unknown as Change<unknown>
}

/** Something wished: a kind of change and its input. Wizards, pages and jobs own no effects, they only make these. */
export type Intent = { kind: string; input: unknown }

/** Who wishes it. */
export type Actor = { type: 'user'; name: string; role: string; from: string } | { type: 'system'; job: string }

/** Where a change stands. `waiting`: applied, the undo timer runs until it is confirmed. `stuck`: neither as before nor as after; a person has to look. `refused`: only a request, that was not granted. */
export type ChangeState = 'planned' | 'applying' | 'waiting' | 'done' | 'undoing' | 'undone' | 'failed' | 'stuck' | 'refused'

/** One step as it went. Times in ms. */
export type StepReport = { title: string; command: string; state: 'pending' | 'done' | 'failed' | 'undone'; tookMs: number | null; said: string | null }

/** A change as pages and history show it. `deadline`: when the undo timer fires, ms since the epoch. */
export type ChangeRecord = {
  id: string
  at: number
  actor: Actor
  state: ChangeState
  intents: Intent[]
  plan: Plan
  steps: StepReport[]
  problem: Problem | null
  finishedAt: number | null
  deadline: number | null
  /** The change that took this one back, or that this one takes back. */
  undoneBy: string | null
  undoes: string | null
}

/** The plan that does nothing yet; plans are built from it. */
export function emptyPlan(title: string): Plan {
  return { title, steps: [], deltas: [], warnings: [], risk: 'safe', riskText: '', commands: [], compose: null }
}

/** Whether `row` has all of `fields`; lists have to be equal, objects may have more. */
export function hasFields(row: unknown, fields: Fields): boolean {
  return Object.entries(fields).every(([name, wanted]) => holds((row as Record<string, unknown>)[name], wanted))
}

function holds(value: unknown, wanted: Json): boolean {
  if (Array.isArray(wanted)) return Array.isArray(value) && value.length === wanted.length && wanted.every((item, i) => holds(value[i], item))
  if (wanted !== null && typeof wanted === 'object') return value !== null && typeof value === 'object' && hasFields(value, wanted)
  return value === wanted || (wanted === null && value === undefined)
}

/** Rows as they will be when the deltas have come true: a batch plans each intent on what the ones before it leave. */
export function projected(rows: Rows, deltas: readonly Delta[]): Rows {
  const result: Record<string, readonly unknown[]> = { ...rows }
  for (const { resource, match, before, after } of deltas) {
    const list = result[resource]
    if (!list) continue
    if (after === null) result[resource] = list.filter((row) => !hasFields(row, match))
    else if (before === null && !list.some((row) => hasFields(row, match))) result[resource] = [...list, { ...match, ...after }]
    else result[resource] = list.map((row) => (hasFields(row, match) ? { ...(row as object), ...after } : row))
  }
  return result
}

/** Whether the rows are as a delta says on the given side. */
export function deltaHolds(delta: Delta, side: 'before' | 'after', rows: readonly unknown[]): boolean {
  const found = rows.find((row) => hasFields(row, delta.match))
  const wanted = delta[side]
  return wanted === null ? found === undefined : found !== undefined && hasFields(found, wanted)
}
