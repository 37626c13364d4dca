import { expect, test } from 'vitest'
import { alike, fileTexts, kindOf, linesOf } from './delta-view'

test('says what happens to the row', () => {
  expect(kindOf({ before: null, after: {} })).toBe('added')
  expect(kindOf({ before: {}, after: null })).toBe('removed')
  expect(kindOf({ before: {}, after: {} })).toBe('changed')
})

test('of a file the text is what is there or not', () => {
  expect([kindOf({ before: { text: null }, after: { text: 'a' } }), kindOf({ before: { text: 'a' }, after: { text: null } }), kindOf({ before: { text: 'a' }, after: { text: 'b' } })]).toEqual(['added', 'removed', 'changed'])
  expect(fileTexts({ before: { text: 'a', value: '1' }, after: { text: 'b', value: '1' } })).toBeNull()
})

test('names fields for people and marks what stays', () => {
  const lines = linesOf({ match: { key: 'x' }, before: { value: '0', keep: true }, after: { value: '1', keep: true } })
  expect(lines).toEqual([
    { name: 'Value', before: ['0'], after: ['1'], same: false },
    { name: 'Kept across restarts', before: ['yes'], after: ['yes'], same: true },
  ])
})

test('puts each part of a list on its own line and leaves out what says nothing', () => {
  const pools = [{ family: 6, subnet: 'fd00::/64', gateway: 'fd00::1', range: null, aux: {} }, { family: 4, subnet: '172.30.0.0/16', gateway: null, range: null, aux: {} }]
  const [line, ...others] = linesOf({ match: { name: 'web' }, before: null, after: { pools, parent: null } })
  expect(line).toEqual({ name: 'Subnets', before: null, after: ['fd00::/64 · gateway fd00::1', '172.30.0.0/16'], same: false })
  expect(others).toEqual([])
})

test('falls back to what identifies the row', () => {
  expect(linesOf({ match: { dev: 'eth0', hostBinding: '::1' }, before: null, after: {} })).toEqual([
    { name: 'Link', before: null, after: ['eth0'], same: false },
    { name: 'Host binding', before: null, after: ['::1'], same: false },
  ])
})

test('rows that change alike stand together where the first of them was; a few do not', () => {
  const flip = (label: string, from = '0') => ({ resource: 'sysctls', label, match: { key: label }, before: { value: from }, after: { value: '1' } })
  const gone = { resource: 'routes', label: 'r', match: { dst: 'r' }, before: {}, after: null }
  const labels = (...deltas: Parameters<typeof alike>[0][number][]) => alike(deltas).map((group) => group.map(({ label }) => label))
  expect(labels(flip('all'), gone, flip('a'), flip('odd', '2'), flip('b'), flip('c'))).toEqual([['all', 'a', 'b', 'c'], ['r'], ['odd']])
  expect(labels(flip('all'), flip('a'), flip('b'))).toEqual([['all'], ['a'], ['b']])
  expect(labels(gone, gone, gone, gone)).toHaveLength(4)
})
