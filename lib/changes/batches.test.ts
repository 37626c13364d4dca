import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { CHANGES } from '../changes-registry'
import type { Rows } from '../core/change'
import { firstAnswers, intentsOf } from '../features/setup/intents'
import type { Answers, Choice, Look } from '../features/setup/schema'
import { openKeeperStore } from '../keeper/store'
import { createJournal } from '../keeper/store-journal'
import { mismatchAfter, mismatchBefore } from './deltas'
import { ROOT } from './test/fake-host'
import { createWorld, expectWhole, planOf } from './test/world'

const remember = (now: () => number) => createJournal(openKeeperStore(':memory:'), undefined, now)
/** Of a long batch every moment is tried as the first fault, and some as the second. */
const SECONDS = 3
const net = (subnet: string, name = 'web') => ({ name, subnet })

type Wish = { host: 'modern' | 'old'; choice: Choice; answers: Partial<Answers> }
const TWO = [net('2001:db8:23:42:1::/80'), net('2001:db8:23:42:2::/80', 'db')]
const WISHES: Wish[] = [
  { host: 'modern', choice: 'ndp-proxy', answers: { networks: TWO, exposure: 'published' } },
  { host: 'modern', choice: 'routed', answers: { networks: [net('2001:db8:f00::/64')], defaultBridge: '2001:db8:f00:1::/64', exposure: 'everything' } },
  { host: 'modern', choice: 'own-addresses', answers: { addresses: ['2001:db8:23:42::c001', '2001:db8:23:42::c002'] } },
  { host: 'modern', choice: 'lan', answers: { networks: [net('2001:db8:23:42::/64')], exposure: 'everything', range: '2001:db8:23:42:99::/80' } },
  { host: 'old', choice: 'ndp-proxy', answers: { networks: [TWO[0]!], exposure: 'published' } },
  { host: 'old', choice: 'routed', answers: { networks: [net('2001:db8:f00::/64')], exposure: 'everything' } },
  { host: 'old', choice: 'private', answers: { networks: [net('fd12:3456:789a:1::/64')], defaultBridge: 'fd12:3456:789a:2::/64' } },
]
const cases = WISHES.map((wish) => ({ ...wish, name: `${wish.host}: ${wish.choice}` }))

/** One host as the lab's hosts told it (`rows` of all resources that the batch looks at), with its durable store. */
async function world({ host: which, choice, answers }: (typeof cases)[number]) {
  const rows = JSON.parse(readFileSync(join(import.meta.dirname, 'test', `rows-${which}.json`), 'utf8')) as Rows
  const look = rows['setup']![0] as Look
  const batch = intentsOf(choice, { ...firstAnswers(look), ...answers }, look)
  if (!batch.ok) throw new Error(batch.problem.message)
  const { intents } = batch.value
  const plan = await planOf(remember, CHANGES, intents, rows)
  return { ...createWorld({ remember, changes: CHANGES, intents, plan, before: rows }), rows, intents }
}

describe.each(cases.map((one) => [one.name, one] as const))('batch %s', (_name, one) => {
  let points = 0
  let performances = 0
  beforeAll(async () => {
    const w = await world(one)
    const { life } = await w.apply()
    points = life.passed()
    performances = w.host.performed.length
  })

  test('each change is planned on what the ones before it leave, and all of it holds in the end', async () => {
    const { plan, rows, host, intents } = await world(one)
    expect(plan.steps.length).toBeGreaterThanOrEqual(intents.length)
    expect(mismatchBefore(plan.deltas, rows)).toBeNull()
    for (const { do: act } of plan.steps) host.perform(act)
    expect(mismatchAfter(plan.deltas, host.rows())).toBeNull()
    // No step lies about its way back: what is written is what the step before it left.
    expect(plan.steps.every((step) => step.undo !== null || step.do.type === 'daemon')).toBe(true)
  })

  test('applied, confirmed where it has to be, and taken back as one', async () => {
    const w = await world(one)
    const { id, path } = await w.apply()
    if (w.state(id) === 'waiting') expect((await path.act(ROOT, id, 'confirm')).ok).toBe(true)
    expect(w.state(id)).toBe('done')
    expect(w.host.after()).toBe(true)
    const undo = await path.act(ROOT, id, 'undo')
    if (!undo.ok) throw new Error(undo.problem.message)
    await path.act(ROOT, undo.value.id, 'apply')
    if (w.state(undo.value.id) === 'waiting') await path.act(ROOT, undo.value.id, 'confirm')
    expect(w.state(undo.value.id)).toBe('done')
    expect(w.host.before()).toBe(true)
  })

  test('a failure at any step, before or after it took effect: the host is as before', async () => {
    for (let at = 1; at <= performances; at++) {
      for (const how of ['fail', 'fail-after'] as const) {
        const w = await world(one)
        w.host.failing = (count) => (count === at ? how : null)
        const { id } = await w.apply()
        expect(w.state(id), `${how} at ${at}`).toBe('failed')
        expect(w.host.before(), `${how} at ${at}`).toBe(true)
      }
    }
  })

  test('killed at any point, and again at some points of the recovery: wholly there or not at all', async () => {
    const stride = Math.max(1, Math.ceil(points / SECONDS))
    for (let at = 1; at <= points; at++) {
      for (let again = 1 + (at % stride); ; again += stride) {
        const w = await world(one)
        const { id } = await w.apply(at)
        const life = await w.recover(again)
        await w.recover()
        await expectWhole(w, id)
        if (life.passed() < again) break
      }
    }
  })
})

test('an old engine that begins to write IPv6 rules: what it leaves is taken away after it has restarted on the way back', async () => {
  const { plan } = await world(cases.find(({ name }) => name === 'old: private')!)
  const acts = plan.steps.map(({ undo }) => (undo?.type === 'daemon' ? undo.act : null))
  const [away, restart] = [acts.indexOf('rules6-away'), acts.indexOf('restart')]
  // Undo runs from the last step to the first.
  expect(away).toBeGreaterThanOrEqual(0)
  expect(away).toBeLessThan(restart)
  expect(plan.deltas).toContainEqual(expect.objectContaining({ resource: 'firewall', before: null }))
})
