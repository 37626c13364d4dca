import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AdminPath, Change, Plan, Rows } from '../core/change'
import { openKeeperStore } from '../keeper/store'
import { createJournal } from '../keeper/store-journal'
import { mismatchAfter, mismatchBefore } from './deltas'
import { Killed } from './test/fake-host'
import { SAMPLES } from './test/samples'
import { createWorld, expectWhole, NOW, type World } from './test/world'
import { CHANGES } from '../changes-registry'
import { createWritePath } from './write-path'

const remember = (now: () => number) => createJournal(openKeeperStore(':memory:'), undefined, now)
const FEATURES = join(import.meta.dirname, '../features')
const { cases, orphans } = allCases()

function plannedOf({ change, input, rows, admin, now = NOW }: Case): Plan {
  const parsed = change.input.safeParse(input)
  if (!parsed.success) throw new Error(`input: ${parsed.error.message}`)
  const planned = change.plan(parsed.data, rows, { admin, now })
  if (!planned.ok) throw new Error(`plan: ${planned.problem.message}`)
  return planned.value
}

const world = (one: Case) => {
  const { change, input, rows, admin, now = NOW } = one
  const plan = plannedOf(one)
  const before: Rows = { ...Object.fromEntries(plan.deltas.map(({ resource }) => [resource, []])), ...rows }
  return createWorld({ remember, changes: [change], intents: [{ kind: change.kind, input }], plan, before, admin, now })
}

/** Wholly there or not at all, and what no undo brings back whole was done exactly once, or never. */
async function expectSound(w: World, id: string): Promise<void> {
  expectOnce(w, w.state(id))
  await expectWhole(w, id)
}

/** What no undo brings back whole was done exactly once, or never. */
function expectOnce({ plan, host }: World, state: string): void {
  for (const { do: act, undo, forward } of plan.steps) {
    if (forward !== 'there') continue
    expect(host.turns.filter((word) => word === JSON.stringify(act))).toHaveLength(state === 'done' ? 1 : 0)
    expect(host.turns).not.toContain(JSON.stringify(undo))
  }
}

test('every case has its change', () => expect(orphans).toEqual([]))

describe.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const { steps } = plannedOf(one)
  const turn = steps.findIndex(({ forward }) => forward === 'there')
  let points = 0
  let performances = 0
  // Pairs of moments grow with the square of the steps. Of a long plan every moment is tried with some others, each time with different ones.
  let stride = 1
  beforeAll(async () => {
    const w = world(one)
    const { life } = await w.apply()
    points = life.passed()
    performances = w.host.performed.length
    stride = Math.ceil(points / 20)
  })

  test('a field that it does not know is refused', () => {
    expect(one.change.input.safeParse({ ...(one.input as object), unheardOf: 1 }).success).toBe(false)
  })

  test('deltas hold before on the rows of the case, and after on what they make of them', () => {
    const { plan, before, host } = world(one)
    expect(mismatchBefore(plan.deltas, before)).toBeNull()
    for (const { do: act } of plan.steps) host.perform(act)
    expect(mismatchAfter(plan.deltas, host.rows())).toBeNull()
  })

  test('applied, confirmed where it has to be, and undone again', async () => {
    const w = world(one)
    const { id, path } = await w.apply()
    if (w.state(id) === 'waiting') expect((await path.act(w.asker, id, 'confirm')).ok).toBe(true)
    expect(w.state(id)).toBe('done')
    expect(w.host.after()).toBe(true)
    const undo = await path.act(w.asker, id, 'undo')
    if (!undo.ok) return expect(w.plan.steps.every((step) => step.undo === null)).toBe(true)
    expect(undo.value).toMatchObject({ state: 'planned', undoes: id })
    await path.act(w.asker, undo.value.id, 'apply')
    if (w.state(undo.value.id) === 'waiting') await path.act(w.asker, undo.value.id, 'confirm')
    expect(w.state(undo.value.id)).toBe('done')
    expect(w.host.before()).toBe(true)
    expect(w.journal.get(id)!.record.undoneBy).toBe(undo.value.id)
  })

  test('a failure at any step, before or after it took effect: the host is as before, or as after where there was no return', async () => {
    for (let at = 1; at <= performances; at++) {
      for (const how of ['fail', 'fail-after'] as const) {
        const w = world(one)
        w.host.failing = (count) => (count === at ? how : null)
        const { id } = await w.apply()
        const forward = steps[at - 1]?.forward === 'there'
        expect(w.state(id), `${how} at ${at}`).toBe(forward ? 'done' : 'failed')
        expect(forward ? w.host.after() : w.host.before(), `${how} at ${at}`).toBe(true)
        expectOnce(w, w.state(id))
        if (!forward) expect(w.journal.get(id)!.record.problem?.message).toContain('fault')
      }
    }
  })

  test('killed at any point: wholly there or not at all', async () => {
    for (let at = 1; at <= points; at++) {
      const w = world(one)
      const { id } = await w.apply(at)
      const beyond = turn >= 0 && w.journal.get(id)!.journal[turn] !== 'pending'
      await w.recover()
      if (turn >= 0) expect(w.state(id)).toMatch(beyond ? /^done$/ : /^(planned|undone)$/)
      await expectSound(w, id)
    }
  })

  test('killed at any point, and at any point of the recovery', async () => {
    for (let at = 1; at <= points; at++) {
      for (let again = 1 + (at % stride); ; again += stride) {
        const w = world(one)
        const { id } = await w.apply(at)
        w.clock.now += 61_000
        const life = await w.recover(again)
        await w.recover()
        await expectSound(w, id)
        if (life.passed() < again) break
      }
    }
  })

  test('a failure and then a kill at any point of the way back', async () => {
    for (let fault = 1; fault <= performances; fault++) {
      for (let at = points - (fault % stride); ; at -= stride) {
        const w = world(one)
        w.host.failing = (count) => (count === fault ? 'fail-after' : null)
        const { id } = await w.apply(at)
        w.host.failing = null
        await w.recover()
        await expectSound(w, id)
        if (at <= stride) break
      }
    }
  })

  test.runIf(turn >= 0)('what goes forward comes last, and what does not hold before it is taken back', async () => {
    expect(steps.slice(turn).every(({ forward }) => forward === 'there')).toBe(true)
    const w = world(one)
    const rows = w.host.rows
    w.host.rows = () => (w.host.performed.length === turn ? w.before : rows())
    const { id } = await w.apply()
    expect(w.state(id)).toBe('failed')
    expect(w.host.before()).toBe(true)
    expectOnce(w, 'failed')
  })

  test.runIf(turn >= 0)('a step that goes forward and cannot be done at all: the host is as before', async () => {
    const w = world(one)
    w.host.failing = (count) => (count > turn && count <= turn + 3 ? 'fail' : null)
    const { id } = await w.apply()
    expect(w.state(id)).toBe('failed')
    expect(w.host.before()).toBe(true)
    expectOnce(w, 'failed')
  })

  test.runIf(steps.some(({ forward }) => forward === 'back'))('undone and killed at any point: beyond the point of no return of the undo it is finished', async () => {
    const killed = { before: 0, beyond: 0 }
    for (let at = 1, whole = false; !whole; at++) {
      const w = world(one)
      const { id, path } = await w.apply()
      const undo = await path.act(w.asker, id, 'undo')
      if (!undo.ok) throw new Error(undo.problem.message)
      whole = await createWritePath(w.live(at).desk).act(w.asker, undo.value.id, 'apply').then(() => true, (error: unknown) => (error instanceof Killed ? false : Promise.reject(error as Error)))
      const beyond = w.journal.get(undo.value.id)!.journal.at(-1) !== 'pending'
      await w.recover()
      expect(w.state(undo.value.id)).toMatch(beyond ? /^done$/ : /^(planned|undone)$/)
      expect(beyond ? w.host.before() : w.host.after(), `killed at ${at}`).toBe(true)
      killed[beyond ? 'beyond' : 'before'] += Number(!whole)
    }
    expect(Math.min(killed.before, killed.beyond)).toBeGreaterThan(1)
  })
})

/** One change on one host: what the fault injection runs. */
type Case = { name: string; change: Change<unknown>; input: unknown; rows: Rows; admin: AdminPath; now: number | undefined }

/** The samples and every `lib/features/<feature>/cases/<name>.json` that can be planned; `host` puts the rows that the kernel's cases share below its own. */
function allCases(): { cases: Case[]; orphans: string[] } {
  const cases: Case[] = SAMPLES.map(({ change, input, rows }, n) => ({ name: `sample ${n} ${change.kind}`, change, input, rows, admin: null, now: undefined }))
  const orphans: string[] = []
  const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(FEATURES, ...path), 'utf8'))
  for (const feature of readdirSync(FEATURES)) {
    if (!existsSync(join(FEATURES, feature, 'cases'))) continue
    for (const file of readdirSync(join(FEATURES, feature, 'cases')).filter((name) => name.endsWith('.json'))) {
      const one = read(feature, 'cases', file) as { kind: string; input: unknown; host?: boolean; rows?: Rows; context?: { admin?: AdminPath; now?: number }; expect?: { problem?: unknown } }
      if (one.expect?.problem !== undefined) continue
      const change = CHANGES.find(({ kind }) => kind === one.kind)
      const rows = { ...(one.host ? (read('changes-cases-host.json') as Rows) : {}), ...one.rows }
      if (change) cases.push({ name: `${feature}/${file}`, change, input: one.input, rows, admin: one.context?.admin ?? null, now: one.context?.now })
      else orphans.push(`${feature}/${file}: ${one.kind}`)
    }
  }
  return { cases, orphans }
}
