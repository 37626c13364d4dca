import { describe, expect, test } from 'vitest'
import type { Link } from '../../links/schema'
import { addressPools, daemonJson, networksOf } from '../../planner/exports'
import { planPrefix } from '../../planner/plan'
import type { RouteRow } from '../../routes/schema'
import { checkConfig } from './check'
import type { ConfigFacts } from './judge'
import { CONFIG_KEYS, flagsOf } from './keys'

const link = (name: string, kind: string) => ({ name, kind }) as Link
const route = (dst: string, dev: string, via: string | null = null) => ({ dst, dev, via, nexthops: [] as RouteRow['nexthops'], type: 'unicast', table: 'main', family: dst.includes(':') || dst === 'default' ? 6 : 4 }) as RouteRow
const HOST: ConfigFacts = {
  api: '1.51', swarm: false, before: {}, flags: flagsOf(['dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock']), flagsFrom: '/usr/lib/systemd/system/docker.service',
  links: [link('eth0', 'ether'), link('docker0', 'bridge'), link('lan0', 'bridge')],
  routes: [route('default', 'eth0', 'fe80::1'), route('2001:db8:23:42::/64', 'eth0'), route('2001:db8:77::/48', 'wg0'), route('192.0.2.0/24', 'eth0'), route('172.17.0.0/16', 'docker0'), route('fe80::/64', 'eth0')],
}
const refusals = (config: Record<string, unknown>, facts: Partial<ConfigFacts> = {}) => checkConfig(config, { ...HOST, ...facts }).filter(({ level }) => level === 'refuse')

test('keys are unique', () => expect(new Set(CONFIG_KEYS.map(({ key }) => key)).size).toBe(CONFIG_KEYS.length))

describe('what the engine would not start with', () => {
  test.each<[string, Record<string, unknown>, Partial<ConfigFacts>?]>([
    ['ipv66', { ipv66: true }], ['foo', { foo: { ipv6: true } }], ['IPv6', { IPv6: true }],
    ['ipv6', { ipv6: 'true' }], ['mtu', { mtu: '1400' }], ['mtu', { mtu: 14.5 }], ['dns', { dns: 'fd00::1' }], ['fixed-cidr-v6', { 'fixed-cidr-v6': ['fd00::/64'] }],
    ['default-address-pools', { 'default-address-pools': { base: 'fd00::/48', size: 64 } }], ['default-address-pools', { 'default-address-pools': [{ base: 'fd00::/48', size: '64' }] }], ['log-opts', { 'log-opts': { 'max-size': 10 } }],
    ['hosts', { hosts: ['fd://'] }], ['containerd', { containerd: '/x' }],
    ['bip6', { bip6: 'fd00::1/64' }, { api: '1.47' }], ['default-network-opts', { 'default-network-opts': {} }, { api: '1.41' }], ['firewall-backend', { 'firewall-backend': 'nftables' }], ['oom-score-adjust', { 'oom-score-adjust': 1 }],
    ['ipv6', { ipv6: true }, { api: '1.41' }], ['ipv6', { ipv6: true }, { api: '1.47' }],
    ['fixed-cidr-v6', { 'fixed-cidr-v6': 'fd00::' }], ['fixed-cidr-v6', { 'fixed-cidr-v6': '10.0.0.0/8' }], ['fixed-cidr-v6', { 'fixed-cidr-v6': 'fe80::/64' }], ['fixed-cidr-v6', { 'fixed-cidr-v6': 'ff02::/64' }],
    ['fixed-cidr-v6', { ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/96' }, { api: '1.47' }], ['fixed-cidr-v6', { ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/81' }, { api: '1.41' }],
    ['fixed-cidr-v6', { 'fixed-cidr-v6': '2001:db8:23:42::/64' }], ['fixed-cidr-v6', { ipv6: true, bip6: 'fd00:1::1/64', 'fixed-cidr-v6': 'fd00:2::/80' }],
    ['bip6', { bip6: 'fd00::/64' }], ['bip', { bip: '10.5.0.0/16' }], ['fixed-cidr', { bip: '10.5.0.1/16', 'fixed-cidr': '10.6.0.0/24' }], ['bip', { bip: '192.0.2.1/24' }],
    ['default-gateway-v6', { 'fixed-cidr-v6': 'fd00::/64', 'default-gateway-v6': 'fd01::1' }], ['default-gateway', { bip: '10.5.0.1/16', 'default-gateway': '10.6.0.1' }], ['default-gateway-v6', { 'default-gateway-v6': 'router' }],
    ['bip', { bridge: 'lan0', bip: '10.5.0.1/16' }], ['bip6', { bridge: 'lan0', bip6: 'fd00::1/64' }], ['bridge', { bridge: 'br77' }], ['bridge', { bridge: 'eth0' }],
    ['default-address-pools', { 'default-address-pools': [{ base: 'fd00::1/48', size: 64 }] }], ['default-address-pools', { 'default-address-pools': [{ base: 'fd00::/64', size: 48 }] }], ['default-address-pools', { 'default-address-pools': [{ base: '10.0.0.0/8', size: 64 }] }],
    ['default-address-pools', { 'default-address-pools': [{ base: 'fd00::/8', size: 64 }] }, { api: '1.41' }], ['default-address-pools', { 'default-address-pools': [{ base: 'fd00::/48', size: 64 }, { base: 'fd00:0:0:1::/64', size: 80 }] }],
    ['default-address-pools', { 'default-address-pools': [{ base: '2001:db8::/32', size: 64 }] }],
    ['default-network-opts', { 'default-network-opts': { bridge: { 'com.docker.network.enable_ipv6': 'yes' } } }], ['default-network-opts', { 'default-network-opts': { bridge: { 'com.docker.network.enable_ipv6': true } } }],
    ['ip6tables', { ip6tables: true }, { api: '1.41' }], ['icc', { icc: false, iptables: false }], ['icc', { icc: false, ip6tables: false, ipv6: true }],
    ['mtu', { mtu: 20 }], ['mtu', { mtu: 70_000 }], ['userland-proxy-path', { 'userland-proxy-path': 'docker-proxy' }], ['dns', { dns: ['fd00::1', 'resolver'] }], ['ip', { ip: 'localhost' }],
    ['host-gateway-ip', { 'host-gateway-ip': 'fd00::1', 'host-gateway-ips': ['fd00::1'] }], ['live-restore', { 'live-restore': true }, { swarm: true }], ['firewall-backend', { 'firewall-backend': 'pf' }, { api: '1.52' }], ['log-level', { 'log-level': 'loud' }],
  ])('%s: %j %j', (key, config, facts = {}) => {
    const found = refusals(config, facts)
    expect(found.map((one) => one.key)).toContain(key)
    expect(found[0]!.message.length).toBeGreaterThan(20)
  })
})

test.each<[Record<string, unknown>, Partial<ConfigFacts>?]>([
  [{}], [{ ipv6: true }], [{ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/64' }], [{ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/64', ip6tables: true, experimental: true }, { api: '1.41' }],
  [{ ipv6: true, bip6: 'fd00::1/64', 'fixed-cidr-v6': 'fd00:0:0:0:1::/80', 'default-gateway-v6': 'fd00::99' }], [{ bip: '172.17.0.1/16', 'fixed-cidr': '172.17.1.0/24', 'default-gateway': '172.17.0.254' }],
  [{ 'default-address-pools': [{ base: '10.200.0.0/16', size: 24 }, { base: 'fd00:5::/48', size: 64 }] }], [{ 'default-network-opts': { bridge: { 'com.docker.network.enable_ipv6': 'true' } } }],
  [{ 'fixed-cidr-v6': '2001:db8:23:42:1::/80', ipv6: true }], [{ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/96' }], [{ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/80' }, { api: '1.47' }], [{ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/96', mtu: 1400 }, { api: '1.47', before: { ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/96' } }], [{ bridge: 'none' }], [{ bridge: 'lan0' }], [{ mtu: null, dns: ['fd00::1', '192.0.2.53'], ip: '::' }], [{ 'made-up': 1 }, { before: { 'made-up': 1 } }], [{ 'made-up': 1 }, { api: '1.53' }],
  [{ 'log-driver': 'json-file', 'log-opts': { 'max-size': '10m' }, labels: ['a=b'], proxies: { 'http-proxy': 'http://x' }, runtimes: {}, features: { buildkit: true } }],
])('%j is right', (config, facts) => expect(refusals(config, facts)).toEqual([]))

test('a mistyped key is told what it may have meant', () => expect(refusals({ 'fixed-cidrv6': 'fd00::/64' })[0]).toMatchObject({ hint: 'Did you mean fixed-cidr-v6?' }))
test('a flag that says the same names itself and its file', () => expect(refusals({ hosts: ['fd://'] })[0]!.message).toContain('--host, from /usr/lib/systemd/system/docker.service'))

describe('address pools and the routes of the host', () => {
  const lan = [...HOST.routes, route('192.168.1.0/24', 'eth0'), route('172.16.0.0/12', 'eth0', '192.168.1.254')]
  const about = (config: Record<string, unknown>, facts: Partial<ConfigFacts> = {}) => checkConfig(config, { ...HOST, routes: lan, ...facts }).filter(({ key }) => key === 'default-address-pools').map(({ level, message }) => `${level}: ${message}`)
  test('what the Planner exports goes with a LAN that lies in one of the engine’s own IPv4 pools', () => {
    const plan = planPrefix({ prefix: '2001:db8:1::/48', situation: 'routed', networks: 3, containers: 50 })
    if (!plan.ok) throw new Error(plan.problem.message)
    for (const config of [daemonJson(networksOf(plan.value), true, true), { 'default-address-pools': addressPools(networksOf(plan.value)) }]) {
      expect(refusals(config, { routes: lan })).toEqual([])
      expect(about(config)).toContain('warn: The pool 192.168.0.0/16 overlaps 192.168.1.0/24, which is on eth0: the engine makes no network out of that part.')
    }
  })
  test('IPv4 behind a router is not left out by every engine, so it is told otherwise', () => {
    expect(about({ 'default-address-pools': [{ base: '172.16.0.0/12', size: 16 }] })).toEqual([expect.stringMatching(/^warn: .*through a router over eth0/)])
  })
  test('IPv6: only a pool that is new is refused', () => {
    const pools = [{ base: '2001:db8::/32', size: 64 }]
    expect(about({ 'default-address-pools': pools })).toEqual([expect.stringMatching(/^refuse: .*2001:db8:23:42::\/64/)])
    expect(refusals({ 'default-address-pools': pools, mtu: 1400 }, { before: { 'default-address-pools': pools } })).toEqual([])
    expect(about({ 'default-address-pools': [...pools, { base: 'fd00:1::/48', size: 64 }] }, { before: { 'default-address-pools': [{ base: 'fd00:1::/48', size: 64 }] } })).toEqual([expect.stringMatching(/^refuse/)])
  })
})
