import { expect, test } from 'vitest'
import type { PortRow } from '../ports/schema'
import type { SocketRow } from '../sockets/schema'
import { hostService, servingAt, servingOn } from './serving'

const row = (over: Partial<PortRow>): PortRow => ({
  wider: null,
  key: 'k', family: 6, proto: 'tcp', hostIp: '::', hostPort: 8080, container: { id: 'c1', name: 'web' }, running: true, image: '', project: null, containerPort: 80, containerAddress: '2001:db8:1::2',
  network: { id: 'n', name: 'net1' }, travels: 'dnat', travelsWhy: '', sourceKept: true, exposure: 'all', addresses: [{ address: 'fe80::1', dev: 'eth0' }, { address: '2001:db8::10', dev: 'eth0' }], bridges: 0,
  reach: 'anywhere', reachWhy: '', holder: null, conflicts: [], addressState: 'all', state: 'serving', stateWhy: '', error: '', ...over,
})
const network = { name: 'net1', members: [{ id: 'c1', name: 'web', running: true, ipv4: null, ipv6: '2001:db8:1::2/80', mac: null }] }
const inside = { address: '2001:db8:1::2', port: 80 }

test('translated: clients use an address of the host that is reached from elsewhere; routed: the container’s own', () => {
  expect(servingOn(network, [row({})])).toEqual([{ container: 'web', inside, outside: { address: '2001:db8::10', port: 8080 } }])
  expect(servingOn(network, [row({ hostIp: '2001:db8::77' })])[0]!.outside).toEqual({ address: '2001:db8::77', port: 8080 })
  expect(servingOn(network, [row({ travels: 'direct', hostPort: null })])).toEqual([{ container: 'web', inside, outside: inside }])
})

test.each<[string, Partial<PortRow>]>([
  ['IPv4', { family: 4 }], ['UDP', { proto: 'udp' }], ['stopped', { running: false }], ['on this host alone', { hostIp: '::1', exposure: 'loopback' }], ['on another network', { network: { id: 'm', name: 'net2' } }], ['not carried', { travels: 'none' }],
])('what is not tried: %s', (_name, over) => expect(servingOn(network, [row(over)])).toEqual([]))

test('each port of a container once, at most three', () => {
  expect(servingOn(network, [row({}), row({ hostIp: '2001:db8::77' })])).toHaveLength(1)
  expect(servingOn(network, [1, 2, 3, 4].map((containerPort) => row({ containerPort })))).toHaveLength(3)
})

test('on an address of the host: what is published there and on all', () => {
  expect(servingAt('2001:db8::77', [row({}), row({ hostIp: '2001:db8::77', hostPort: 80 }), row({ hostIp: '2001:db8::78' }), row({ hostPort: null })])).toEqual([
    { container: 'web', inside: null, outside: { address: '2001:db8::77', port: 8080 } }, { container: 'web', inside: null, outside: { address: '2001:db8::77', port: 80 } },
  ])
})

test('a service of the host: not the engine’s ports, not a container’s, the lowest', () => {
  const socket = (over: Partial<SocketRow>): SocketRow => ({ key: '', family: 6, alsoIpv4: true, proto: 'tcp', address: '::', port: 8666, dev: null, exposure: 'all', process: null, enginePort: false, container: null, inside: false, ...over })
  const all = [socket({}), socket({ port: 22, address: '2001:db8::10', exposure: 'address' }), socket({ port: 1, enginePort: true }), socket({ port: 2, inside: true }), socket({ port: 3, address: '::1', exposure: 'loopback' }), socket({ port: 4, family: 4 })]
  expect(hostService(all, '2001:db8::10')).toEqual({ address: '2001:db8::10', port: 22 })
  expect(hostService(all, '2001:db8::11')).toEqual({ address: '2001:db8::11', port: 8666 })
  expect(hostService([], '2001:db8::10')).toBeNull()
})
