import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor, ChangeRecord } from '../core/change'
import { ok, type Result } from '../core/result'
import { openKeeperStore } from '../keeper/store'
import { createJournal } from '../keeper/store-journal'
import type { Asker, Journal, Outcome } from './ports'
import { createFakeHost, createLife, ROOT, type FakeHost } from './test/fake-host'
import { addThing, flip, SAMPLES } from './test/samples'
import { createWritePath, type WritePath } from './write-path'

const NOW = Date.parse('2026-11-20T08:00:00Z')
const { change, input, rows } = SAMPLES[1]!
const intent = { kind: change.kind, input }
const as = (name: string, role: string): Asker => ({ actor: { type: 'user', name, role, from: '::1' } satisfies Actor, admin: null })

let clock: { now: number }
let journal: Journal
let host: FakeHost
let path: WritePath
let life: ReturnType<typeof createLife>
const start = (more: Partial<Parameters<typeof createLife>[0]> = {}) => {
  life = createLife({ changes: [addThing, flip], journal, host, clock, name: 'keeper', ...more })
  path = createWritePath(life.desk)
}
beforeEach(() => {
  clock = { now: NOW }
  journal = createJournal(openKeeperStore(':memory:'), undefined, () => clock.now)
  const planned = change.plan(input, rows, { admin: null, now: NOW })
  if (!planned.ok) throw new Error(planned.problem.message)
  host = createFakeHost(planned.value, rows)
  start()
})

async function previewed(asker: Asker = ROOT): Promise<ChangeRecord> {
  const result = await path.preview(asker, [intent])
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
function must<T>(result: Result<T> | Outcome): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value as T
}
const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.problem.code)

describe('who may', () => {
  test.each([['admin', 'ok'], ['operator', 'ok'], ['viewer', 'not_permitted'], ['', 'not_permitted'], ['Admin', 'not_permitted']])('role %j: %s', async (role, expected) => {
    expect(code(await path.preview(as('eve', role), [intent]))).toBe(expected)
    const { id } = await previewed()
    for (const action of ['apply', 'rollback', 'undo', 'confirm', 'keep'] as const) if (expected !== 'ok') expect(code(await path.act(as('eve', role), id, action))).toBe('not_permitted')
    expect(host.performed).toEqual([])
  })
  test('a job of dock6 itself may, and needs no confirmation', async () => {
    const outcome = await path.run({ actor: { type: 'system', job: 'keep' }, admin: null }, [intent])
    expect(outcome).toMatchObject({ ok: true, value: { state: 'done', actor: { job: 'keep' } } })
    expect(life.armed).toEqual([])
  })
})

describe('what was not granted', () => {
  const refusals = () => path.history(0, 10).records.filter(({ state }) => state === 'refused')

  test('is history: who asked for what, from where, and why not', async () => {
    await path.preview(as('eve', 'viewer'), [intent, intent, { kind: 'no.such\u0000thing', input: {} }])
    const { id, plan } = await previewed()
    await path.act(as('eve', 'viewer'), id, 'apply')
    await path.act(as('eve', 'viewer'), id, 'confirm')
    expect(refusals().map((one) => [one.actor, one.plan.title, one.problem?.code]).toSorted()).toEqual([
      [as('eve', 'viewer').actor, plan.title, 'not_permitted'],
      [as('eve', 'viewer').actor, plan.title, 'not_permitted'],
      [as('eve', 'viewer').actor, `${change.kind} …`, 'not_permitted'],
    ].toSorted())
    const [one] = refusals()
    expect(path.one(one!.id)).toEqual({ ok: true, value: one })
    expect(code(await path.act(ROOT, one!.id, 'apply'))).toBe('conflict')
    expect(host.performed).toEqual([])
  })

  test('input that cannot be right is not, nor a confirmation that comes too late', async () => {
    await path.preview(ROOT, [{ kind: change.kind, input: {} }])
    const { id } = await previewed()
    await path.act(ROOT, id, 'apply')
    await path.act(ROOT, id, 'rollback')
    const before = refusals().length
    await path.act(ROOT, id, 'confirm')
    expect(refusals()).toHaveLength(before)
    expect(refusals().filter(({ problem }) => problem?.code === 'bad_input')).toEqual([])
  })

  test('the newest thousand are kept, without what was asked in full', async () => {
    for (let n = 0; n < 1010; n++) {
      clock.now++
      await path.preview(as('eve', 'viewer'), [{ kind: change.kind, input: { name: 'x'.repeat(1000) } }])
    }
    const { total, records } = path.history(0, 1)
    expect([total, records[0]?.at, JSON.stringify(records).includes('xxx')]).toEqual([1000, clock.now, false])
  })
})

describe('preview', () => {
  test('touches nothing, is saved, and is no history', async () => {
    const record = await previewed()
    expect(record).toMatchObject({ state: 'planned', steps: [{ state: 'pending' }, { state: 'pending' }, { state: 'pending' }] })
    expect(path.one(record.id)).toEqual({ ok: true, value: record })
    expect(path.history(0, 10)).toEqual({ total: 0, records: [] })
    expect(host.performed).toEqual([])
  })
  test.each([
    [[], undefined],
    [[{ kind: 'things.explode', input: {} }], undefined],
    [[{ kind: '__proto__', input: {} }], undefined],
    [[{ kind: 'things.add', input: null }], undefined],
    [[{ kind: 'things.add', input: { name: '' } }], 'name'],
    [[{ kind: 'things.add', input: { name: 'x', nmae: 1 } }], 'nmae'],
    [[{ kind: 'things.add', input: { name: 'x' } }, { kind: 'things.add', input: { name: '' } }], 'intents.1.name'],
    [[{ kind: 'things.add', input: { name: 'x' } }, { kind: 'nothing', input: {} }], 'intents.1'],
  ])('%j is refused at its field', async (intents, field) => {
    const result = await path.preview(ROOT, intents)
    expect(result).toMatchObject({ ok: false, problem: { code: 'bad_input' } })
    expect(result.ok || result.problem.field).toBe(field)
  })
  test('a batch: each intent sees what the ones before it leave, and the plans become one', async () => {
    const twice = await path.preview(ROOT, [{ kind: 'things.add', input: { name: 'x' } }, { kind: 'things.add', input: { name: 'x' } }])
    expect(twice).toMatchObject({ ok: false, problem: { code: 'conflict', field: 'intents.1.name' } })
    const both = await path.preview(ROOT, [{ kind: 'things.add', input: { name: 'x', steps: 1 } }, { kind: 'things.add', input: { name: 'yy', steps: 2, risk: 'may-disconnect' } }])
    expect(both).toMatchObject({ ok: true, value: { plan: { title: '2 changes: Add yy and one more', risk: 'may-disconnect' } } })
    const named = await createWritePath({ ...life.desk, batchTitle: (intents) => `All ${intents.length}` }).preview(ROOT, ['xx', 'yy', 'zz'].map((name) => ({ kind: 'things.add', input: { name } })))
    expect(named).toMatchObject({ ok: true, value: { plan: { title: 'All 3' } } })
    expect(both.ok && [both.value.plan.steps.length, both.value.plan.deltas.length, both.value.plan.commands.length]).toEqual([3, 2, 3])
  })
})

describe('apply', () => {
  test('a plan of 15 minutes ago is renewed first', async () => {
    const { id } = await previewed()
    clock.now += 15 * 60_000 + 1
    const outcome = await path.act(ROOT, id, 'apply')
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'stale_plan' }, fresh: { state: 'planned' } })
    expect(host.performed).toEqual([])
    expect(await path.act(ROOT, outcome.ok ? '' : outcome.fresh!.id, 'apply')).toMatchObject({ ok: true, value: { state: 'waiting' } })
  })
  test('the host changed: what the plan says now is the answer', async () => {
    const { id } = await previewed()
    host.rows = () => ({ things: [{ name: 'abc', state: 'new' }] })
    expect(await path.act(ROOT, id, 'apply')).toMatchObject({ ok: false, problem: { code: 'conflict', field: 'name' } })
    expect(host.performed).toEqual([])
  })
  test('once only', async () => {
    const { id } = await previewed()
    await path.act(ROOT, id, 'apply')
    expect(code(await path.act(ROOT, id, 'apply'))).toBe('conflict')
    expect(code(await path.act(ROOT, 'ffffffff', 'apply'))).toBe('not_found')
  })
  test('one change at a time: the others hear who holds the host', async () => {
    const [first, second] = [await previewed(as('ann', 'admin')), await previewed()]
    const under = path.act(as('ann', 'admin'), first.id, 'apply')
    const both = await Promise.all([under, path.act(ROOT, second.id, 'apply')])
    expect(both.map(code)).toEqual(['ok', 'busy'])
    const after = await path.act(ROOT, second.id, 'apply')
    expect(after).toMatchObject({ ok: false, problem: { code: 'busy', message: expect.stringContaining('ann') } })
  })
  test('without an undo timer nothing is touched', async () => {
    start({ timerFails: true })
    const { id } = await previewed()
    expect(await path.act(ROOT, id, 'apply')).toMatchObject({ ok: true, value: { state: 'failed', problem: { message: expect.stringContaining('Nothing had been touched') } } })
    expect(host.performed).toEqual([])
  })
  test('steps that ran without the effect that the plan promised are undone', async () => {
    const { id } = await previewed()
    const rowsOf = host.rows
    host.rows = () => (host.after() ? { things: [] } : rowsOf())
    const outcome = await path.act(ROOT, id, 'apply')
    expect(outcome).toMatchObject({ ok: true, value: { state: 'failed', steps: [{ state: 'undone' }, { state: 'undone' }, { state: 'undone' }], problem: { evidence: { text: expect.stringContaining('abc') } } } })
    expect(host.before()).toBe(true)
    expect(clock.now - NOW).toBeGreaterThanOrEqual(5000)
  })
  test('neither before nor after: stuck, with what differs; a rollback tries again', async () => {
    const { id } = await previewed()
    host.failing = (count) => (count >= 2 ? 'fail' : null)
    const stuck = await path.act(ROOT, id, 'apply')
    expect(stuck).toMatchObject({ ok: true, value: { state: 'stuck', problem: { hint: expect.any(String), evidence: { source: 'things' } } } })
    host.failing = null
    expect(await path.act(ROOT, id, 'rollback')).toMatchObject({ ok: true, value: { state: 'undone' } })
    expect(host.before()).toBe(true)
  })
})

describe('a change that waits', () => {
  let id: string
  beforeEach(async () => {
    id = (await previewed()).id
    expect(await path.act(ROOT, id, 'apply')).toMatchObject({ ok: true, value: { state: 'waiting', deadline: clock.now + 60_000 } })
    expect(life.armed).toEqual([id])
  })
  test('is kept by who applied it, however often they say so', async () => {
    expect(code(await path.act(as('ann', 'admin'), id, 'confirm'))).toBe('not_permitted')
    for (const _ of [1, 2]) expect(await path.act(ROOT, id, 'confirm')).toMatchObject({ ok: true, value: { state: 'done', deadline: null, finishedAt: clock.now } })
    clock.now += 61_000
    await path.sweep()
    expect(host.after()).toBe(true)
  })
  test('is not kept by a page that got through on what its router remembers, but by a person who wants it anyway', async () => {
    const seen: unknown[] = []
    start({ fleeting: async (admin, plan) => (seen.push(admin, plan.title), { code: 'conflict', message: 'no carrier' }) })
    const asker = { ...ROOT, admin: { local: '2001:db8::1', remote: '2001:db8::77' } }
    expect(await path.act(asker, id, 'confirm')).toMatchObject({ ok: false, problem: { message: 'no carrier' } })
    expect([journal.get(id)?.record.state, seen]).toEqual(['waiting', [asker.admin, journal.get(id)?.record.plan.title]])
    expect(await path.act(asker, id, 'keep')).toMatchObject({ ok: true, value: { state: 'done' } })
    expect(await path.act(asker, id, 'confirm')).toMatchObject({ ok: true, value: { state: 'done' } })
  })
  test('is taken back when its time is up, not before, and then cannot be confirmed', async () => {
    clock.now += 59_000
    await path.sweep()
    expect(journal.get(id)?.record.state).toBe('waiting')
    clock.now += 1000
    await path.sweep()
    expect(journal.get(id)?.record).toMatchObject({ state: 'undone', problem: { message: expect.stringContaining('confirmed') } })
    expect(host.before()).toBe(true)
    expect(await path.act(ROOT, id, 'confirm')).toMatchObject({ ok: false, problem: { code: 'conflict', message: expect.stringContaining('taken back') } })
  })
  test('is taken back by anybody who may change the host', async () => {
    expect(await path.act(as('ann', 'operator'), id, 'rollback')).toMatchObject({ ok: true, value: { state: 'undone', problem: { message: expect.stringContaining('ann') } } })
    expect(host.before()).toBe(true)
  })
  test('after a restart of the host: undone without a look, ended by the keeper', async () => {
    start()
    await path.sweep('boot')
    expect(host.before()).toBe(true)
    expect(journal.get(id)?.record.state).toBe('undoing')
    start()
    await path.sweep()
    expect(journal.get(id)?.record.state).toBe('undone')
  })
})

describe('undo', () => {
  let id: string
  beforeEach(async () => {
    id = (await previewed()).id
    await path.act(ROOT, id, 'apply')
    await path.act(ROOT, id, 'confirm')
  })
  test('is not offered when the host is no longer as the change left it', async () => {
    host.rows = () => ({ things: [] })
    expect(await path.act(ROOT, id, 'undo')).toMatchObject({ ok: false, problem: { code: 'conflict' } })
  })
  test('the same change is undone once', async () => {
    const undo = await path.act(ROOT, id, 'undo')
    const undoId = undo.ok ? undo.value.id : ''
    await path.act(ROOT, undoId, 'apply')
    await path.act(ROOT, undoId, 'confirm')
    expect(code(await path.act(ROOT, id, 'undo'))).toBe('conflict')
    expect(path.history(0, 10).records.filter(({ state }) => state !== 'refused').map((one) => [one.id, one.undoes, one.undoneBy]).sort()).toEqual([[id, null, undoId], [undoId, id, null]].sort())
  })
  describe('of a change that was safe', () => {
    const stakes = { cuts: null as string | null, warnings: ['a route goes along'], also: { steps: [], deltas: [] } }
    const asker = { ...ROOT, admin: { local: '2001:db8::1', remote: '2001:db8::77' } }
    const seen: unknown[] = []
    beforeEach(async () => {
      const safe = { ...intent, input: { ...(input as object), risk: 'safe' } }
      host = createFakeHost(must(change.plan(change.input.parse(safe.input), rows, { admin: null, now: NOW })), rows)
      stakes.cuts = null
      seen.length = 0
      start({ atStake: async (admin, of) => (seen.push([admin, of.title]), ok({ ...stakes })) })
      id = must(await path.preview(asker, [safe])).id
      expect(await path.act(asker, id, 'apply')).toMatchObject({ ok: true, value: { state: 'done' } })
    })
    test('waits for a confirmation if the way of who takes it back hangs on it by now', async () => {
      stakes.cuts = 'you come by it'
      const undo = must(await path.act(asker, id, 'undo'))
      expect(undo.plan).toMatchObject({ risk: 'may-disconnect', riskText: 'you come by it', warnings: ['a route goes along'] })
      expect(seen).toEqual([[asker.admin, undo.plan.title]])
      expect(await path.act(asker, undo.id, 'apply')).toMatchObject({ ok: true, value: { state: 'waiting' } })
      expect(life.armed).toEqual([undo.id])
    })
    test('is stale if that came between the preview and the apply', async () => {
      const undo = must(await path.act(asker, id, 'undo'))
      expect(undo.plan.risk).toBe('safe')
      stakes.cuts = 'you come by it'
      const late = await path.act(asker, undo.id, 'apply')
      expect(late).toMatchObject({ ok: false, problem: { code: 'stale_plan' }, fresh: { undoes: id, plan: { risk: 'may-disconnect' } } })
      expect(host.after()).toBe(true)
      expect(await path.act(asker, (late as { fresh: ChangeRecord }).fresh.id, 'apply')).toMatchObject({ ok: true, value: { state: 'waiting' } })
    })
    test('goes through at once if nothing hangs on it', async () => {
      const undo = must(await path.act(asker, id, 'undo'))
      expect(await path.act(asker, undo.id, 'apply')).toMatchObject({ ok: true, value: { state: 'done' } })
    })
  })
  test('what is not done cannot be undone', async () => expect(code(await path.act(ROOT, (await path.preview(ROOT, [{ kind: 'things.flip', input: { name: 'q' } }]).then((r) => (r.ok ? r.value.id : ''))), 'undo'))).toBe('conflict'))
})

describe('work beside changes', () => {
  test('is refused while a change holds the host, and holds one up while it goes on', async () => {
    const seen: string[] = []
    let done = () => {}
    const gate = new Promise<void>((resolve) => (done = resolve))
    const beside = path.whileFree(async () => {
      seen.push('beside')
      await gate
      seen.push('beside ends')
    })
    expect(await path.whileFree(async () => void seen.push('second'))).toBe(false)
    const { id } = await previewed()
    const applied = path.act(ROOT, id, 'apply')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(host.performed).toEqual([])
    const during = path.whileFree(async () => void seen.push('during'))
    done()
    expect(await beside).toBe(true)
    expect(await during).toBe(false)
    expect(code(await applied)).toBe('ok')
    expect(seen).toEqual(['beside', 'beside ends'])
    if (journal.get(id)?.record.state === 'waiting') {
      expect(await path.whileFree(async () => void seen.push('waiting'))).toBe(false)
      await path.act(ROOT, id, 'confirm')
    }
    expect(await path.whileFree(async () => void seen.push('after'))).toBe(true)
    await expect(path.whileFree(async () => Promise.reject(new Error('x')))).rejects.toThrow('x')
    expect(await path.whileFree(async () => undefined)).toBe(true)
  })
})
