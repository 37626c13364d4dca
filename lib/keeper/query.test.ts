import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, formatAddress, makePrefix, parseAddress, parsePrefix, sortKey } from '../core/ip'
import { defineResource, type Resource } from '../core/resource'
import { addressKey, select, type Query } from './query'

type Row = { key: string; address: string; dev: string; metric: number | null; container: { name: string } | null }

const resource = defineResource({
  name: 'rows',
  needs: {},
  enriches: {},
  rows: (): Row[] => [],
  key: (row) => row.key,
  search: (row) => `${row.address} ${row.dev} ${row.container?.name ?? ''}`,
  sorts: { address: 'address', dev: 'text', metric: 'number', container: 'text' },
}) as Resource<unknown>

const rows: Row[] = [
  { key: '1', address: '2001:db8::10', dev: 'eth0', metric: 256, container: null },
  { key: '2', address: '2001:db8::9', dev: 'br-1', metric: 1024, container: { name: 'Web1' } },
  { key: '3', address: '192.0.2.7', dev: 'eth0', metric: null, container: null },
  { key: '4', address: '2001:db8:1::/64', dev: 'br-2', metric: 1, container: { name: 'web2' } },
  { key: '5', address: 'default', dev: 'eth0', metric: 3, container: null },
]

const ask = (query: Partial<Query>) => {
  const { rows: found, matched } = select(resource, rows, { q: '', sort: '', offset: 0, limit: 100, key: null, ...query })
  return { keys: found.map((row) => (row as Row).key).join(''), matched }
}

describe('filter', () => {
  test('all words have to occur, upper case or lower', () => expect(ask({ q: 'WEB br-1' }).keys).toBe('2'))
  test('one field is asked with field:word', () => expect(ask({ q: 'dev:eth0' }).keys).toBe('135'))
  test('a reference is asked by its name', () => expect(ask({ q: 'container:web' }).keys).toBe('24'))
  test('an address is found however it is written', () => expect(ask({ q: '2001:0DB8:0::10' }).keys).toBe('1'))
  test('a prefix finds what lies inside', () => expect(ask({ q: '2001:db8::/48' }).keys).toBe('12'))
  test('a prefix finds prefixes inside, itself included', () => expect(ask({ q: '2001:db8::/32' }).keys).toBe('124'))
  test('an IPv4 prefix finds IPv4 only', () => expect(ask({ q: '192.0.2.0/29' }).keys).toBe('3'))
  test('nothing found is an empty page', () => expect(ask({ q: 'nowhere' })).toEqual({ keys: '', matched: 0 }))
})

describe('sort', () => {
  test('addresses by value, IPv4 first, the default route as ::/0', () => expect(ask({ sort: 'address' }).keys).toBe('35214'))
  test('numbers by value, missing ones first, and back', () => {
    expect(ask({ sort: 'metric' }).keys).toBe('34512')
    expect(ask({ sort: '-metric' }).keys).toBe('21543')
  })
  test('an unknown field leaves the order alone', () => expect(ask({ sort: 'constructor' }).keys).toBe('12345'))
})

test('pages cut the found rows', () => expect(ask({ q: 'dev:eth0', offset: 1, limit: 1 })).toEqual({ keys: '3', matched: 3 }))
test('a key finds its row', () => expect(ask({ key: '4' }).keys).toBe('4'))

test('a prefix filter finds exactly what contains() says', () => {
  const v6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })
  fc.assert(
    fc.property(fc.array(fc.tuple(v6, fc.integer({ min: 0, max: 127 })), { minLength: 1, maxLength: 20 }), v6, fc.integer({ min: 0, max: 127 }), (prefixes, at, length) => {
      const outer = makePrefix(6, at, length)
      const all = prefixes.map(([value, inner], i) => ({ key: String(i), address: makePrefix(6, inner >= length ? (value & ((1n << BigInt(128 - length)) - 1n)) | outer.network : value, inner).text, dev: 'x', metric: null, container: null }))
      const found = select(resource, all, { q: outer.text, sort: '', offset: 0, limit: 100, key: null }).rows.map((row) => (row as Row).key)
      const wanted = all.filter((row) => {
        const prefix = parsePrefix(row.address)
        return (prefix.ok && contains(outer, prefix.value)) || row.address.includes(outer.text)
      })
      expect(found).toEqual(wanted.map((row) => row.key))
    }),
  )
})

test('every address is found by its own text', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
      const address = formatAddress(6, value)
      expect(parseAddress(address)).toMatchObject({ ok: true, value: { value } })
      const row = { key: 'x', address, dev: 'y', metric: null, container: null }
      expect(select(resource, [row], { q: address.toUpperCase(), sort: '', offset: 0, limit: 1, key: null }).matched).toBe(1)
    }),
  )
})

describe('the short way to a sort key gives what the general one gives', () => {
  test.each([
    '', '::', '::/0', '::1', '1::', '1::/16', '2001:db8::10', '2001:db8:0:0:0:0:0:1', '2001:db8::/32', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1::3:4:5:6:7:8', 'fe80::1%eth0',
    '::ffff:192.0.2.1', '192.0.2.1', '192.0.2.0/24', '2001:DB8::1', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7', '1::2::3', ':1', '1:', ':::', '::1:', '12345::', 'dead', 'eth0', '2001:db8::/', '2001:db8::/1234', '1/2/3', '::/1/2', '1:2:3:4:5:6:7:8::',
  ])('%s', (text) => expect(addressKey(text)).toBe(sortKey(text)))

  test('any IPv6 address and prefix', () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 128 }), (parts, length) => {
        const text = formatAddress(6, BigInt(`0x${parts.map((part) => part.toString(16).padStart(4, '0')).join('')}`))
        expect(addressKey(text)).toBe(sortKey(text))
        expect(addressKey(`${text}/${length}`)).toBe(sortKey(`${text}/${length}`))
      }),
    )
  })
})
