import { describe, expect, test } from 'vitest'
import type { Rows } from '../../core/change'
import { hostPrefixes, nextFree } from './next-free'
import type { AddressRow } from './schema'

const P = '2001:db8:23:42::/64'
const address = (text: string, more: Partial<AddressRow> = {}): AddressRow => ({
  key: text, family: text.includes(':') ? 6 : 4, address: text, length: 64, peer: null, dev: 'eth0', scope: 'global', kind: 'documentation', flags: [], source: 'static', protocol: null, validUntil: null, preferredUntil: null, uplink: true, network: null, container: null, ...more,
})
const HOST = address('2001:db8:23:42::10')
const free = (rows: Rows, besides: string[] = []) => nextFree(P, { addresses: [HOST], ...rows }, besides)

describe('the next free address', () => {
  test('begins away from where routers and hand-numbered machines are', () => expect(free({})).toBe('2001:db8:23:42::100'))
  test('goes on behind what the host has numbered already', () => expect(free({ addresses: [HOST, address('2001:db8:23:42::201'), address('2001:db8:23:42::205')] })).toBe('2001:db8:23:42::206'))
  test('an address out of a MAC or of chance is no number', () => expect(free({ addresses: [HOST, address('2001:db8:23:42:5054:ff:fe12:3456')] })).toBe('2001:db8:23:42::100'))
  test.each<[string, Rows, string]>([
    ['a neighbor', { neighbors: [{ family: 6, address: '2001:db8:23:42::100', dev: 'eth0', network: null }] }, '101'],
    ['an address of a container', { addresses: [HOST, address('2001:db8:23:42::100', { container: { id: 'c', name: 'web' } })] }, '101'],
    ['gateway and reserved addresses of a network with the very prefix of the link', { networks: [{ name: 'm', pools: [{ family: 6, subnet: P, gateway: '2001:db8:23:42::100', aux: { printer: '2001:db8:23:42::101' }, ignored: false }] }] }, '102'],
    ['what is kept for restarts', { kept: [{ key: 'addresses/eth0/2001:db8:23:42::100/64' }] }, '101'],
    ['what a stopped container asks for', { containers: [{ published: [{ port: '80/tcp', hostIp: '2001:DB8:23:42:0::100', hostPort: '80' }], attachments: [{ fixed6: '2001:db8:23:42::101' }] }] }, '102'],
    ['a proxy entry', { proxies: [{ address: '2001:db8:23:42::100' }] }, '101'],
    ['the next hop of a route', { routes: [{ family: 6, dst: '2001:db8:9::/48', via: '2001:db8:23:42::100', dev: 'eth0', type: 'unicast', table: 'main', from: null, network: null, nexthops: [] }] }, '101'],
  ])('is none that is taken by %s', (_what, rows, next) => expect(free(rows)).toBe(`2001:db8:23:42::${next}`))
  test('jumps over the subnet of a network and its route', () => {
    const rows = { addresses: [HOST], networks: [{ name: 'n', pools: [{ family: 6, subnet: '2001:db8:23:42::/120', gateway: null, aux: {}, ignored: false }, { family: 6, subnet: '2001:db8:23:42::100/121', gateway: null, aux: {}, ignored: false }] }] }
    expect(nextFree(P, rows)).toBe('2001:db8:23:42::180')
  })
  test('is none that another line of the same form takes', () => expect(free({}, ['2001:db8:23:42::100', '2001:db8:23:42::101'])).toBe('2001:db8:23:42::102'))
  test('a small prefix is used from its first address on, never the anycast one, and may be full', () => {
    const at = (n: number) => address(`2001:db8:1::${n}`, { length: 126 })
    expect(nextFree('2001:db8:1::/126', { addresses: [at(1)] })).toBe('2001:db8:1::2')
    expect(nextFree('2001:db8:1::/126', { addresses: [at(1), at(2), at(3)] })).toBeNull()
  })
  test('text that is no IPv6 prefix has none', () => expect([nextFree('nonsense', {}), nextFree('192.0.2.0/24', {})]).toEqual([null, null]))
})

test('prefixes of the host: its own links, the uplink and what stays first', () => {
  const rows = [
    address('fd00::1', { dev: 'eth1', uplink: false }), address('2001:db8:5::7', { source: 'ra', flags: ['dynamic'] }), HOST, address('2001:db8:23:42::77', { flags: ['dynamic'] }),
    address('fe80::1', { scope: 'link' }), address('::1', { scope: 'host', dev: 'lo', length: 128 }), address('2001:db8:7::1', { length: 128 }), address('2001:db8:8::1', { network: { id: 'n', name: 'n' }, dev: 'br-n' }), address('192.0.2.1', { length: 24 }),
  ]
  expect(hostPrefixes(rows)).toEqual([
    { prefix: P, dev: 'eth0', length: 64, passing: false, uplink: true },
    { prefix: '2001:db8:5::/64', dev: 'eth0', length: 64, passing: true, uplink: true },
    { prefix: 'fd00::/64', dev: 'eth1', length: 64, passing: false, uplink: false },
  ])
})
