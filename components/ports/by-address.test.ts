import { expect, test } from 'vitest'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import type { SocketRow } from '../../lib/features/sockets/schema'
import { groupByAddress, narrowGroups } from './by-address'
import { linkForAddress } from './link-for-address'

const address = (text: string, more: Partial<AddressRow> = {}): AddressRow => ({
  key: text, family: text.includes(':') ? 6 : 4, address: text, length: 64, peer: null, dev: 'eth0', scope: 'global', kind: 'global', flags: [], source: 'static', protocol: null, validUntil: null, preferredUntil: null, uplink: true, network: null, container: null, ...more,
})
const port = (hostIp: string, hostPort: number, more: Partial<PortRow> = {}): PortRow => ({
  key: `${hostIp} ${hostPort}`, family: hostIp.includes(':') ? 6 : 4, proto: 'tcp', hostIp, hostPort, container: { id: 'a', name: 'web' }, running: true, image: 'i', project: null, containerPort: 80, containerAddress: null, network: null,
  travels: 'dnat', travelsWhy: '', sourceKept: true, exposure: 'address', addresses: [], bridges: 0, reach: 'anywhere', reachWhy: '', holder: null, wider: null, conflicts: [], addressState: 'present', state: 'serving', stateWhy: '', error: '', ...more,
})
const socket = (at: string, number: number, more: Partial<SocketRow> = {}): SocketRow => ({
  key: `${at} ${number}`, family: at.includes(':') ? 6 : 4, alsoIpv4: false, proto: 'tcp', address: at, port: number, dev: null, exposure: 'address', process: { pid: 1, name: 'sshd' }, enginePort: false, container: null, inside: false, ...more,
})

const ADDRESSES = [
  address('2001:db8::10'), address('2001:db8::20'), address('2001:db8::30'), address('fe80::1', { scope: 'link', kind: 'link-local' }), address('::1', { scope: 'host', kind: 'loopback', dev: 'lo' }),
  address('fd00::1', { network: { id: 'n', name: 'n' }, dev: 'br-n' }), address('2001:db8:c::2', { container: { id: 'a', name: 'web' } }),
]

test('what is wrong first, wildcards, what serves, what is free', () => {
  const groups = groupByAddress([port('2001:db8::10', 80), port('::', 8080), port('2001:db8::dead', 80, { addressState: 'missing', running: false })], ADDRESSES, [socket('2001:db8::20', 22)])
  expect(groups.map(({ address: text, missing, free, besides }) => [text, missing, free, besides])).toEqual([
    ['2001:db8::dead', true, false, 1], ['::', false, false, 0], ['2001:db8::10', false, false, 1], ['2001:db8::20', false, false, 1], ['2001:db8::30', false, true, 1],
  ])
})

test('loopback, link-local and bridge addresses only with something on them; sockets of containers do not count', () => {
  const texts = (...args: Parameters<typeof groupByAddress>) => groupByAddress(...args).map((group) => group.address)
  const some = texts([port('::1', 80)], ADDRESSES, [socket('fe80::1', 546), socket('2001:db8:c::2', 80, { inside: true }), socket('fd00::1', 80, { container: { id: 'a', name: 'web' }, enginePort: true })])
  expect(some).toEqual(['::1', 'fe80::1', '2001:db8::10', '2001:db8::20', '2001:db8::30'])
  expect(texts([], ADDRESSES, [])).toEqual(['2001:db8::10', '2001:db8::20', '2001:db8::30'])
})

test('an address that is a duplicate is not free', () => expect(groupByAddress([], [address('2001:db8::10', { flags: ['tentative', 'dadfailed'] })], [])[0]?.free).toBe(false))

test('filter by state, container and port', () => {
  const groups = groupByAddress([port('2001:db8::10', 80)], ADDRESSES, [socket('2001:db8::20', 22)])
  const found = (q: string) => narrowGroups(groups, q).map((group) => group.address)
  expect(found('is:free')).toEqual(['2001:db8::30'])
  expect(found('is:used')).toEqual(['2001:db8::10'])
  expect(found('web 80/tcp')).toEqual(['2001:db8::10'])
  expect(found('sshd')).toEqual(['2001:db8::20'])
  expect(found('nothing')).toEqual([])
})

test('a missing address goes to the link of the narrowest prefix around it, else as /128 to the uplink', () => {
  expect(linkForAddress('2001:db8::99', [...ADDRESSES, address('2001:db8::1', { dev: 'eth1', length: 48 })])).toEqual({ dev: 'eth0', length: 64 })
  expect(linkForAddress('2001:db8:ffff::99', ADDRESSES)).toEqual({ dev: 'eth0', length: 128 })
  expect(linkForAddress('2001:db8:ffff::99', [])).toBeNull()
  expect(linkForAddress('nonsense', ADDRESSES)).toBeNull()
})
