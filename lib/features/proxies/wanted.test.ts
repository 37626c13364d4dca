import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runningSeats } from '../containers/readings'
import { must } from '../fixtures/lab-engine'
import { ruleKey, type OwnEntry } from './rule-schema'
import { placeOf, proxyWork, wantedEntries, type ProxySight } from './wanted'

const web = { network: 'web', dev: 'eth0' }
const other = { network: 'db', dev: 'eth0' }
const WEB = ruleKey(web)
const entry = (address: string, rule = WEB, dev = 'eth0'): OwnEntry => ({ dev, address, rule })
const sight = (over: Partial<ProxySight>): ProxySight => ({ rules: [web], wanted: [], own: [], kernel: [], frozen: new Set(), takes: () => true, ...over })
const NOTHING = { record: [], add: [], remove: [], forget: [] }

describe('what rules want', () => {
  test('addresses of running containers on the network, each once', () => {
    const line = (State: string, Networks: object) => ({ list: { State, NetworkSettings: { Networks } }, inspect: null })
    const seats = must(runningSeats.parse([
      line('running', { web: { GlobalIPv6Address: '2001:DB8::2' }, db: { GlobalIPv6Address: '2001:db8:1::2' } }),
      line('exited', { web: { GlobalIPv6Address: '2001:db8::3' } }),
      line('running', { web: { GlobalIPv6Address: '' } }),
      line('running', { web: { GlobalIPv6Address: 'fe80::9' } }),
      line('paused', { web: { GlobalIPv6Address: 'fd00::9' } }),
      line('running', { web: { GlobalIPv6Address: '2001:db8::2' } }),
      { list: { State: 'running', NetworkSettings: null }, inspect: { NetworkSettings: { Networks: { db: { GlobalIPv6Address: '2001:db8:1::9' } } } } },
    ]))
    expect(wantedEntries([web], seats)).toEqual([entry('2001:db8::2'), entry('fd00::9')])
    expect(wantedEntries([web, other], seats)).toHaveLength(4)
    expect(wantedEntries([], seats)).toEqual([])
  })
})

describe('what is to be done', () => {
  const x = entry('2001:db8::2')
  test.each<[string, Partial<ProxySight>, object]>([
    ['wanted and nowhere: written down, then added', { wanted: [x] }, { record: [x], add: [x] }],
    ['written down, but a crash came before the touch: added', { wanted: [x], own: [x] }, { add: [x] }],
    ['there and written down', { wanted: [x], own: [x], kernel: [x] }, {}],
    ['there and somebody else’s: left, and never written down', { wanted: [x], kernel: [x] }, {}],
    ['somebody else’s, nobody wants it', { kernel: [x] }, {}],
    ['ours, and the container is gone', { own: [x], kernel: [x] }, { remove: [x] }],
    ['ours, gone already: what comes there later is not ours', { own: [x] }, { forget: [x] }],
    ['the rule is gone', { rules: [], own: [x], kernel: [x] }, { remove: [x] }],
    ['the engine does not answer: nobody is known to be gone', { wanted: null, own: [x], kernel: [x] }, {}],
    ['the engine does not answer, and the rule is gone', { rules: [], wanted: null, own: [x], kernel: [x] }, { remove: [x] }],
    ['another rule wants it now', { rules: [other], wanted: [entry('2001:db8::2', ruleKey(other))], own: [x], kernel: [x] }, { record: [entry('2001:db8::2', ruleKey(other))] }],
    ['the same address on another link is another entry', { wanted: [x], kernel: [entry('2001:db8::2', '', 'eth1')] }, { record: [x], add: [x] }],
    ['a link without IPv6 takes none', { wanted: [x], own: [x], takes: () => false }, { forget: [x] }],
    ['a change works on it', { wanted: [x], own: [entry('2001:db8::3')], kernel: [entry('2001:db8::3')], frozen: new Set(['eth0/2001:db8::2', 'eth0/2001:db8::3']) }, {}],
  ])('%s', (_name, over, work) => expect(proxyWork(sight(over))).toEqual({ ...NOTHING, ...work }))
})

test('from any state, one round ends where it should, a second has nothing to do, and nothing of others’ is touched', () => {
  const address = fc.integer({ min: 1, max: 8 }).map((n) => `2001:db8::${n}`)
  const set = fc.uniqueArray(address)
  fc.assert(
    fc.property(set, set, set, fc.boolean(), (wants, owns, theirs, ruled) => {
      const rules = ruled ? [web] : []
      const wanted = ruled ? wants.map((one) => entry(one)) : []
      // An entry of somebody else's is never one that is written down: who writes down has looked before.
      const own = new Map(owns.filter((one) => !theirs.includes(one)).map((one) => [one, entry(one)]))
      const kernel = new Set([...theirs, ...own.keys()])
      const round = () => {
        const work = proxyWork(sight({ rules, wanted, own: [...own.values()], kernel: [...kernel].map((one) => entry(one)) }))
        for (const one of work.record) own.set(one.address, one)
        for (const one of work.add) kernel.add(one.address)
        for (const one of work.remove) kernel.delete(one.address)
        for (const one of [...work.remove, ...work.forget]) own.delete(one.address)
        return work
      }
      round()
      expect([...kernel].sort()).toEqual([...new Set([...theirs, ...wanted.map((one) => one.address)])].sort())
      expect([...own.keys()].every((one) => !theirs.includes(one))).toBe(true)
      expect(round()).toEqual(NOTHING)
      expect([...own.values()].every((one) => kernel.has(placeOf(one).slice('eth0/'.length)))).toBe(true)
    }),
  )
})
