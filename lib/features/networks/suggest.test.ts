import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rows } from '../../core/change'
import { contains, formatAddress, overlaps, parsePrefix, type Prefix } from '../../core/ip'
import { must } from '../fixtures/lab-engine'
import modernRows from './fixtures/rows-modern.json'
import { suggestPools, ulaPrefix, type PoolSource } from './suggest'

const modern: Rows = modernRows
const prefix = (text: string): Prefix => must(parsePrefix(text))
const subnets = (source: PoolSource, rows: Rows, count?: number) => suggestPools(source, rows, count).map(({ subnet }) => subnet)

test('the lab’s host: free parts of what it has', () => {
  // The first part holds the low addresses of host and router, ...:2::/80 is the network web.
  expect(subnets({ from: 'prefix', prefix: '2001:db8:23:42::/64', length: 80 }, modern, 3)).toEqual(['2001:db8:23:42:1::/80', '2001:db8:23:42:3::/80', '2001:db8:23:42:4::/80'])
  expect(subnets({ from: 'prefix', prefix: '2001:db8:5::/48', length: 64 }, modern)).toEqual(['2001:db8:5:1::/64'])
  expect(subnets({ from: 'ula', globalId: '0123456789' }, modern)).toEqual(['fd01:2345:6789::/64'])
  expect(subnets({ from: 'ula', globalId: '8765ec7c59' }, modern)).toEqual(['fd87:65ec:7c59:1::/64'])
  expect(subnets({ from: 'engine', family: 4 }, modern)).toEqual(['172.16.0.0/16'])
  expect(subnets({ from: 'private4' }, modern)).toEqual(['172.16.0.0/24'])
})

test('what cannot be is empty', () => {
  expect(ulaPrefix('xyz')).toBeNull()
  for (const source of [{ from: 'ula', globalId: '1' }, { from: 'prefix', prefix: 'x', length: 64 }, { from: 'prefix', prefix: 'fd00::/64', length: 48 }, { from: 'prefix', prefix: 'fd00::/64', length: 128 }] as const) expect(suggestPools(source, modern)).toEqual([])
})

// Everything happens in a small space, so that it is often nearly full.
const base = prefix('2001:db8:aa::/48')
const inBase = fc.record({ at: fc.nat(63), length: fc.integer({ min: 52, max: 64 }) }).map(({ at, length }) => prefix(`${formatAddress(6, base.network | (BigInt(at) << 74n))}/${length}`).text)
const world = fc.record({ pools: fc.array(inBase, { maxLength: 12 }), routes: fc.array(inBase, { maxLength: 12 }), hosts: fc.array(fc.bigInt(0n, (1n << 80n) - 1n), { maxLength: 6 }) })

function rowsOf({ pools, routes, hosts }: { pools: string[]; routes: string[]; hosts: bigint[] }): Rows {
  return {
    networks: pools.map((subnet, i) => ({ name: `n${i}`, ipv6: true, pools: [{ family: 6, subnet, ignored: false }] })),
    routes: [...routes.map((dst) => ({ family: 6, dst, via: null })), { family: 6, dst: 'default', via: 'fe80::1' }, { family: 6, dst: '2001:db8::/32', via: 'fe80::1' }],
    addresses: hosts.map((host) => ({ family: 6, address: formatAddress(6, base.network | host), length: 128, peer: null, container: null })),
  }
}

test('inside, on nobody’s toes, not on each other’s, and the same whatever the order', () => {
  fc.assert(
    fc.property(world, fc.integer({ min: 52, max: 80 }), fc.boolean(), (w, length, skipFirst) => {
      const source: PoolSource = { from: 'prefix', prefix: base.text, length, skipFirst }
      const rows = rowsOf(w)
      const found = subnets(source, rows, 5).map(prefix)
      const taken = [...w.pools, ...w.routes].map(prefix)
      for (const one of found) {
        expect(one.length).toBe(length)
        expect(contains(base, one)).toBe(true)
        expect(taken.filter((other) => overlaps(one, other))).toEqual([])
        for (const host of w.hosts) expect(contains(one, { family: 6, value: base.network | host, text: '' })).toBe(false)
      }
      expect(found.every((a, i) => found.every((b, j) => i === j || !overlaps(a, b)))).toBe(true)
      const turned = Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, list.toReversed()]))
      expect(subnets(source, turned, 5)).toEqual(found.map(({ text }) => text))
    }),
  )
})

test('nothing is overlooked: where it finds none, there is none', () => {
  fc.assert(
    fc.property(world, (w) => {
      const all = Array.from({ length: 64 }, (_, i) => prefix(`${formatAddress(6, base.network | (BigInt(i) << 74n))}/54`))
      const taken = [...w.pools, ...w.routes].map(prefix)
      const free = all.filter((one) => !taken.some((other) => overlaps(one, other)) && !w.hosts.some((host) => contains(one, { family: 6, value: base.network | host, text: '' })))
      expect(subnets({ from: 'prefix', prefix: base.text, length: 54, skipFirst: false }, rowsOf(w), 64)).toEqual(free.map(({ text }) => text))
    }),
  )
})
