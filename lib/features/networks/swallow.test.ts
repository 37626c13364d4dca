import { describe, expect, test } from 'vitest'
import type { AdminPath, Change, Rows } from '../../core/change'
import { must } from '../fixtures/lab-engine'
import { networkChanges } from './changes'
import modernRows from './fixtures/rows-modern.json'

const modern: Rows = modernRows
const V4: AdminPath = { local: '192.0.2.10', remote: '10.0.5.7' }
const V6: AdminPath = { local: '2001:db8:23:42::10', remote: '2001:db8:23:42:5::50' }
const seen = (address: string, more: object = {}) => ({ key: address, family: address.includes(':') ? 6 : 4, address, dev: 'eth0', mac: '02:00:00:00:00:50', state: 'STALE', router: false, container: null, network: null, ...more })

function planned(kind: string, input: object, admin: AdminPath, rows: Rows = modern) {
  const change = networkChanges.find((one) => one.kind === kind) as Change<unknown>
  return must(change.plan(change.input.parse(input), rows, { admin, now: 0 }))
}
const create = (subnet: string, admin: AdminPath, more: object = {}, rows?: Rows) => planned('networks.create', { name: 'new', ipv6: subnet.includes(':'), ipv4: !subnet.includes(':'), pools: [{ subnet }], ...more }, admin, rows)

describe('a new network in which the person who makes it is', () => {
  test.each<[string, string, AdminPath]>([
    ['IPv4 behind the default route', '10.0.5.0/24', V4],
    ['IPv4 as a socket for both families tells it', '10.0.5.0/24', { local: '::ffff:192.0.2.10', remote: '::ffff:10.0.5.7' }],
    ['a part of the link’s own prefix', '2001:db8:23:42:5::/80', V6],
    ['behind a route', '2001:db8:1a::/80', { local: '2001:db8:23:42::10', remote: '2001:db8:1a::100' }],
  ])('%s: may cut them off', (_name, subnet, admin) => {
    expect(create(subnet, admin)).toMatchObject({ risk: 'may-disconnect', riskText: expect.stringContaining(subnet) })
    expect(create(subnet, null).risk).toBe('safe')
  })
  test.each<[string, string, AdminPath, object?]>([
    ['elsewhere', '10.0.6.0/24', V4],
    ['no bridge on the host', '2001:db8:23:42:5::/80', V6, { driver: 'macvlan', parent: 'eth0' }],
  ])('%s: safe', (_name, subnet, admin, more) => expect(create(subnet, admin, more).risk).toBe('safe'))
  test('made anew with other subnets: the same', () => {
    const changes = { pools: [{ subnet: '10.0.5.0/24' }, { subnet: '2001:db8:23:42:2::/80' }] }
    expect(planned('networks.recreate', { name: 'web', changes }, V4)).toMatchObject({ risk: 'may-disconnect', riskText: expect.stringMatching(/web1.*10\.0\.5\.0\/24/) })
    expect(planned('networks.recreate', { name: 'web', changes }, { ...V4, remote: '10.0.6.7' }).risk).toBe('disrupts')
  })
})

test('machines that were seen inside are named', () => {
  const rows = { ...modern, neighbors: [seen('2001:db8:23:42:5::50'), seen('2001:db8:23:42:6::1'), seen('2001:db8:23:42:5::51', { state: 'FAILED' }), seen('2001:db8:23:42:5::52', { mac: null }), seen('10.0.5.9')] }
  const { warnings } = create('2001:db8:23:42:5::/80', null, {}, rows)
  expect(warnings.filter((line) => line.includes('would be looked for'))).toEqual([expect.stringMatching(/: 2001:db8:23:42:5::50 \(eth0\)\.$/)])
  expect(create('10.0.5.0/24', null, {}, rows).warnings.join()).toContain('10.0.5.9 (eth0)')
})
