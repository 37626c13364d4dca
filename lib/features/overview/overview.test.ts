import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../core/resource'
import { ok } from '../../core/result'
import type { AddressFact } from '../addresses/readings'
import type { Container } from '../containers/schema'
import { capabilitiesOf } from '../engine/capabilities'
import type { EngineSetting } from '../engine/schema'
import type { Network, NetworkMember } from '../networks/schema'
import type { ProxyRow } from '../proxies/schema'
import type { RouteFact } from '../routes/readings'
import type { Facts } from './facts'
import { findingsOf } from './findings'
import { overview, overviewOf } from './resource'

const address = (over: Partial<AddressFact> = {}): AddressFact => ({ dev: 'eth0', family: 6, address: '2001:db8:23:42::10', length: 64, peer: null, scope: 'global', flags: [], protocol: null, validUntil: null, preferredUntil: null, ...over })
const route = (over: Partial<RouteFact>): RouteFact => ({ dst: 'default', flags: [], ...over })
const member = (over: Partial<NetworkMember> = {}): NetworkMember => ({ id: 'c1', name: 'web', running: true, ipv4: null, ipv6: '2001:db8:e:1::80', mac: null, ...over })
const network = (over: Partial<Network> = {}): Network => ({
  id: 'n1', name: 'dual', driver: 'bridge', scope: 'local', ipv4: true, ipv6: true, internal: false, attachable: false, ingress: false, created: '', bridge: 'br-1', parent: null,
  gatewayMode4: 'nat', gatewayMode6: 'nat', mtu: null, masquerade: true, icc: true, ipam: { driver: 'default', options: {} }, configFrom: null, configOnly: false, members: [member()], options: {}, labels: {}, project: null,
  pools: [{ family: 6, subnet: '2001:db8:e:1::/64', gateway: '2001:db8:e:1::1', range: null, aux: {}, ignored: false, size: '0', used: 0, free: '0' }], subnets4: [], subnets6: ['2001:db8:e:1::/64'], ...over,
})
const container = (over: Partial<Container> = {}): Container => ({
  id: 'c1', name: 'web', image: 'i', state: 'running', status: 'Up', health: null, error: '', exitCode: null, pid: 7, createdAt: '', startedAt: null, networkMode: 'dual', ports: [], inside: null, project: null, service: null,
  restartPolicy: 'no', labels: {}, published: [], exposed: [], publishAll: false, autoRemove: false, joins: [], links: [],
  attachments: [{ network: { id: 'n1', name: 'dual' }, ipv4: null, ipv4Length: null, ipv6: '2001:db8:e:1::80', ipv6Length: 64, gateway4: null, gateway6: null, mac: null, aliases: [], gwPriority: null, fixed4: null, fixed6: null, inner: 'eth0', veth: 'veth1' }], ...over,
})
const proxy = (over: Partial<ProxyRow>): ProxyRow => ({ key: 'p', address: '2001:db8:23:42::c', dev: 'eth0', protocol: null, container: null, network: null, stale: false, offLink: false, silent: [], answersProbes: true, rule: null, ...over })
const setting = (key: string, value: string): EngineSetting => ({ key, value, from: 'default', pending: false, scope: 'daemon', defaultValue: null, source: null, conflict: null })
const conf = (dev: string, name: string, value: string) => ({ [`net/ipv6/conf/${dev}/${name}`]: value })

/** A host on which nothing is wrong. */
const healthy: Facts = {
  addresses: [address(), address({ dev: 'br-1', address: '2001:db8:e:1::1' })],
  routes6: [route({ gateway: 'fe80::1', dev: 'eth0' }), route({ dst: '2001:db8:23:42::/64', dev: 'eth0' }), route({ dst: '2001:db8:e:1::/64', dev: 'br-1' }), route({ dst: 'fe80::/64', dev: 'eth0' })],
  sysctls: { ...conf('all', 'disable_ipv6', '0'), ...conf('all', 'forwarding', '1'), ...conf('eth0', 'forwarding', '1'), ...conf('eth0', 'accept_ra', '2') },
  uplinks: new Set(['eth0']),
  links: [{ index: 2, name: 'eth0' }, { index: 3, name: 'br-1' }] as Facts['links'],
  neighbors: [],
  proxies: [],
  networks: [network()],
  containers: [container()],
  capabilities: capabilitiesOf({ product: 'docker', version: '28.5.2', apiVersion: '1.51' }),
  settings: [setting('ip6tables', 'true'), setting('allow-direct-routing', 'false')],
  configPending: null,
}
const codes = (over: Partial<Facts>) => findingsOf({ ...healthy, ...over }).map((f) => f.code)
const acceptRa1 = { ...healthy.sysctls, ...conf('eth0', 'accept_ra', '1') }
const ra = address({ flags: ['dynamic', 'mngtmpaddr'] })
const published = [{ proto: 'tcp', port: 80, hostIp: '::', hostPort: 8080 }]
const listening = (...all: [4 | 6, string][]) => ({ addresses: [], defaultRoute6: null, listening: all.map(([family, a]) => ({ proto: 'tcp' as const, family, address: a, port: 80 })) })

test('nothing is wrong on a healthy host', () => expect(codes({})).toEqual([]))

describe('findings', () => {
  const cases: [string, Partial<Facts>, string[]][] = [
    ['kernel without IPv6', { sysctls: {}, addresses: [], routes6: [] }, ['kernel_ipv6_disabled']],
    ['IPv6 switched off', { sysctls: { ...healthy.sysctls, ...conf('all', 'disable_ipv6', '1') } }, ['kernel_ipv6_disabled']],
    ['IPv6 switched off for all and on again for the uplink', { sysctls: { ...healthy.sysctls, ...conf('all', 'disable_ipv6', '1'), ...conf('eth0', 'disable_ipv6', '0') } }, []],
    ['no global address', { addresses: [address({ address: 'fd00::1' }), address({ dev: 'br-1', address: '2001:db8:e:1::1' })] }, ['no_global_address']],
    ['F01: the route is gone, the address is left', { sysctls: acceptRa1, routes6: healthy.routes6.slice(1), addresses: [ra, ...healthy.addresses] }, ['accept_ra_ignored']],
    ['the same with a static address: nobody waits for advertisements, but there is no way out', { sysctls: acceptRa1, routes6: healthy.routes6.slice(1) }, ['no_default_route']],
    ['the same without forwarding: the next advertisement brings the route', { sysctls: { ...acceptRa1, ...conf('eth0', 'forwarding', '0') }, routes6: healthy.routes6.slice(1), addresses: [ra, ...healthy.addresses] }, ['no_default_route']],
    ['a route that nobody prolongs', { sysctls: acceptRa1, routes6: [route({ gateway: 'fe80::1', dev: 'eth0', protocol: 'ra', expiresAt: 5 }), ...healthy.routes6.slice(1)] }, ['ra_route_expiring']],
    ['a route that a network manager prolongs', { sysctls: { ...acceptRa1, ...conf('eth0', 'accept_ra', '0') }, routes6: [route({ gateway: 'fe80::1', dev: 'eth0', protocol: 'ra', expiresAt: 5 }), ...healthy.routes6.slice(1)] }, []],
    ['forwarding off', { sysctls: { ...healthy.sysctls, ...conf('all', 'forwarding', '0') } }, ['forwarding_off']],
    ['forwarding off, and nobody wants it', { sysctls: { ...healthy.sysctls, ...conf('all', 'forwarding', '0') }, networks: [network({ internal: true })] }, []],
    ['a duplicate address on the host', { addresses: [...healthy.addresses, address({ address: '2001:db8::5', flags: ['tentative', 'dadfailed'] })] }, ['dadfailed']],
    ['a duplicate address inside', { containers: [container({ inside: { ...listening(), addresses: [{ dev: 'eth0', address: '2001:db8::5', length: 64, scope: 'global', flags: ['dadfailed'] }] } })] }, ['dadfailed']],
    ['a silent proxy entry', { proxies: [proxy({ silent: ['proxy_ndp_off'] })] }, ['proxy_silent']],
    ['a stale proxy entry; an unknown one is not stale', { proxies: [proxy({ stale: true, silent: ['link_down'] }), proxy({ stale: null })] }, ['proxy_stale']],
    ['a failed bind', { containers: [container({ pid: null, error: 'failed to bind host port for [2001:db8::5]:80: cannot assign requested address' })] }, ['bind_failed']],
    ['a failed bind on a published address: the boot race', { containers: [container({ pid: null, ports: [{ proto: 'tcp', port: 80, hostIp: '2001:db8::5', hostPort: 80 }], error: 'failed to bind host port for [2001:db8::5]:80:[fd00::2]:80/tcp: cannot assign requested address' })] }, ['boot_race']],
    ['another failure', { containers: [container({ pid: null, error: 'exec: "x": executable file not found' })] }, []],
    ['a running container keeps the error of its last start', { containers: [container({ error: 'cannot assign requested address' })] }, []],
    ['an ignored pool', { networks: [network({ ipv6: false, pools: [{ ...network().pools[0]!, ignored: true }] })] }, ['network_pool_ignored']],
    ['a subnet that holds the uplink’s prefix', { networks: [network({ pools: [{ ...network().pools[0]!, subnet: '2001:db8:23::/48', gateway: null }] })] }, ['overlap_host_prefix']],
    ['a subnet out of the uplink’s prefix is NDP proxying', { networks: [network({ pools: [{ ...network().pools[0]!, subnet: '2001:db8:23:42:2::/80', gateway: null }] })] }, []],
    ['a dead bridge takes the packets', { routes6: [...healthy.routes6.slice(0, 2), route({ dst: '2001:db8:e:1::/64', dev: 'dead0', flags: ['linkdown'], metric: 256 }), route({ dst: '2001:db8:e:1::/64', dev: 'br-1', metric: 256 })] }, ['shadowed_route']],
    ['a dead bridge that comes second', { routes6: [...healthy.routes6.slice(0, 2), route({ dst: '2001:db8:e:1::/64', dev: 'br-1', metric: 256 }), route({ dst: '2001:db8:e:1::/64', dev: 'dead0', flags: ['linkdown'], metric: 512 })] }, ['overlap_host_prefix']],
    ['F02', { networks: [network({ gatewayMode6: 'routed', members: [member({ ipv6: '2001:db8:23:42:2::5' })] })] }, ['container_no_ndp_proxy']],
    ['F02 with an entry', { proxies: [proxy({ address: '2001:db8:23:42:2::5' })], networks: [network({ gatewayMode6: 'routed', members: [member({ ipv6: '2001:db8:23:42:2::5' })] })] }, []],
    ['F02 behind NAT: nobody asks for the address', { networks: [network({ members: [member({ ipv6: '2001:db8:23:42:2::5' })] })] }, []],
    ['F02 with a routed prefix', { networks: [network({ gatewayMode6: 'routed' })] }, []],
    ['F40', { containers: [container({ ports: published, inside: listening([4, '0.0.0.0']) })] }, ['ipv4_only_listener']],
    ['a listener for both', { containers: [container({ ports: published, inside: listening([4, '0.0.0.0'], [6, '::']) })] }, []],
    ['nobody listens at all: it may still start', { containers: [container({ ports: published, inside: listening() })] }, []],
    ['published for IPv4 only', { containers: [container({ ports: [{ ...published[0]!, hostIp: '0.0.0.0' }], inside: listening([4, '0.0.0.0']) })] }, []],
    ['F22', { configPending: '/etc/docker/daemon.json' }, ['config_pending']],
    ['F07', { networks: [network({ masquerade: false, members: [] })] }, ['masquerade_off_nat']],
    ['F07 on an engine before 28.2', { capabilities: capabilitiesOf({ product: 'docker', version: '27.5', apiVersion: '1.47' }), networks: [network({ masquerade: false, members: [] })] }, []],
    ['F07 with direct routing allowed', { settings: [setting('allow-direct-routing', 'true')], networks: [network({ masquerade: false, members: [] })] }, []],
    ['no firewall rules by the engine', { settings: [setting('ip6tables', 'false')] }, ['ip6tables_off']],
    ['no firewall rules, no IPv6', { settings: [setting('ip6tables', 'false')], networks: [] }, []],
    ['F11', { addresses: [address()] }, ['bridge_address_missing']],
    ['F11: the bridge is gone as well', { addresses: [address()], links: [] }, []],
    ['nothing is known of the engine', { networks: undefined, containers: undefined, proxies: undefined, settings: undefined, capabilities: undefined, links: undefined }, []],
  ]
  test.each(cases)('%s', (_name, over, expected) => expect(codes(over)).toEqual(expected))

  test('the boot race points to the port, and says whether the address is there now', () => {
    const found = (addresses: Facts['addresses']) => findingsOf({ ...healthy, addresses: [...healthy.addresses, ...addresses], containers: [container({ name: 'web', pid: null, ports: [{ proto: 'tcp', port: 80, hostIp: '2001:db8::5', hostPort: 80 }], error: 'Error starting userland proxy: listen tcp6 [2001:db8::5]:80: bind: cannot assign requested address' })] }).find((f) => f.code === 'boot_race')
    expect(found([])).toMatchObject({ about: { resource: 'ports', key: '[2001:db8::5]:80/tcp web:80' }, title: expect.stringContaining('is not on this host') })
    expect(found([address({ address: '2001:db8::5', flags: ['tentative'] })])?.title).toContain('is not on this host')
    expect(found([address({ address: '2001:db8::5' })])).toMatchObject({ title: expect.stringContaining('is there now'), advice: 'Start it.' })
  })

  test('bad ones come first, and every text is whole', () => {
    const all = findingsOf({ ...healthy, configPending: '/x', proxies: [proxy({ stale: true }), proxy({ silent: ['forwarding_off'] })] })
    expect(all.map((f) => f.severity)).toEqual(['bad', 'attention', 'attention'])
    for (const f of all) expect([f.title, f.why, f.advice].every((t) => t.length > 10 && !t.includes('undefined'))).toBe(true)
  })
})

describe('overview', () => {
  test('a healthy host', () => {
    expect(overviewOf(healthy)).toMatchObject({
      sentence: 'This host has global IPv6 set by hand on eth0; 1 of 1 networks has IPv6.',
      global: [{ address: '2001:db8:23:42::10', dev: 'eth0', source: 'static' }],
      defaultRoute: { via: 'fe80::1', dev: 'eth0', protocol: 'boot', expiresAt: null },
      forwarding: true, kernelIpv6: true, networks: { total: 1, withIpv6: 1 }, containers: { running: 1, withIpv6: 1 },
      path: [{ id: 'internet', state: 'unknown' }, { id: 'router', state: 'good' }, { id: 'uplink', state: 'good' }, { id: 'host', state: 'good' }, { id: 'bridges', state: 'good' }, { id: 'containers', state: 'good' }],
    })
  })
  test('stations take the color of their findings', () => {
    const { path, sentence } = overviewOf({ ...healthy, addresses: [address()], neighbors: [{ family: 6, address: 'fe80::1', dev: 'eth0', mac: null, state: 'FAILED', router: true }] })
    expect(sentence).toBe('This host has global IPv6 set by hand on eth0; 1 of 1 networks has IPv6. One thing is wrong.')
    expect(path.map((hop) => hop.state)).toEqual(['unknown', 'bad', 'good', 'good', 'bad', 'good'])
  })
  test('without a route, without IPv6, without an engine', () => {
    expect(overviewOf({ ...healthy, routes6: [], uplinks: new Set() })).toMatchObject({ sentence: 'This host has a global IPv6 address, but no default route. One thing is wrong.', defaultRoute: null })
    expect(overviewOf({ ...healthy, sysctls: {} })).toMatchObject({ sentence: 'IPv6 is switched off on this host.', kernelIpv6: false, forwarding: null })
    expect(overviewOf({ ...healthy, networks: undefined, containers: undefined }).path.slice(4).map((hop) => hop.state)).toEqual(['unknown', 'unknown'])
  })
  test('the resource needs the kernel only', () => {
    const values: Record<string, unknown> = { addresses: [], routes6: [], sysctls: {} }
    const { rows, problems } = rowsOf(overview, (reading) => (reading.name in values ? ok(values[reading.name]) : { ok: false, problem: { code: 'engine_unreachable', message: 'x' } }))
    expect(rows).toHaveLength(1)
    expect(problems.length).toBeGreaterThan(0)
  })
})
