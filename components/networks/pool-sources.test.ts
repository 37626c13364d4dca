import { expect, test } from 'vitest'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { RouteRow } from '../../lib/features/routes/schema'
import { hostPrefixes, randomGlobalId } from './pool-sources'

const row = (address: string, length: number, more: Partial<AddressRow> = {}): AddressRow =>
  ({ family: 6, address, length, dev: 'eth0', scope: 'global', uplink: true, network: null, container: null, ...more }) as AddressRow

test('prefixes of the host itself, those of the uplink first', () => {
  const rows = [row('fd00:1::1', 48, { uplink: false }), row('2001:db8:1::10', 48), row('2001:db8:1::11', 48), row('2001:db8:2::1', 64), row('fe80::1', 64, { scope: 'link' }), row('2001:db8:3::1', 64, { network: { id: 'x', name: 'x' } }), row('2001:db8:4::1', 128)]
  expect(hostPrefixes(rows, []).map(({ prefix, whole, source }) => [prefix, whole, source.length])).toEqual([['2001:db8:1::/48', true, 64], ['2001:db8:2::/64', false, 80], ['fd00:1::/48', true, 64]])
})

const route = (dst: string, more: Partial<RouteRow> = {}): RouteRow =>
  ({ family: 6, dst, type: 'unicast', table: 'main', via: null, dev: 'eth0', nexthops: [], protocol: 'ra', network: null, ...more }) as RouteRow

test('a host with a single address: what is advertised as on-link, then what is delegated to it', () => {
  const rows = [row('2001:db8:1:2::10', 128)]
  const routes = [
    route('2001:db8:1200::/56', { type: 'unreachable', dev: 'lo', protocol: 'dhcp' }),
    route('2001:db8:1:2::/64'),
    route('2001:db8:1:3::/64', { protocol: 'kernel' }),
    // Nobody's to give away: ways to others, networks of the engine, single addresses, what is no prefix of a host.
    route('2001:db8:6::/48', { via: 'fe80::1' }), route('2001:db8:7::/48', { protocol: 'static', dev: 'wg0' }), route('2001:db8:8::/64', { protocol: 'kernel', network: { id: 'x', name: 'x' } }),
    route('2001:db8:1:2::10/128', { protocol: 'kernel' }), route('2000::/3', { type: 'unreachable' }), route('fe80::/64', { protocol: 'kernel' }), route('default', { type: 'unreachable' }), route('2001:db8:9::/64', { table: 'local' }),
  ]
  expect(hostPrefixes(rows, routes).map(({ prefix, whole, source }) => [prefix, whole, source.length])).toEqual([['2001:db8:1:2::/64', false, 80], ['2001:db8:1:3::/64', false, 80], ['2001:db8:1200::/56', true, 64]])
  expect(hostPrefixes([row('2001:db8:1:2::11', 64)], routes).map(({ prefix }) => prefix)).toEqual(['2001:db8:1:2::/64', '2001:db8:1:3::/64', '2001:db8:1200::/56'])
})

test('a global id has 40 bits', () => expect(randomGlobalId()).toMatch(/^[\da-f]{10}$/))
