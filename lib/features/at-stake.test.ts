import { expect, test } from 'vitest'
import { emptyPlan, type AdminPath, type Delta, type Fields, type Plan, type Rows } from '../core/change'
import { undoPlan } from '../changes/undo'
import { CHANGES } from '../changes-registry'
import { atStake } from './at-stake'
import host from './changes-cases-host.json'
import { must } from './fixtures/lab-engine'

const HOST = host as Rows
const NOW = 1_700_000_000_000
/** On the other side of eth0's router. */
const FAR = '2001:db8:f00::5'
const by = (local: string, remote = FAR): AdminPath => ({ local, remote })
const delta = (resource: string, match: Fields, before: Fields | null, after: Fields | null): Delta => ({ resource, label: `${resource} ${JSON.stringify(match)}`, match, before, after })
const at = (address: string, dev: string, length = 64) => ({ container: null, dev, address, length })
const judged = (deltas: Delta[], admin: AdminPath, more: Rows = {}, steps: Plan['steps'] = []) => atStake(admin, { ...emptyPlan('x'), deltas, steps }, { ...HOST, ...more }, NOW)
const vlan = { ...(HOST['links'] as object[])[1], name: 'lan.10', kind: 'vlan', index: 30, lower: 'br-aaaaaaaaaaaa', uplink: false }
const onVlan: Rows = { links: [...HOST['links']!, vlan], addresses: [...HOST['addresses']!, { container: null, dev: 'lan.10', address: '2001:db8:10::1', length: 64, family: 6, scope: 'global', kind: 'documentation', flags: [] }] }
const sysctl = (name: string, value: string, dev = 'eth0') => ({ key: `net/ipv6/conf/${dev}/${name}`, name, dev, value })
const withSettings = (...own: ReturnType<typeof sysctl>[]): Rows => ({ sysctls: [...(HOST['sysctls'] as { key: string }[]).filter(({ key }) => !own.some((one) => one.key === key)), ...own] })
const bridge = { name: 'br-0123456789ab' }
const web = { id: 'n1', name: 'web-net', bridge: 'br-0123456789ab', subnets4: [], subnets6: ['2001:db8:c::/64'], pools: [], members: [{ id: 'c1', name: 'web', ipv4: null, ipv6: '2001:db8:c::2' }] }
const steady = { dst: 'default', family: 6, table: 'main', type: 'unicast', via: 'fe80::1', dev: 'eth0', metric: 1024, protocol: 'static', nexthops: [] }

test.each<[string, Delta, AdminPath, Rows?]>([
  ['the address that they reach the host by', delta('addresses', at('2001:db8:1::10', 'eth0'), { family: 6 }, null), by('2001:db8:1::10')],
  ['the only address that puts their own prefix on the link', delta('addresses', at('2001:db8:2::1', 'eth1'), { family: 6 }, null), by('2001:db8:1::10', '2001:db8:2::50')],
  ['a prefix with them inside that comes to another link', delta('addresses', at('2001:db8:f00::1', 'eth1'), null, { family: 6 }), by('2001:db8:1::10')],
  ['the route that answers take', delta('routes', { family: 6, dst: 'default', table: 'main', metric: 1024, via: 'fe80::1', dev: 'eth0' }, { protocol: 'ra' }, null), by('2001:db8:1::10')],
  ['a route that answers would take from then on', delta('routes', { family: 6, dst: '2001:db8:f00::/48', table: 'main', metric: 1024, type: 'unicast', via: '2001:db8:2::9', dev: 'eth1' }, null, { protocol: 'static' }), by('2001:db8:1::10')],
  ['the link that carries them becomes a port', delta('links', { name: 'eth0' }, { master: null }, { master: 'br-aaaaaaaaaaaa' }), by('2001:db8:1::10')],
  ['a port leaves the bridge that carries them', delta('links', { name: 'veth1' }, { master: bridge.name }, { master: null }), by('2001:db8:c::1', '2001:db8:c::2')],
  ['the bridge that carries them', delta('bridges', { name: 'br-aaaaaaaaaaaa' }, { up: true }, null), by('2001:db8:dd::1', '2001:db8:dd::2')],
  ['the bridge on which the VLAN that carries them stands', delta('bridges', { name: 'br-aaaaaaaaaaaa' }, { up: true }, null), by('2001:db8:10::1', '2001:db8:10::2'), onVlan],
  ['no IPv6 on the link', delta('sysctls', { key: 'net/ipv6/conf/eth1/disable_ipv6' }, { value: '0' }, { value: '1' }), by('2001:db8:2::1', '2001:db8:2::50'), withSettings(sysctl('disable_ipv6', '0', 'eth1'))],
  ['no advertisements where the way is advertised', delta('sysctls', { key: 'net/ipv6/conf/eth0/accept_ra' }, { value: '2' }, { value: '0' }), by('2001:db8:1::10'), withSettings(sysctl('accept_ra', '2'), sysctl('forwarding', '1'))],
  ['advertisements that a link which forwards no longer takes', delta('sysctls', { key: 'net/ipv6/conf/eth0/accept_ra' }, { value: '2' }, { value: '1' }), by('2001:db8:1::10'), withSettings(sysctl('accept_ra', '2'), sysctl('forwarding', '1'))],
  ['the network that they come over', delta('networks', { name: 'web-net' }, { driver: 'bridge' }, null), by('2001:db8:c::1', '2001:db8:c::2'), { networks: [web] }],
  ['a network that comes back with them inside', delta('networks', { name: 'old-net' }, null, { driver: 'bridge', subnets4: [], subnets6: ['2001:db8:f00::/64'] }), by('2001:db8:1::10'), { networks: [web] }],
])('%s may break their connection', (_name, one, admin, more) => {
  expect(judged([one], admin, more).cuts).toMatch(/connection may break/)
  expect(judged([one], null, more).cuts, 'nobody is cut off from a job of dock6').toBeNull()
})

test('a step on the link that carries them, whatever the plan says of it', () => {
  const down: Plan['steps'] = [{ title: 'down', do: { type: 'exec', argv: ['ip', 'link', 'set', 'dev', 'eth0', 'down'] }, undo: null }]
  expect(judged([], by('2001:db8:1::10'), {}, down).cuts).toContain('eth0')
  expect(judged([], by('2001:db8:2::1', '2001:db8:2::5'), {}, down).cuts).toBeNull()
})

test.each<[string, Delta, AdminPath, Rows?]>([
  ['another address of the same prefix', delta('addresses', at('2001:db8:1::11', 'eth0'), { family: 6 }, null), by('2001:db8:1::10', '2001:db8:1::50')],
  ['the same address inside a container', delta('addresses', { ...at('2001:db8:1::10', 'eth0'), container: { name: 'web' } }, {}, null), by('2001:db8:1::10')],
  ['a route to elsewhere', delta('routes', { family: 6, dst: '2001:db8:50::/48', table: 'main', metric: 1024, via: '2001:db8:2::9', dev: 'eth1' }, {}, null), by('2001:db8:1::10')],
  ['a default route that counts less', delta('routes', { family: 6, dst: 'default', table: 'main', metric: 2048, type: 'unicast', via: 'fe80::9', dev: 'eth1' }, null, {}), by('2001:db8:1::10')],
  ['another link', delta('links', { name: 'tap0' }, { master: 'br-aaaaaaaaaaaa' }, { master: null }), by('2001:db8:1::10')],
  ['IPv6 on again', delta('sysctls', { key: 'net/ipv6/conf/eth0/disable_ipv6' }, { value: '1' }, { value: '0' }), by('2001:db8:1::10'), withSettings(sysctl('disable_ipv6', '1'))],
  ['no advertisements where somebody wrote the route down', delta('sysctls', { key: 'net/ipv6/conf/eth0/accept_ra' }, { value: '1' }, { value: '0' }), by('2001:db8:1::10'), { routes: [steady] }],
  ['accept_ra back to 1 together with forwarding', delta('sysctls', { key: 'net/ipv6/conf/eth0/accept_ra' }, { value: '2' }, { value: '1' }), by('2001:db8:1::10'), withSettings(sysctl('accept_ra', '2'), sysctl('forwarding', '0'))],
  ['a network that they do not come over', delta('networks', { name: 'web-net' }, {}, null), by('2001:db8:1::10'), { networks: [web] }],
])('%s does not', (_name, one, admin, more) => expect(judged([one], admin, more).cuts).toBeNull())

test('an advertised route that would run out goes with the undo, so that the confirmation is about the host without it', () => {
  const back = delta('sysctls', { key: 'net/ipv6/conf/eth0/accept_ra' }, { value: '2' }, { value: '0' })
  const rows = withSettings(sysctl('accept_ra', '2'), sysctl('forwarding', '1'))
  const { also, warnings } = judged([back], by('2001:db8:1::10'), rows)
  expect(also.steps).toMatchObject([{ do: { argv: expect.arrayContaining(['del', 'default', 'fe80::1']) }, undo: { argv: expect.arrayContaining(['add', 'default', 'fe80::1', 'expires', '1800']) } }])
  expect(warnings.join()).toContain('run out')
  const again = judged([back, ...also.deltas], by('2001:db8:1::10'), rows)
  expect([again.also, again.cuts], 'judged anew it is the same plan').toEqual([{ steps: [], deltas: [] }, expect.stringContaining('default')])
})

test('what came to hang on something is told, if it goes along', () => {
  const source = { ...steady, dst: '2001:db8:77::/48', src: '2001:db8:1::11', key: 'r9' }
  expect(judged([delta('addresses', at('2001:db8:1::11', 'eth0'), {}, null)], null, { routes: [source] }).warnings.join()).toMatch(/2001:db8:1::11 as the source of the route to 2001:db8:77::\/48/)
  expect(judged([delta('bridges', { name: 'br-aaaaaaaaaaaa' }, {}, null)], null).warnings.join()).toContain('2001:db8:dd::1/64')
  expect(judged([delta('bridges', { name: 'br-aaaaaaaaaaaa' }, {}, null)], null, onVlan).warnings.join()).toMatch(/lan\.10.*2001:db8:10::1\/64/)
  expect(judged([delta('bridges', { name: 'br-aaaaaaaaaaaa' }, {}, null), delta('addresses', at('2001:db8:dd::1', 'br-aaaaaaaaaaaa'), {}, null)], null).warnings, 'what the plan itself takes away comes back by it').toEqual([])
})

test('an address that was safe to add is not safe to take away by somebody who came by it since', () => {
  const add = CHANGES.find(({ kind }) => kind === 'addresses.add')!
  const plan = must(add.plan(add.input.parse({ dev: 'eth0', address: '2001:db8:1::99/64' }), HOST, { admin: by('2001:db8:1::10'), now: NOW }))
  expect(plan.risk).toBe('safe')
  const back = undoPlan({ plan } as Parameters<typeof undoPlan>[0])
  const since: Rows = { ...HOST, addresses: [...HOST['addresses']!, { ...at('2001:db8:1::99', 'eth0'), family: 6, scope: 'global' }] }
  expect(atStake(by('2001:db8:1::99'), back, since, NOW).cuts).toContain('2001:db8:1::99')
  expect(atStake(by('2001:db8:1::10'), back, since, NOW).cuts).toBeNull()
})
