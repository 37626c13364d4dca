import { expect, test } from 'vitest'
import { planPrefix } from '../../lib/features/planner/plan'
import { modern } from '../../lib/features/setup/fixtures/looks'
import { intentsOf } from '../../lib/features/setup/intents'
import type { Look } from '../../lib/features/setup/schema'
import { answersOf, readSetup, testedLook, whyNot, writeSetup } from './setup-values'

const read = (text: string) => readSetup(new URLSearchParams(text))
const look = { uplink: { dev: 'eth0', router: '2001:db8::1' }, prefixes: [{ prefix: '2001:db8::/64', kind: 'global', reach: 'on-link', dev: 'eth0' }] } as Look

test('what is no answer counts as none', () => {
  expect(read('')).toMatchObject({ step: 'look', choice: null, exposure: null, change: null, driver: 'macvlan' })
  expect(read('step=nine&choice=magic&exposure=all&change=../x&driver=tap')).toEqual(read(''))
  expect(read('step=plan&choice=lan&change=ab12cd34&exposure=everything')).toMatchObject({ step: 'plan', choice: 'lan', change: 'ab12cd34', exposure: 'everything' })
})

test('answers of the planner stay, null takes one away, and an emptied router is an answer', () => {
  expect(writeSetup(new URLSearchParams('prefix=2001:db8::/48&change=ab12cd34&name=a'), { step: 'plan', change: null, name: '', router: '' })).toBe('?prefix=2001%3Adb8%3A%3A%2F48&step=plan&router=')
})

test('answers by choice', () => {
  const plan = { prefix: '2001:db8::/64', allocations: [{ role: 'kept', name: 'host', prefix: '2001:db8::/80', gateway: null }, { role: 'network', name: 'web', prefix: '2001:db8:0:0:1::/80', gateway: '2001:db8:0:0:1::1', within: null }] } as Parameters<typeof answersOf>[1]
  expect(answersOf(read('choice=ndp-proxy&exposure=published'), plan, look)).toMatchObject({ networks: [{ name: 'web', subnet: '2001:db8:0:0:1::/80', gateway: '2001:db8:0:0:1::1' }], exposure: 'published', prefix: '2001:db8::/64', defaultBridge: null })
  expect(answersOf(read('choice=own-addresses&addresses=2001:db8::5,+2001:db8::6'), null, look)).toMatchObject({ networks: [], addresses: ['2001:db8::5', '2001:db8::6'] })
  expect(answersOf(read('choice=lan'), plan, look)).toMatchObject({ networks: [{ name: 'lan6', subnet: '2001:db8::/64' }], router: '2001:db8::1', range: null })
  expect(answersOf(read('choice=lan&router='), plan, look).router).toBeNull()
})

test('of several Docker hosts only the networks of this one, once it is said which it is', () => {
  const made = planPrefix({ prefix: '2001:db8:70::/44', situation: 'routed', networks: 2, containers: 50, hosts: 2 })
  if (!made.ok) throw new Error(made.problem.message)
  const of = (search: string) => answersOf(read(`choice=routed&exposure=published${search}`), made.value, look)
  expect(of('&here=host2')).toMatchObject({ here: 'host2', prefix: made.value.allocations.find(({ name }) => name === 'host2')!.prefix, networks: [{ name: 'host2-net1' }, { name: 'host2-net2' }] })
  for (const search of ['', '&here=host3']) {
    expect(of(search)).toMatchObject({ here: '', prefix: null, networks: [] })
    expect(intentsOf('routed', of(search), modern)).toMatchObject({ ok: false, problem: { field: 'here' } })
  }
})

test('steps that have nothing to show yet say so', () => {
  const words = { plan: 'a', preview: 'b', apply: 'c', verify: 'd', done: 'e' }
  expect(whyNot('plan', read(''), words)).toBe('a')
  expect(whyNot('plan', read('choice=lan'), words)).toBeNull()
  expect(whyNot('verify', read('choice=lan'), words)).toBe('d')
  expect(whyNot('done', read('change=ab12cd34'), words)).toBeNull()
})

test('what a test found out counts as seen; nonsense does not', () => {
  expect(testedLook(look, '2001:db8:77::/48 yes').prefixes[0]).toMatchObject({ prefix: '2001:db8:77::/48', reach: 'routed', sure: true })
  for (const tested of ['', '2001:db8:77::/48', '2001:db8:77::/48 maybe', 'nonsense yes', '2001:db8:77::/48 no']) expect(testedLook(look, tested).prefixes).toHaveLength(1)
})
