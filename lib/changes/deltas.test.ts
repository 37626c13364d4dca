import { expect, test } from 'vitest'
import type { Delta } from '../core/change'
import { mismatchAfter, mismatchBefore, mismatchEvidence, reversed } from './deltas'

const row = { resource: 'things', match: { name: 'a' } }
const added: Delta = { ...row, label: 'a', before: null, after: { mtu: 1500 } }
const tuned: Delta = { ...row, label: 'a mtu', before: { mtu: 1500 }, after: { mtu: 1400 } }
const absent: Delta = { ...row, match: { name: 'a', flag: 'bad' }, label: 'not bad', before: null, after: null }
const batch = [added, tuned, absent]

test('a batch that touches one row twice: each delta counts on what the ones before it leave', () => {
  expect(mismatchBefore(batch, { things: [] })).toBeNull()
  expect(mismatchAfter(batch, { things: [{ name: 'a', mtu: 1400 }] })).toBeNull()
  expect(mismatchBefore(reversed(batch), { things: [{ name: 'a', mtu: 1400 }] })).toBeNull()
  expect(mismatchAfter(reversed(batch), { things: [] })).toBeNull()
})

test.each([
  ['was there before', 'before', [{ name: 'a', mtu: 1500 }], 'a'],
  ['is half way', 'after', [{ name: 'a', mtu: 1500 }], 'a mtu'],
  ['is not there after', 'after', [], 'a mtu'],
  ['is there in a way that it must not be', 'after', [{ name: 'a', mtu: 1400, flag: 'bad' }], 'not bad'],
] as const)('a row that %s is told', (_name, side, things, label) => {
  expect((side === 'before' ? mismatchBefore : mismatchAfter)(batch, { things })?.delta.label).toBe(label)
})

test('evidence names what was expected and what is there', () => {
  const found = mismatchAfter([tuned], { things: [{ name: 'a', mtu: 9000, secret: 'x' }] })!
  expect(mismatchEvidence(found)).toEqual({ source: 'things', text: 'a mtu is not as expected\nexpected: {"mtu":1400}\nfound: {"name":"a","mtu":9000}' })
})
