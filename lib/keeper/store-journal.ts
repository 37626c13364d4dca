import { commandOf } from '../core/action'
import { emptyPlan, type ChangeRecord, type ChangeState, type StepReport } from '../core/change'
import type { Problem } from '../core/problem'
import type { Aim, Entry, Journal, StepState } from '../changes/ports'
import type { KeeperStore } from './store'

type Row = { id: string; at: number; state: ChangeState; actor: string; intents: string; plan: string; problem: string | null; finished_at: number | null; deadline: number | null; undone_by: string | null; undoes: string | null; owner: string | null; aim: Aim | null }
type RefusalRow = { id: string; at: number; actor: string; title: string; problem: string }
type StepRow = { n: number; state: StepState; command: string; took_ms: number | null; said: string | null }

/** Whoever asks without end fills no disk. */
const REFUSALS_KEPT = 1000
const FINAL: readonly ChangeState[] = ['done', 'undone', 'failed', 'stuck']
/** Plans that nobody applied are dropped after a day. */
const PLAN_KEPT_MS = 24 * 3600_000
// What a person is told of a step; between two states it counts as in the earlier one.
const SHOWN: Record<StepState, StepReport['state']> = { pending: 'pending', started: 'pending', done: 'done', failed: 'failed', undoing: 'done', undone: 'undone' }

/** Journal and history of changes in the keeper's database. `onWrite` hears of every write. */
export function createJournal(store: KeeperStore, onWrite: () => void = () => undefined, now: () => number = Date.now): Journal {
  const insert = store.prepare('INSERT INTO changes (id, at, state, actor, intents, plan, undoes) VALUES (@id, @at, @state, @actor, @intents, @plan, @undoes)')
  const insertStep = store.prepare('INSERT INTO steps (change_id, n, state, command) VALUES (?, ?, ?, ?)')
  const prune = store.prepare("DELETE FROM changes WHERE state = 'planned' AND at < ?")
  const one = store.prepare<[string], Row>('SELECT * FROM changes WHERE id = ?')
  const stepsOf = store.prepare<[string], StepRow>('SELECT n, state, command, took_ms, said FROM steps WHERE change_id = ? ORDER BY n')
  const page = store.prepare<[number, number], { id: string }>("SELECT id, at FROM changes WHERE state <> 'planned' UNION ALL SELECT id, at FROM refusals ORDER BY at DESC, id LIMIT ? OFFSET ?")
  const total = store.prepare<[], number>("SELECT (SELECT count(*) FROM changes WHERE state <> 'planned') + (SELECT count(*) FROM refusals)").pluck()
  const refusal = store.prepare<[string], RefusalRow>('SELECT * FROM refusals WHERE id = ?')
  const insertRefusal = store.prepare('INSERT INTO refusals (id, at, actor, title, problem) VALUES (@id, @at, @actor, @title, @problem)')
  const pruneRefusals = store.prepare('DELETE FROM refusals WHERE at < (SELECT at FROM refusals ORDER BY at DESC LIMIT 1 OFFSET ?)')
  const underWay = store.prepare<[], Row>("SELECT * FROM changes WHERE state IN ('applying', 'waiting', 'undoing') ORDER BY at")
  const begin = store.prepare("UPDATE changes SET state = 'applying', owner = @owner, deadline = @deadline, at = @at WHERE id = @id AND state = 'planned'")
  const step = store.prepare('UPDATE steps SET state = @state, took_ms = coalesce(@tookMs, took_ms), said = coalesce(@said, said) WHERE change_id = @id AND n = @n')
  const claim = store.prepare("UPDATE changes SET state = 'undoing', owner = @me, aim = coalesce(CASE WHEN state = 'undoing' THEN aim END, @aim), problem = @problem WHERE id = @id AND state = @state AND owner IS @owner")
  const adopt = store.prepare("UPDATE changes SET owner = @me WHERE id = @id AND state = 'applying' AND owner IS @owner")
  const move = store.prepare(`UPDATE changes SET state = @to, deadline = CASE WHEN @setDeadline THEN @deadline ELSE deadline END, problem = CASE WHEN @setProblem THEN @problem ELSE problem END,
    finished_at = @finishedAt, owner = NULL WHERE id = @id AND state = @from`)
  const markUndone = store.prepare('UPDATE changes SET undone_by = @id WHERE id = (SELECT undoes FROM changes WHERE id = @id)')

  function entryOf(row: Row): Entry {
    const steps = stepsOf.all(row.id)
    const plan = JSON.parse(row.plan) as ChangeRecord['plan']
    const record: ChangeRecord = {
      id: row.id,
      at: row.at,
      actor: JSON.parse(row.actor) as ChangeRecord['actor'],
      state: row.state,
      intents: JSON.parse(row.intents) as ChangeRecord['intents'],
      plan,
      steps: steps.map(({ n, state, command, took_ms, said }) => ({ title: plan.steps[n]?.title ?? '', command, state: SHOWN[state], tookMs: took_ms, said })),
      problem: row.problem === null ? null : (JSON.parse(row.problem) as Problem),
      finishedAt: row.finished_at,
      deadline: row.deadline,
      undoneBy: row.undone_by,
      undoes: row.undoes,
    }
    return { record, journal: steps.map(({ state }) => state), owner: row.owner, aim: row.aim }
  }

  function refused({ id, at, actor, title, problem }: RefusalRow): Entry {
    const record: ChangeRecord = {
      id, at, actor: JSON.parse(actor) as ChangeRecord['actor'], state: 'refused', intents: [], plan: emptyPlan(title), steps: [], problem: JSON.parse(problem) as Problem,
      finishedAt: at, deadline: null, undoneBy: null, undoes: null,
    }
    return { record, journal: [], owner: null, aim: null }
  }

  function get(id: string): Entry | null {
    const row = one.get(id)
    if (row) return entryOf(row)
    const other = refusal.get(id)
    return other ? refused(other) : null
  }

  const written = <T>(work: () => T): T => {
    const result = store.transaction(work).immediate()
    onWrite()
    return result
  }

  return {
    add: (record) =>
      void store
        .transaction(() => {
          prune.run(now() - PLAN_KEPT_MS)
          const { id, at, state, actor, intents, plan, undoes } = record
          insert.run({ id, at, state, actor: JSON.stringify(actor), intents: JSON.stringify(intents), plan: JSON.stringify(plan), undoes })
          for (const [n, { do: action }] of plan.steps.entries()) insertStep.run(id, n, 'pending', commandOf(action))
        })
        .immediate(),
    get,
    refuse: ({ id, at, actor, plan, problem }) =>
      written(() => {
        insertRefusal.run({ id, at, actor: JSON.stringify(actor), title: plan.title, problem: JSON.stringify(problem) })
        pruneRefusals.run(REFUSALS_KEPT - 1)
      }),
    page: (offset, limit) => ({ total: total.get() ?? 0, records: page.all(limit, offset).flatMap(({ id }) => get(id)?.record ?? []) }),
    unfinished: () => underWay.all().map(entryOf),
    begin: (id, owner, deadline) =>
      written(() => {
        const [holder] = underWay.all()
        if (holder) return { holder: entryOf(holder) }
        return begin.run({ id, owner, deadline, at: now() }).changes === 1 ? ('begun' as const) : ('not-planned' as const)
      }),
    step: (id, n, state, { tookMs = null as never, said = null } = {}) => written(() => void step.run({ id, n, state, tookMs, said })),
    claim: (id, from, me, aim, problem) => written(() => claim.run({ id, ...from, me, aim, problem: problem && JSON.stringify(problem) }).changes === 1),
    adopt: (id, owner, me) => written(() => adopt.run({ id, owner, me }).changes === 1),
    move: (id, from, to, facts = {}) =>
      written(() => {
        const { problem, deadline } = facts
        const moved = move.run({
          id, from, to,
          setDeadline: deadline === undefined ? 0 : 1, deadline: deadline ?? null,
          setProblem: problem === undefined ? 0 : 1, problem: problem ? JSON.stringify(problem) : null,
          finishedAt: FINAL.includes(to) ? now() : null,
        })
        if (moved.changes === 1 && to === 'done') markUndone.run({ id })
        return moved.changes === 1
      }),
  }
}
