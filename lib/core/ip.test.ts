import fc from 'fast-check'
import { Address6 } from 'ip-address'
import { describe, expect, test } from 'vitest'
import { canonicalText, contains, eui64, formatAddress, lastOf, makePrefix, overlaps, parseAddress, parsePrefix, partOf, prefixesBetween, sortKey } from './ip'
import { kindOf } from './address-scope'

const address = (s: string) => {
  const parsed = parseAddress(s)
  if (!parsed.ok) throw new Error(s)
  return parsed.value
}
const prefix = (s: string) => {
  const parsed = parsePrefix(s)
  if (!parsed.ok) throw new Error(s)
  return parsed.value
}
const v6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })

describe('RFC 5952', () => {
  // The examples of sections 1, 2, 4 and 5.
  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:aaaa:bbbb:cccc:dddd:eeee:001', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1'],
    ['2001:db8:aaaa:bbbb:cccc:dddd::1', '2001:db8:aaaa:bbbb:cccc:dddd:0:1'],
    ['2001:db8:0:0:0::1', '2001:db8::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['::', '::'],
    ['::1', '::1'],
  ])('%s is printed as %s', (input, wanted) => expect(address(input).text).toBe(wanted))

  test('printing and reading any address gives it back', () => {
    fc.assert(fc.property(v6, (value) => void expect(address(formatAddress(6, value)).value).toBe(value)))
  })
})

describe('what is no address', () => {
  test.each(['', ' ', '2001:db8:1', '2001:db8::1::2', '1.2.3', '1.2.3.4.5', '172.17.01.1', '256.1.1.1', '2001:db8::g', ':::', '::1%', '::1%a%b', '[::1]', '2001:db8::1/64', '12345::', '0x1::', '::ffff:1.2.3', '1,2', '2001:db8::1 x'])('%j is refused with a sentence', (input) => {
    const parsed = parseAddress(input)
    expect(parsed).toMatchObject({ ok: false, problem: { code: 'bad_input', message: expect.stringMatching(/\S/) } })
  })
  test.each(['2001:db8:1/64', '172.17.01/24', '172.20.01/16', '::/129', '::/-1', '::/064', '::/', '::', '1.2.3.0/33', 'fe80::1%eth0/64'])('%j is no prefix', (input) => expect(parsePrefix(input).ok).toBe(false))
})

test('a zone is kept apart from the address', () => expect(address('fe80::1%eth0')).toMatchObject({ zone: 'eth0', text: 'fe80::1%eth0', value: 0xfe80n << 112n | 1n }))

describe('prefixes', () => {
  const anyPrefix = fc.tuple(v6, fc.integer({ min: 0, max: 128 })).map(([value, length]) => makePrefix(6, value, length))
  test('hold their first and last address, and nothing behind it', () => {
    fc.assert(
      fc.property(anyPrefix, (p) => {
        expect(contains(p, { family: 6, value: p.network, text: '' })).toBe(true)
        expect(contains(p, { family: 6, value: lastOf(p), text: '' })).toBe(true)
        if (lastOf(p) < (1n << 128n) - 1n) expect(contains(p, { family: 6, value: lastOf(p) + 1n, text: '' })).toBe(false)
      }),
    )
  })
  test('overlap is symmetric and means that one contains the other', () => {
    fc.assert(
      fc.property(anyPrefix, anyPrefix, (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a))
        expect(overlaps(a, b)).toBe(!(lastOf(a) < b.network || lastOf(b) < a.network))
      }),
    )
  })
  test('families never meet', () => expect(overlaps(prefix('0.0.0.0/0'), prefix('::/0'))).toBe(false))
  test('host bits make a prefix not canonical', () => expect(prefix('fd00::1/64')).toMatchObject({ canonical: false, text: 'fd00::/64' }))
})

test('sort keys order as the numbers do', () => {
  fc.assert(fc.property(v6, v6, (a, b) => void expect(sortKey(formatAddress(6, a)) < sortKey(formatAddress(6, b))).toBe(a < b)))
})

test('canonicalText leaves alone what is no address', () => {
  expect(canonicalText('default')).toBe('default')
  expect(canonicalText('2001:DB8:0::5/64')).toBe('2001:db8::5/64')
})

test('EUI-64 of RFC 4291 appendix A', () => expect(formatAddress(6, eui64(prefix('2001:db8::/64').network, '34:56:78:9a:bc:de')!)).toBe('2001:db8::3656:78ff:fe9a:bcde'))

test.each([
  ['::', 'unspecified'], ['::1', 'loopback'], ['fe80::1', 'link-local'], ['fd12::1', 'unique-local'], ['ff02::1', 'multicast'], ['2001:db8::1', 'documentation'],
  ['3fff:1::1', 'documentation'], ['2002:ac14::1', '6to4'], ['2001::1', 'teredo'], ['64:ff9b::1', 'nat64'], ['::ffff:192.0.2.1', 'mapped'], ['2a00:1450::1', 'global'],
  ['10.1.1.1', 'private'], ['172.31.0.1', 'private'], ['172.32.0.1', 'global'], ['169.254.1.1', 'link-local'], ['100.64.0.1', 'shared'], ['192.0.2.1', 'documentation'],
])('%s is %s', (input, kind) => expect(kindOf(address(input))).toBe(kind))

test('text of IPv6 is what the package says, with any groups zero', () => {
  const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
  const value = (words: number[]) => words.reduce((sum, word) => (sum << 16n) | BigInt(word), 0n)
  fc.assert(fc.property(groups.map(value).filter((v) => v >> 32n !== 0xffffn), (v) => void expect(formatAddress(6, v)).toBe(Address6.fromBigInt(v).correctForm())), { numRuns: 2000 })
})

test('reads and refuses what the package does', () => {
  const theirs = (s: string) => {
    try {
      return new Address6(s).bigInt()
    } catch {
      return null
    }
  }
  const word = fc.oneof(fc.constantFrom('', '0', '0000', 'g', '12345', 'DB8'), fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16)))
  const likely = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(':'))
  const compressed = fc.tuple(fc.array(word, { maxLength: 7 }), fc.array(word, { maxLength: 7 })).map(([a, b]) => `${a.join(':')}::${b.join(':')}`)
  fc.assert(
    fc.property(fc.oneof(likely, compressed, v6.map((value) => formatAddress(6, value))).filter((s) => s.includes(':')), (s) => {
      const parsed = parseAddress(s)
      expect(parsed.ok ? parsed.value.value : null).toBe(theirs(s))
    }),
    { numRuns: 3000 },
  )
})

describe('parts of a prefix', () => {
  test.each([
    ['2001:db8::/32', 48, 1n, '2001:db8:1::/48'], ['2001:db8:23:42::/64', 80, 1n, '2001:db8:23:42:1::/80'], ['2001:db8::c000/124', 125, 1n, '2001:db8::c008/125'], ['2001:db8::/64', 64, 0n, '2001:db8::/64'], ['10.0.0.0/8', 16, 255n, '10.255.0.0/16'],
  ] as const)('%s, /%d number %s', (outer, length, index, expected) => expect(partOf(prefix(outer), length, index)?.text).toBe(expected))
  test.each([[63, 0n], [129, 0n], [65, 2n], [65, -1n]] as const)('none: /%d number %s of a /64', (length, index) => expect(partOf(prefix('2001:db8::/64'), length, index)).toBeNull())
})

test('the fewest prefixes between two addresses', () => {
  const between = (a: string, b: string) => prefixesBetween(6, address(a).value, address(b).value).map(({ text }) => text)
  expect(between('2001:db8::c000', '2001:db8::c00f')).toEqual(['2001:db8::c000/124'])
  expect(between('2001:db8::1', '2001:db8::6')).toEqual(['2001:db8::1/128', '2001:db8::2/127', '2001:db8::4/127', '2001:db8::6/128'])
  expect(between('::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toEqual(['::/0'])
  fc.assert(fc.property(v6, fc.bigInt(0n, 5000n), (first, more) => {
    const last = first + more > (1n << 128n) - 1n ? (1n << 128n) - 1n : first + more
    const all = prefixesBetween(6, first, last)
    expect(all[0]?.network).toBe(first)
    expect(lastOf(all.at(-1)!)).toBe(last)
    for (const [i, one] of all.entries()) if (i > 0) expect(one.network).toBe(lastOf(all[i - 1]!) + 1n)
  }))
})
