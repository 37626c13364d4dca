import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { must } from '../fixtures/lab-engine'
import { rules4, rules6 } from './readings'
import { rules } from './resource'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const rowOf = (rule: object) => rules.rows({ rules6: must(rules6.parse(JSON.stringify([rule]))), rules4: [] }, {})[0]!

describe('reading rules', () => {
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => expect(answerTo(rules6, raw)).toBe('unreadable_output'))
  test.each(['', '[]'])('none: %j', (raw) => expect(rules4.parse(raw)).toEqual({ ok: true, value: [] }))
})

test.each(['modern', 'old'] as const)('%s: rules in the order of the kernel', (host) => {
  const rows = rules.rows({ rules6: must(rules6.parse(read(`./fixtures/${host}-6.json`))), rules4: must(rules4.parse(read(`./fixtures/${host}-4.json`))) }, {})
  expect(rows.map((row) => [row.family, row.priority, row.text])).toEqual([
    [6, 0, 'from all lookup local'], [6, 50, 'from all fwmark 0x7 blackhole'], [6, 100, 'from 2001:db8:23:42::/64 fwmark 0x1/0xff lookup 100'], [6, 32766, 'from all lookup main'],
    [4, 0, 'from all lookup local'], [4, 32000, 'from 10.0.0.0/8 unreachable'], [4, 32766, 'from all lookup main'], [4, 32767, 'from all lookup default'],
  ])
  expect(rows[2]).toMatchObject({ from: '2001:db8:23:42::/64', to: null, fwmark: '0x1/0xff', action: 'lookup', table: '100' })
  expect(new Set(rows.map(rules.key)).size).toBe(rows.length)
})

describe('rules in words', () => {
  test.each([
    [{ priority: 70, not: null, src: '2001:db8::', srclen: 64, uid_start: 0, uid_end: 5, ipproto: 'tcp', sport: 5, dport_start: 80, dport_end: 90, goto: 32766 }, 'not from 2001:db8::/64 uidrange 0-5 dport 80-90 ipproto tcp sport 5 goto 32766', 'goto'],
    [{ priority: 60, src: 'all', iif: 'gone', iif_detached: null, table: '200', suppress_prefixlen: 0 }, 'from all iif gone [detached] lookup 200 suppress_prefixlength 0', 'lookup'],
    [{ priority: 61, src: 'all', dst: '2001:db8::1', oif: 'eth0', nop: null }, 'from all to 2001:db8::1 oif eth0 nop', 'nop'],
    // A selector that this dock6 has never heard of must not vanish: the rule would read as one for everything.
    [{ priority: 62, src: 'all', dscp: '0x10', table: 'main' }, 'from all dscp 0x10 lookup main', 'lookup'],
  ])('%j', (rule, words, action) => expect(rowOf(rule)).toMatchObject({ text: words, action }))
})

test('equal rules have different keys', () => {
  const twice = must(rules6.parse('[{"priority":1,"src":"all","table":"main"},{"priority":1,"src":"all","table":"main"}]'))
  expect(new Set(rules.rows({ rules6: twice, rules4: [] }, {}).map(rules.key)).size).toBe(2)
})
