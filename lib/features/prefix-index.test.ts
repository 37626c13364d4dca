import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, makePrefix, parsePrefix } from '../core/ip'
import { prefixIndex } from './prefix-index'

describe('prefixIndex', () => {
  test('the longest prefix wins, whatever the order', () => {
    const index = prefixIndex([['2001:db8::/32', 'wide'], ['2001:db8:1::/48', 'narrow'], ['2001:db8:1::/64', 'narrowest'], ['10.0.0.0/8', 'four'], ['junk', 'never']])
    expect(['2001:db8:2::1', '2001:db8:1:1::1', '2001:db8:1::1', '10.1.2.3', '::a00:1', 'junk'].map((address) => index.findText(address) ?? null)).toEqual(['wide', 'narrow', 'narrowest', 'four', null, null])
  })
  test('the default prefix holds everything of its family', () => {
    const index = prefixIndex([['::/0', 'all']])
    expect([index.findText('fe80::1'), index.findText('10.0.0.1')]).toEqual(['all', undefined])
  })
  test('it agrees with trying every prefix', () => {
    const prefix = fc.tuple(fc.bigInt(0n, 15n), fc.integer({ min: 0, max: 6 })).map(([bits, length]) => makePrefix(6, bits << 122n, length).text)
    fc.assert(fc.property(fc.array(prefix, { maxLength: 12 }), fc.bigInt(0n, 63n), (prefixes, bits) => {
      const address = { family: 6 as const, value: bits << 122n }
      const holding = prefixes.map((text) => parsePrefix(text)).flatMap((p) => (p.ok ? [p.value] : [])).filter((p) => contains(p, { ...address, text: '' }))
      const longest = holding.sort((a, b) => b.length - a.length)[0]?.text
      expect(prefixIndex(prefixes.map((text) => [text, text] as const)).find(address)).toBe(longest)
    }))
  })
})
