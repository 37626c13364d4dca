import { expect, test } from 'vitest'
import host from '../changes-cases-host.json'
import { nameAddress, nameProblem } from './whose'

const ours = { ...host.addresses[1]!, dev: 'eth0', address: '2001:db8:1::20', length: 64 }
const rows = {
  links: [{ name: 'lo' }, { name: 'eth0', network: null }, { name: 'br-0123456789ab', network: { id: 'n1', name: 'web' } }],
  addresses: [
    ours, { ...ours, address: '2001:db8:1::21', flags: ['dadfailed'] }, { ...ours, address: '2001:db8:1::22', flags: ['tentative'] },
    { ...ours, address: '2001:db8:c::80', dev: 'eth0', container: { id: 'c', name: 'db' } }, { ...ours, address: '2001:db8:c::1', dev: 'br-0123456789ab' },
  ],
  routes: [{ family: 6, type: 'unicast', table: 'main', dst: 'default', via: null, dev: 'eth0', nexthops: [] }],
  neighbors: [{ address: '2001:db8:1::66', dev: 'eth0', mac: '02:00:00:00:00:66', state: 'STALE' }, { address: '2001:db8:1::67', dev: 'eth0', mac: null, state: 'FAILED' }],
}

test.each([
  ['2001:db8:1::20', { whose: 'host', dev: 'eth0', note: expect.stringContaining('this host’s') }],
  ['2001:0DB8:1:0::20', { whose: 'host', address: '2001:db8:1::20' }],
  ['2001:db8:1::21', { whose: 'host', flags: ['dadfailed'], note: expect.stringContaining('somebody else') }],
  ['2001:db8:1::22', { whose: 'host', flags: ['tentative'], note: expect.stringContaining('duplicates') }],
  ['2001:db8:c::80', { whose: 'container', container: 'db' }],
  ['2001:db8:1::66', { whose: 'neighbor', mac: '02:00:00:00:00:66' }],
  ['2001:db8:1::67', { whose: 'on-link', dev: 'eth0', prefix: '2001:db8:1::/64' }],
  ['2001:db8:c::5', { whose: 'nobody' }],
  ['2001:db8:99::1', { whose: 'nobody' }],
  ['fe80::1', { whose: 'unusable' }], ['::1', { whose: 'unusable' }], ['::', { whose: 'unusable' }], ['::ffff:192.0.2.1', { whose: 'unusable' }], ['ff02::1', { whose: 'unusable' }], ['nonsense', { whose: 'unusable' }],
])('%s', (address, expected) => expect(nameAddress(address, 60, rows)).toMatchObject({ ttl: 60, ...expected }))

test('a name is of use if one of its AAAA is this host’s or can be', () => {
  const of = (...all: string[]) => nameProblem('web2', all.map((address) => nameAddress(address, 60, rows)))
  expect(of('2001:db8:99::1', '2001:db8:1::67')).toBeNull()
  expect(of('192.0.2.1')).toMatchObject({ code: 'not_found', field: 'name', message: 'web2 has no AAAA record, only 192.0.2.1.' })
  expect(of('2001:db8:99::1')).toMatchObject({ code: 'conflict', field: 'name', message: expect.stringContaining('leads elsewhere') })
})
