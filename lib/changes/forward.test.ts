import { expect, test } from 'vitest'
import type { Intent } from '../core/change'
import { openKeeperStore } from '../keeper/store'
import { createJournal } from '../keeper/store-journal'
import { forwardLast } from './forward'
import { addThing, replaceThing } from './test/samples'
import { createWorld, planOf } from './test/world'

const remember = (now: () => number) => createJournal(openKeeperStore(':memory:'), undefined, now)
const CHANGES = [addThing, replaceThing]
const rows = { things: [{ name: 'x', state: 'old' }, { name: 'yy', state: 'old' }] }
const replace = (name: string, risk = 'safe') => ({ kind: 'things.replace', input: { name, risk } })

const world = async (intents: Intent[]) => createWorld({ remember, changes: CHANGES, intents, plan: await planOf(remember, CHANGES, intents, rows), before: rows })

test('a batch passes its point of no return when all of it was verified, and is finished from there whenever it is killed', async () => {
  const { plan } = await world([replace('x'), replace('yy')])
  expect(plan.steps.map(({ title }) => title)).toEqual(['make', 'add 1', 'make', 'add 2', 'remove', 'remove'])
  const states = new Set<string>()
  for (let at = 1, whole = false; !whole; at++) {
    const w = await world([replace('x'), replace('yy')])
    const applied = await w.apply(at)
    whole = applied.whole
    const beyond = w.entry(applied.id).journal[4] !== 'pending'
    await w.recover()
    const { state } = w.entry(applied.id).record
    states.add(state)
    expect(state).toMatch(beyond ? /^done$/ : /^undone$/)
    expect(beyond ? w.host.after() : w.host.before(), `killed at ${at}`).toBe(true)
    expect(new Set(w.host.turns).size, 'nothing was removed that had to be made again').toBe(w.host.turns.length)
  }
  expect(states).toEqual(new Set(['undone', 'done']))
})

test('what a later change of the batch does again stays in its place and is taken back like any other', () => {
  const step = (title: string, word: string) => ({ title, do: { type: 'exec' as const, argv: [word] as [string] }, undo: null, forward: 'there' as const })
  const [one, other, plain] = [step('a', 'x'), step('b', 'y'), { title: 'p', do: { type: 'exec' as const, argv: ['z'] as [string] }, undo: null }]
  const ordered = forwardLast([one, plain, other, one, plain])
  expect(ordered.map(({ title }) => title)).toEqual(['a', 'p', 'p', 'b', 'a'])
  expect(ordered.map(({ forward }) => forward ?? null)).toEqual([null, null, null, 'there', 'there'])
})

test('a change that waits for its confirmation can be taken back whole by time, so nothing of it goes forward', async () => {
  const w = await world([replace('x', 'may-disconnect')])
  const { id, whole } = await w.apply()
  expect([whole, w.entry(id).record.state]).toEqual([true, 'waiting'])
  w.clock.now += 61_000
  await w.recover()
  expect(w.entry(id).record.state).toBe('undone')
  expect(w.host.before()).toBe(true)
})

test('at the start of the host it waits for the keeper, which has the engine that it needs', async () => {
  const whole = await world([replace('x')])
  let points = 0
  for (; !(await (await world([replace('x')])).apply(points + 1)).whole; points++);
  for (let at = points; at > 0; at--) {
    const w = at === points ? whole : await world([replace('x')])
    const { id } = await w.apply(at)
    if (w.entry(id).journal[2] !== 'started') continue
    await w.recover(undefined, 'boot')
    expect(w.entry(id).record.state).toBe('applying')
    await w.recover()
    expect(w.entry(id).record).toMatchObject({ state: 'done', problem: null })
    return
  }
  throw new Error('no moment was found at which the step had begun')
})

test('an effect that is gone when it is finished is taken back after all', async () => {
  for (let at = 1; ; at++) {
    const w = await world([replace('x')])
    const { id, whole } = await w.apply(at)
    if (whole) throw new Error('no moment was found at which the step had begun')
    if (w.entry(id).journal[2] !== 'started') continue
    const real = w.host.rows
    w.host.rows = () => (w.host.after() ? rows : real())
    await w.recover()
    expect(w.entry(id).record).toMatchObject({ state: 'failed', problem: { message: expect.stringContaining('interrupted') } })
    expect(w.host.before()).toBe(true)
    return
  }
})
