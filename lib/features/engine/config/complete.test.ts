import { expect, test } from 'vitest'
import { complete, completionAt } from './complete'
import { lintConfig } from './lint'

/** The caret is where | stands. */
const at = (marked: string, api = '1.51') => completionAt(marked.replace('|', ''), marked.indexOf('|'), api)

test.each([
  ['{\n  "fix|', ['fixed-cidr-v6', 'fixed-cidr']], ['{"debug": true, "bip|"}', ['bip6', 'bip']], ['{"ipv|6": true}', ['ipv6']],
  ['{"bip": "10.0.0.1/8", "bi|"}', ['bip6']],
])('%j', (marked, keys) => expect(at(marked)?.keys.map(({ key }) => key).slice(0, 2)).toEqual(keys))
test.each(['{"a": "fix|"}', '{"a": {"fix|', '{"log-opts": ["fix|', '|', '{"a": tr|', '{"a"|'])('nothing in %j', (marked) => expect(at(marked)).toBeNull())
test('only what this engine knows', () => {
  expect(at('{"bip|', '1.41')?.keys.map(({ key }) => key)).toEqual(['bip'])
  expect(at('{|')?.keys).toHaveLength(8)
})
test('written with a value to begin with, or into the name that has one', () => {
  const begin = at('{"fixed-cidr-v|}')!
  expect(complete('{"fixed-cidr-v}', begin, begin.keys[0]!)).toEqual({ text: '{"fixed-cidr-v6": ""}', caret: 19 })
  const there = at('{"ip|v": true}')!
  expect(complete('{"ipv": true}', there, there.keys.find(({ key }) => key === 'ipv6')!).text).toBe('{"ipv6": true}')
})

const facts = { api: '1.51', swarm: false, before: {}, flags: [], flagsFrom: null, links: null, routes: [] }
test('lint tells lines', () => {
  expect(lintConfig('{\n  "ipv66": true,\n  "mtu": 1000\n}', facts)).toMatchObject([{ line: 2, level: 'refuse', hint: 'Did you mean ipv6?' }, { line: 3, level: 'warn' }])
  expect(lintConfig('{\n  "mtu": 1000,\n}', facts)).toMatchObject([{ line: 2, level: 'refuse' }])
  expect(lintConfig('{\n "mtu": 1,\n "mtu": 1500\n}', facts)).toMatchObject([{ line: 3 }])
  expect(lintConfig('[]', facts)).toMatchObject([{ line: 1 }])
  expect(lintConfig('', facts)).toHaveLength(1)
  expect(lintConfig('{"ipv6": true, "bridge": "unseen"}', facts)).toEqual([])
})
