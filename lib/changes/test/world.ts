import { expect } from 'vitest'
import type { AdminPath, Change, Intent, Plan, Rows } from '../../core/change'
import type { Journal } from '../ports'
import { planIntents } from '../preview'
import { createWritePath } from '../write-path'
import { createFakeHost, createLife, Killed, ROOT } from './fake-host'

export const NOW = Date.parse('2026-11-20T08:00:00Z')
const CONFIRM_MS = 61_000
const NOTHING: Plan = { title: '', steps: [], deltas: [], warnings: [], risk: 'safe', riskText: '', commands: [], compose: null }

/** The keeper's journal on a store of its own, with this clock. */
type Remember = (now: () => number) => Journal
type Parts = { remember: Remember; changes: readonly Change<unknown>[]; intents: readonly Intent[]; plan: Plan; before: Rows; admin?: AdminPath; now?: number }
export type World = ReturnType<typeof createWorld>

/** The plan of a batch on rows, as the preview makes it. Throws where it is refused. */
export async function planOf(remember: Remember, changes: readonly Change<unknown>[], intents: readonly Intent[], rows: Rows): Promise<Plan> {
  const clock = { now: NOW }
  const planner = createLife({ changes, journal: remember(() => NOW), host: createFakeHost(NOTHING, rows), clock, name: 'planner' })
  const planned = await planIntents(planner.desk, [...intents], { admin: null, now: NOW })
  if (!planned.ok) throw new Error(`${planned.problem.field}: ${planned.problem.message}`)
  return planned.value
}

/** One host with its durable store, on which lives of the keeper begin and end. */
export function createWorld({ remember, changes, intents, plan, before, admin = null, now = NOW }: Parts) {
  const clock = { now }
  const journal = remember(() => clock.now)
  const host = createFakeHost(plan, before)
  let lives = 0
  const live = (killAt?: number) => createLife({ changes, journal, host, clock, name: `life ${++lives}`, ...(killAt === undefined ? {} : { killAt }) })
  const asker = { ...ROOT, admin }
  return {
    plan, before, host, journal, clock, live, asker,
    /** Previews and applies with a life that may be killed. `whole`: it was not. */
    async apply(killAt?: number) {
      // Nothing here ever waits; the runner wants to hear of its worker now and then.
      await new Promise((resolve) => setImmediate(resolve))
      const life = live(killAt)
      const path = createWritePath(life.desk)
      const preview = await path.preview(asker, [...intents])
      if (!preview.ok) throw new Error(`preview: ${preview.problem.message}`)
      const outcome = await path.act(asker, preview.value.id, 'apply').catch((error: unknown) => (error instanceof Killed ? null : Promise.reject(error as Error)))
      if (outcome && !outcome.ok) throw new Error(`apply: ${outcome.problem.message}`)
      return { id: preview.value.id, life, path, whole: outcome !== null }
    },
    async recover(killAt?: number, mode?: 'boot') {
      const life = live(killAt)
      await createWritePath(life.desk).sweep(mode)
      return life
    },
    entry: (id: string) => journal.get(id)!,
    state: (id: string) => journal.get(id)!.record.state,
  }
}

/** After recovery a change has happened wholly or not at all, and the journal says which. Then time passes, and what was not confirmed is gone. */
export async function expectWhole(w: World, id: string): Promise<void> {
  const state = w.state(id)
  expect(['planned', 'undone', 'failed', 'waiting', 'done']).toContain(state)
  expect(state === 'done' || state === 'waiting' ? w.host.after() : w.host.before(), state).toBe(true)
  if (state !== 'waiting') return
  w.clock.now += CONFIRM_MS
  await w.recover()
  expect(w.state(id)).toBe('undone')
  expect(w.host.before()).toBe(true)
}
