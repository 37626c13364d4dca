import { describe, expect, test } from 'vitest'
import { linkFacts } from '../links/readings'
import { must } from '../fixtures/lab-engine'
import { routes6 } from '../routes/readings'
import { SYSCTL_DROP_IN } from '../sysctls/drop-in'
import { partsOf } from './key'
import { kept } from './resource'

const links = must(linkFacts.parse(JSON.stringify([{ ifindex: 2, ifname: 'br0', flags: ['BROADCAST', 'UP'], mtu: 1500, operstate: 'UP', link_type: 'ether' }, { ifindex: 3, ifname: 'eth1', flags: ['BROADCAST'], mtu: 1500, operstate: 'DOWN', link_type: 'ether' }])))
// `ip` leaves the table out where it is main.
const routes = must(routes6.parse(JSON.stringify([{ dst: '2001:db8:9::/48', gateway: 'fe80::1', dev: 'br0', protocol: 'static', metric: 1024, flags: [] }, { dst: 'default', gateway: 'fe80::1', dev: 'br0', table: '100', protocol: 'static', metric: 5, flags: [] }])))
const record = (key: string, dev: string, said: string | null = null) => ({ key, value: { dev, run: [['ip', 'x']] }, by: 'ann', at: 1, triedAt: 2, said })
const rowsOf = (...records: ReturnType<typeof record>[]) => kept.rows({ records }, { links, routes, addresses: [], values: { 'net/ipv6/conf/br0/mtu': '1400' }, files: [{ path: SYSCTL_DROP_IN, text: 'net/ipv6/conf/br0/mtu = 1300\nnet/ipv6/conf/gone0/mtu = 1\n', atStart: true }] })
const stateOf = (key: string, dev: string, said?: string) => {
  const row = rowsOf(record(key, dev, said ?? null)).find((one) => one.key === key)
  return [row?.state, row?.why ?? null]
}

describe('whether the host has what is kept', () => {
  test('a route of the main table, and one of another', () => {
    expect(stateOf('routes/main/2001:db8:9::/48/1024', 'br0')).toEqual(['there', null])
    expect(stateOf('routes/100/default/5', 'br0')).toEqual(['there', null])
    expect(stateOf('routes/main/default/5', 'br0')[0]).toBe('missing')
  })
  test('what is missing says why', () => {
    expect(stateOf('addresses/eth9/::1/128', 'eth9')[1]).toContain('no link eth9')
    expect(stateOf('addresses/eth1/::1/128', 'eth1')[1]).toContain('eth1 is down')
    expect(stateOf('addresses/br0/::1/128', 'br0')[1]).toContain('by hand')
    expect(stateOf('addresses/br0/::1/128', 'br0', 'No route to host')[1]).toContain('No route to host')
  })
  test('a table that could not be read is unknown, not missing', () => expect(stateOf('proxies/br0/::2', 'br0')).toEqual(['unknown', null]))
  test('lines of the drop-in are rows too, with what holds now', () => {
    expect(rowsOf().map(({ key, state }) => [key, state])).toEqual([['sysctls/net/ipv6/conf/br0/mtu', 'missing'], ['sysctls/net/ipv6/conf/gone0/mtu', 'missing']])
    expect(rowsOf()[0]?.why).toContain('1400 now')
    expect(rowsOf()[1]?.why).toContain('no link gone0')
  })
})

test('keys come apart again, whatever stands in them', () => {
  expect(partsOf('routes/100/2001:db8::/32/7')).toMatchObject({ kind: 'routes', table: '100', dst: '2001:db8::/32', metric: '7' })
  expect(partsOf('sysctls/net/ipv6/conf/br.100/mtu')).toMatchObject({ kind: 'sysctls', dev: 'br.100', path: 'net/ipv6/conf/br.100/mtu' })
  expect(partsOf('what/ever').kind).toBe('other')
})
