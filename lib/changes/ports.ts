import type { Action, Json } from '../core/action'
import type { Actor, AdminPath, Change, ChangeRecord, ChangeState, Intent, Plan, Rows } from '../core/change'
import type { Problem } from '../core/problem'
import type { Result } from '../core/result'
import type { Sealer } from '../core/sealed'

/** How far one step came, as the journal knows it. `started` and `undoing`: the host may or may not have been touched. */
export type StepState = 'pending' | 'started' | 'done' | 'failed' | 'undoing' | 'undone'

/** How a change that is being taken back shall end: `failed` by its own fault, `undone` by somebody's wish, the timer or a crash. */
export type Aim = 'failed' | 'undone'

/** A change with what only the write path needs. `owner`: the process that works on it. */
export type Entry = { record: ChangeRecord; journal: readonly StepState[]; owner: string | null; aim: Aim | null }

/** What a step took and said. */
export type StepFacts = { tookMs?: number; said?: string | null }

/** Journal and history, one durable table. Every method that writes has committed when it returns. */
export type Journal = {
  add(record: ChangeRecord): void
  get(id: string): Entry | null
  /** Notes a request that was not granted: who asked for what, and why not. Only the newest are kept. */
  refuse(record: ChangeRecord): void
  /** Newest first, with what was refused; plans that were never applied are no history. */
  page(offset: number, limit: number): { total: number; records: ChangeRecord[] }
  /** Changes that hold the host: applying, waiting, undoing. */
  unfinished(): Entry[]
  /** From `planned` to `applying`, if no other change holds the host. One transaction, so that two processes cannot both win. */
  begin(id: string, owner: string, deadline: number | null): 'begun' | 'not-planned' | { holder: Entry }
  step(id: string, n: number, state: StepState, facts?: StepFacts): void
  /** Takes a change over to undo it, if it still is in this state and with this owner. */
  claim(id: string, from: { state: ChangeState; owner: string | null }, me: string, aim: Aim, problem: Problem | null): boolean
  /** Takes a change over that is being applied, to finish it, if it still has this owner. */
  adopt(id: string, owner: string | null, me: string): boolean
  /** Moves on from a state; false if it was not in it any more. A finished undo marks the change that it took back. */
  move(id: string, from: ChangeState, to: ChangeState, facts?: { problem?: Problem | null; deadline?: number | null }): boolean
}

/** What dock6 keeps beside the kernel: rows that survive a restart, and rules. `triedAt`, `said`: when it was last brought back (ms), and what stood in the way; null if nothing did. */
export type Kept = { table: 'row' | 'rule'; key: string; value: Json; by: string; at: number; triedAt: number | null; said: string | null }

/** The host as the write path sees it. `again`: it may have been done before. `failed`: it takes back a change that did not get to its end, so nobody has used what that made. `observe` reads anew; a resource that cannot be read is a Problem. */
export type Host = {
  perform(action: Action, how: { again: boolean; by: string; failed?: true }): Promise<Result<string>>
  observe(resources: readonly string[]): Promise<Result<Rows>>
}

/** The timer outside the keeper that takes a change back. */
export type UndoTimer = { arm(id: string, seconds: number): Promise<Result<void>>; disarm(id: string): Promise<void> }

/** Everything the write path stands on. Tests bring a fake host, their own clock and a `passing` that kills. */
export type Desk = {
  changes: readonly Change<unknown>[]
  journal: Journal
  host: Host
  timer: UndoTimer
  /** How long a change that may cut somebody off waits for its confirmation. */
  confirmSeconds: number
  /** Why a request that came in by this way proves nothing for later, after what the plan changed; null if nothing is known against it. */
  fleeting?(admin: AdminPath, plan: Plan): Promise<Problem | null>
  /** What a plan that was made for an earlier day does to the way of who applies it now (`cuts`, a sentence; null if nothing is known), what to say of it besides, and what has to be done besides, after its steps. */
  atStake?(admin: AdminPath, plan: Plan): Promise<Result<{ cuts: string | null; warnings: string[]; also: Pick<Plan, 'steps' | 'deltas'> }>>
  /** What a batch is called as a whole, if it is one that has a name; without an answer it is called after its last change. */
  batchTitle?(intents: readonly Intent[]): string | null
  /** This process, and whether another one still lives. */
  me: string
  alive(owner: string): boolean
  now(): number
  sleep(ms: number): Promise<void>
  /** Takes secrets out of texts (`lib/core/sealed.ts`). Without it nothing is taken out. */
  sealer?: Pick<Sealer, 'seal' | 'whole'>
  /** A named point where a test may end the process. */
  passing(point: string): void
  log(event: string, facts: Record<string, string | number | boolean>): void
}

/** Who asks and by which way. */
export type Asker = { actor: Actor; admin: AdminPath }

/** What an action on a change answers: the record, or a Problem and, with `stale_plan`, the fresh plan. */
export type Outcome = { ok: true; value: ChangeRecord } | { ok: false; problem: Problem; fresh?: ChangeRecord }
