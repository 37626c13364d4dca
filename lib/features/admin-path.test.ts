import { describe, expect, test } from 'vitest'
import { parsePrefix } from '../core/ip'
import type { AddressRow } from './addresses/schema'
import { adminWay, isOnWay, leadsToAdmin } from './admin-path'
import { must } from './fixtures/lab-engine'
import type { RouteRow } from './routes/schema'

const address = (text: string, dev: string, container: AddressRow['container'] = null) => ({ address: text, dev, container }) as AddressRow
const route = (dst: string, more: Partial<RouteRow> = {}): RouteRow =>
  ({ key: dst, family: dst.includes('.') ? 4 : 6, dst, from: null, type: 'unicast', table: 'main', via: null, dev: 'eth0', nexthops: [], protocol: 'static', metric: 1024, scope: null, src: null, pref: null, flags: [], mtu: null, metrics: null, carrier: null, expiresAt: null, linkdown: false, network: null, shadowedBy: null, ...more })
const ADDRESSES = [address('2001:db8:1::1', 'eth0'), address('192.0.2.1', 'eth1'), address('2001:db8:1::1', 'eth9', { id: 'c', name: 'web' } as AddressRow['container'])]
const ROUTES = [
  route('default', { via: 'fe80::1', metric: 100 }), route('default', { via: 'fe80::2', dev: 'eth3', metric: 50 }), route('2001:db8:5::/48', { via: '2001:db8:1::9', dev: 'eth2' }),
  route('2001:db8:5:1::/64', { table: '100', dev: 'eth7' }), route('2001:db8:1::/64'), route('192.0.2.0/24', { dev: 'eth1', metric: null }), route('2001:db8:5::7/128', { table: 'local', dev: 'lo', type: 'local' }),
  route('2001:db8:7::/48', { dev: null, nexthops: [{ via: 'fe80::8', dev: 'eth5', weight: 1 }, { via: 'fe80::9', dev: 'eth6', weight: 1 }] }),
]
const way = (local: string, remote: string) => adminWay({ local, remote }, ADDRESSES, ROUTES)

describe('the way of the admin', () => {
  test('nobody is on none', () => {
    const none = adminWay(null, ADDRESSES, ROUTES)
    expect([none.devs.size, none.route, isOnWay(none, '2001:db8:1::1'), leadsToAdmin(none, must(parsePrefix('::/0')))]).toEqual([0, null, false, false])
  })
  test.each([
    ['the longest prefix in table main, and another table that a rule may choose', '2001:db8:1::1', '2001:db8:5:1::2', '2001:db8:5::/48', ['eth0', 'eth2', 'eth7']],
    ['the lower metric of two defaults', '2001:db8:1::1', '3fff::1', 'default', ['eth0', 'eth3']],
    ['on-link', '2001:db8:1::1', '2001:db8:1::5', '2001:db8:1::/64', ['eth0']],
    ['IPv4 as a socket for both families tells it', '::ffff:192.0.2.1', '::ffff:192.0.2.9', '192.0.2.0/24', ['eth1']],
    ['every link of a multipath route', '2001:db8:1::1', '2001:db8:7::1', '2001:db8:7::/48', ['eth0', 'eth5', 'eth6']],
    ['a link-local address names its link', 'fe80::5%eth4', 'fe80::6%eth4', undefined, ['eth4']],
    ['text that is no address', 'somewhere', '', undefined, []],
  ])('%s', (_name, local, remote, dst, devs) => {
    const found = way(local, remote)
    expect([found.route?.dst, [...found.devs].sort()]).toEqual([dst, devs])
  })
  test('the best route of each table, and of each source prefix that holds the address of the host', () => {
    const [second, other, foreign] = [route('default', { via: 'fe80::2', dev: 'eth1', table: '200' }), route('default', { via: 'fe80::3', dev: 'eth2', from: '2001:db8:2::/64' }), route('default', { via: 'fe80::4', dev: 'eth3', from: '2001:db8:3::/64' })]
    const [main, worse] = [route('default', { via: 'fe80::1', metric: 100 }), route('default', { via: 'fe80::9', metric: 200 })]
    const found = adminWay({ local: '2001:db8:2::5', remote: '3fff::1' }, [address('2001:db8:2::5', 'eth1')], [second, other, foreign, worse, main])
    expect([found.route, [...found.routes], [...found.gateways].sort(), [...found.devs].sort()]).toEqual([other, [other, main, second], ['fe80::1', 'fe80::2', 'fe80::3'], ['eth0', 'eth1', 'eth2']])
  })
  test('its addresses', () => {
    const found = way('2001:db8:1::1', '2001:db8:5:1::2')
    expect(['2001:db8:1::1', '2001:db8:5:1::2', '2001:db8:1::9', '2001:db8:1::2'].map((one) => isOnWay(found, one))).toEqual([true, true, true, false])
    expect(['2001:db8:5:1::/64', '2001:db8:1::/64', '2001:db8:2::/64'].map((one) => leadsToAdmin(found, must(parsePrefix(one))))).toEqual([true, true, false])
  })
})
