import { expect, test } from 'vitest'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { hostPrefixes, randomGlobalId } from './pool-sources'

const row = (address: string, length: number, more: Partial<AddressRow> = {}): AddressRow =>
  ({ family: 6, address, length, dev: 'eth0', scope: 'global', uplink: true, network: null, container: null, ...more }) as AddressRow

test('prefixes of the host itself, those of the uplink first', () => {
  const rows = [row('fd00:1::1', 48, { uplink: false }), row('2001:db8:1::10', 48), row('2001:db8:1::11', 48), row('2001:db8:2::1', 64), row('fe80::1', 64, { scope: 'link' }), row('2001:db8:3::1', 64, { network: { id: 'x', name: 'x' } }), row('2001:db8:4::1', 128)]
  expect(hostPrefixes(rows).map(({ prefix, whole, source }) => [prefix, whole, source.length])).toEqual([['2001:db8:1::/48', true, 64], ['2001:db8:2::/64', false, 80], ['fd00:1::/48', true, 64]])
})

test('a global id has 40 bits', () => expect(randomGlobalId()).toMatch(/^[\da-f]{10}$/))
