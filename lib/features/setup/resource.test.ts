import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { capabilitiesOf } from '../engine/capabilities'
import type { EngineVersion } from '../engine/readings'
import { addressFacts } from '../addresses/readings'
import { routes6 } from '../routes/readings'
import { rules6 } from '../rules/readings'
import { linkFacts } from '../links/readings'
import { neighborFacts } from '../neighbors/readings'
import { choicesOf } from './choices'
import { modern } from './fixtures/looks'
import { firstAnswers, intentsOf } from './intents'
import { prefixesOf, withTested, type WayFacts } from './look'
import { lookEngine, lookFirewall } from './look-engine'
import { setup } from './resource'
import { routerWords } from './router'
import type { Look } from './schema'
import { uplinkOf } from './uplink'
import type { Reading } from '../../core/reading'
import type { Engine, EngineSetting } from '../engine/schema'
import type { FirewallChain } from '../firewall/schema'

const raw = (feature: string, name: string) => readFileSync(join(import.meta.dirname, '..', feature, 'fixtures', name), 'utf8')
const parsed = <T>(reading: Reading<T>, text: string): T => {
  const result = reading.parse(text)
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
const version = (v: string, apiVersion: string): EngineVersion => ({ product: 'docker', version: v, apiVersion, minApiVersion: null, os: 'linux', kernel: '' })
const SYSCTLS = { 'net/ipv6/conf/all/forwarding': '0', 'net/ipv6/conf/eth0/accept_ra': '1', 'net/ipv6/conf/eth0/proxy_ndp': '0' }

describe.each([['modern', version('28.5.2', '1.51')], ['old', version('20.10.24', '1.41')]] as const)('a lab host as its tools told it: %s', (host, engineVersion) => {
  const facts = { addressFacts: parsed(addressFacts, raw('addresses', `${host}.json`)), routes6: parsed(routes6, raw('routes', `${host}-6.json`)), sysctlValues: SYSCTLS }
  const [look] = setup.rows(facts, { linkFacts: parsed(linkFacts, raw('links', `${host}.json`)), neighborFacts: parsed(neighborFacts, raw('neighbors', `${host}.json`)), engineVersion })
  test('the uplink, its router and its prefixes', () => {
    expect(look!.uplink).toMatchObject({ dev: 'eth0', via: 'fe80::ff', protocol: 'boot', expires: false, mtu: 1500, acceptRa: { value: '1', kept: null } })
    expect(look!.prefixes[0]).toMatchObject({ prefix: '2001:db8:beef::/48', dev: null, reach: 'routed' })
    const onLink = look!.prefixes.find(({ prefix }) => prefix === '2001:db8:23:42::/64')
    expect(onLink).toMatchObject({ dev: 'eth0', source: 'ra', reach: 'on-link', sure: true })
    expect(onLink!.addresses[0]).toMatch(/^2001:db8:23:42::(10|20)$/)
    expect(choicesOf(look!).find(({ fit }) => fit === 'recommended')).toMatchObject({ choice: 'routed' })
  })
})

describe('a host without a default route', () => {
  const seen = (sysctls: Record<string, string>, routes = parsed(routes6, raw('routes', 'modern-6.json')).filter(({ dst }) => dst !== 'default')) =>
    setup.rows({ addressFacts: parsed(addressFacts, raw('addresses', 'modern.json')), routes6: routes, sysctlValues: { ...SYSCTLS, ...sysctls } }, { engineVersion: version('28.5.2', '1.51') })[0]!
  const eth0 = (forwarding: string, accept: string) => seen({ 'net/ipv6/conf/eth0/forwarding': forwarding, 'net/ipv6/conf/eth0/accept_ra': accept })
  const why = (look: Look, choice = 'ndp-proxy') => choicesOf(look).find((one) => one.choice === choice)!
  test('deaf: forwarding was turned on while accept_ra was 1, and the choices say so', () => {
    expect(eth0('1', '1')).toMatchObject({ uplink: null, lost: { deaf: ['eth0'], waiting: [] } })
    for (const choice of ['routed', 'ndp-proxy', 'own-addresses', 'lan']) expect(why(eth0('1', '1'), choice)).toMatchObject({ fit: 'impossible', why: expect.stringContaining('does not hear the router on eth0') })
  })
  test('it hears again and waits for the next advertisement', () => {
    expect(eth0('1', '2').lost).toEqual({ deaf: [], waiting: ['eth0'] })
    expect(eth0('0', '1').lost).toEqual({ deaf: [], waiting: ['eth0'] })
    expect(why(eth0('1', '2'))).toMatchObject({ fit: 'impossible', why: expect.stringContaining('next advertisement') })
  })
  test('a daemon that takes advertisements is left alone, and a host that has its route lost none', () => {
    expect(eth0('1', '0').lost).toEqual({ deaf: [], waiting: [] })
    expect(seen({ 'net/ipv6/conf/eth0/forwarding': '1' }, parsed(routes6, raw('routes', 'modern-6.json'))).lost).toEqual({ deaf: [], waiting: [] })
  })
})

describe('prefixes', () => {
  const address = (address: string, over = {}) => ({ dev: 'eth0', family: 6 as const, address, length: 64, peer: null, scope: 'global', flags: [], protocol: null, validUntil: null, preferredUntil: null, ...over })
  const facts = (over: Partial<WayFacts>): WayFacts => ({ addresses: [address('2001:db8:1::5')], routes6: [{ dst: 'default', gateway: 'fe80::1', dev: 'eth0', flags: [] }], sysctls: {}, keptText: null, neighbors: [], links: new Map(), rules6: undefined, bridges: new Set(), ...over })
  const seen = (over: Partial<WayFacts>) => { const all = facts(over); return prefixesOf(uplinkOf(all), all) }
  test('set by hand behind a link-local router: nobody can see whether it is routed', () => expect(seen({})).toMatchObject([{ reach: 'on-link', sure: false, source: 'static' }]))
  test('the router is in it: on-link', () => expect(seen({ routes6: [{ dst: 'default', gateway: '2001:db8:1::1', dev: 'eth0', flags: [] }] })).toMatchObject([{ sure: true }]))
  const router = { dst: 'default', gateway: 'fe80::1', dev: 'eth0', flags: [] }
  const held = address('2001:db8:1::5', { length: 128, flags: ['dynamic', 'noprefixroute'], validUntil: 5 })
  const link = address('fe80::5054:ff:fed6:10', { scope: 'link' })
  test('an address by DHCPv6 has no prefix of its own', () => expect(seen({ addresses: [held] })).toEqual([]))
  test.each([['a daemon', { protocol: 'ra', expiresAt: 9 }], ['the kernel', { protocol: 'kernel', expiresAt: 9 }]])('what a router advertised beside an address by DHCPv6 is on-link, as %s wrote it down', (_who, over) => {
    const others = { dst: '2001:db8:0::/64', dev: 'eth0', flags: [], ...over }
    expect(seen({ addresses: [link, held], routes6: [router, others, { ...others, dst: '2001:db8:1::/64' }] })).toMatchObject([
      { prefix: '2001:db8:1::/64', dev: 'eth0', source: 'ra', expires: true, reach: 'on-link', sure: true, addresses: ['2001:db8:1::5'] }, { prefix: '2001:db8::/64', addresses: [] },
    ])
  })
  test('a route without a router that somebody wrote: only a test shows it; the one that comes with an address says nothing more', () => {
    const route = (dst: string, over = {}) => ({ dst, dev: 'eth0', protocol: 'static', flags: [], ...over })
    expect(seen({ addresses: [held], routes6: [router, route('2001:db8:1::/64')] })).toMatchObject([{ prefix: '2001:db8:1::/64', source: 'static', sure: false }])
    expect(seen({ routes6: [router, route('2001:db8:1::/64', { protocol: 'kernel' })] })).toMatchObject([{ source: 'static', sure: false, why: expect.stringContaining('set by hand') }])
    expect(seen({ addresses: [held], routes6: [router, route('2001:db8:7::/64', { gateway: 'fe80::2' }), route('2001:db8:8::/64', { dev: 'eth1' }), route('2001:db8:9::/64', { table: 'local' }), route('2001:db8:1::6/128'), route('fe80::/64')] })).toEqual([])
  })
  test('a router whose address lies elsewhere says nothing about the prefix', () => expect(seen({ routes6: [{ ...router, gateway: '2001:db8:99::1' }] })).toMatchObject([{ sure: false }]))
  test('by which address the router reaches this host: a lasting global one, one that ends, a unique local one, the link-local one', () => {
    const via = (...addresses: WayFacts['addresses']) => { const all = facts({ addresses }); return routerWords('routed', { networks: [{ subnet: '2001:db8:f00::/64' }], held: null }, { uplink: uplinkOf(all) } as Look) }
    const local = address('fd00::5')
    expect(via(link, local, held)?.via).toBe('2001:db8:1::5')
    expect(via(link, local, held, address('2001:db8:1::6'))?.via).toBe('2001:db8:1::6')
    expect(via(link, local)?.via).toBe('fd00::5')
    expect(via(link)!.ways.map(({ lines }) => lines[0])).toEqual(expect.arrayContaining(['ip -6 route add 2001:db8:f00::/64 via fe80::5054:ff:fed6:10 dev LAN', '/ipv6 route add dst-address=2001:db8:f00::/64 gateway=fe80::5054:ff:fed6:10%LAN']))
    expect(via(address('2001:db8:1::7', { flags: ['temporary'] }))).toBeNull()
  })
  test('a delegated prefix is held by a route that refuses; a host route or ::/0 that refuses is none', () => {
    const refuses = (dst: string) => ({ dst, type: 'unreachable', flags: [] })
    expect(seen({ routes6: [...facts({}).routes6, refuses('2001:db8:f00::/56'), refuses('2001:db8:2::7/128'), refuses('::/0'), refuses('fd00:1::/48')] })[0]).toMatchObject({ prefix: '2001:db8:f00::/56', reach: 'routed', sure: true })
    expect(seen({ routes6: [refuses('2001:db8:f00::/56')] })).toHaveLength(1)
  })
  test('addresses for privacy and duplicates are no addresses to be reached at', () => {
    const all = [address('2001:db8:1::7', { flags: ['temporary'] }), address('2001:db8:1::8', { flags: ['mngtmpaddr', 'dynamic'], validUntil: 5 }), address('2001:db8:1::5')]
    expect(seen({ addresses: all })[0]).toMatchObject({ addresses: ['2001:db8:1::5', '2001:db8:1::8'], source: 'ra' })
  })
  test('a router’s address that others reach too, by its MAC address', () => {
    const near = (a: string, mac: string, router = true) => ({ family: 6 as const, address: a, dev: 'eth0', mac, state: 'STALE', router })
    expect(uplinkOf(facts({ neighbors: [near('fe80::1', 'm1'), near('2001:db8:1::9', 'm2'), near('2001:db8:1::1', 'm1')] }))!.router).toBe('2001:db8:1::1')
    expect(uplinkOf(facts({ neighbors: [near('fe80::1', 'm1'), near('2001:db8:1::9', 'm2')] }))!.router).toBeNull()
  })
})

describe('an uplink with two ends', () => {
  const wg0 = { mtu: 1420, flags: ['POINTOPOINT', 'NOARP', 'UP', 'LOWER_UP'] }
  const sit = { mtu: 1480, flags: ['NOARP', 'UP', 'LOWER_UP'] }
  const ppp = { mtu: 1492, flags: ['POINTOPOINT', 'MULTICAST', 'NOARP', 'UP', 'LOWER_UP'] }
  const address = (dev: string, over = {}) => ({ dev, family: 6 as const, address: '2001:db8:1::2', length: 64, peer: null, scope: 'global', flags: [], protocol: null, validUntil: null, preferredUntil: null, ...over })
  const route = (dst: string, dev: string, over = {}) => ({ dst, dev, flags: [], ...over })
  const seen = (dev: string, link: typeof wg0, over: Partial<WayFacts> = {}) => {
    const facts: WayFacts = { addresses: [address(dev)], routes6: [route('2001:db8:1::/64', dev, { protocol: 'kernel' }), route('default', dev)], sysctls: {}, keptText: null, neighbors: [], links: new Map([[dev, link]]), rules6: undefined, bridges: new Set(), ...over }
    const uplink = uplinkOf(facts)
    return { ...modern, uplink, prefixes: prefixesOf(uplink, facts) }
  }
  const fits = (look: Look) => Object.fromEntries(choicesOf(look).map(({ choice, fit }) => [choice, fit]))
  test.each([
    ['WireGuard', seen('wg0', wg0)],
    ['6in4', seen('he-ipv6', sit)],
    ['PPP, on which the other end advertises', seen('ppp0', ppp, { addresses: [address('ppp0', { protocol: 'kernel_ra' })], routes6: [route('2001:db8:1::/64', 'ppp0', { protocol: 'kernel', expiresAt: 9 }), route('default', 'ppp0', { gateway: 'fe80::1', protocol: 'ra', expiresAt: 9 })] })],
  ])('%s: nobody asks there for addresses, a test tells whether the prefix is routed', (_name, look) => {
    expect(look.uplink).toMatchObject({ pointToPoint: true })
    expect(look.prefixes).toMatchObject([{ prefix: '2001:db8:1::/64', reach: 'on-link', sure: false, why: expect.stringContaining('two ends') }])
    expect(fits(look)).toMatchObject({ routed: 'possible', 'ndp-proxy': 'impossible', private: 'recommended', 'own-addresses': 'possible', lan: 'impossible' })
    const answers = { ...firstAnswers(look), networks: [{ name: 'web', subnet: '2001:db8:1:0:1::/80' }], exposure: 'published' as const }
    const tested = withTested(look, '2001:db8:1::/64', true)
    expect(fits(tested)).toMatchObject({ routed: 'recommended', 'ndp-proxy': 'impossible' })
    expect(intentsOf('routed', answers, tested).ok).toBe(true)
    const refused = withTested(look, '2001:db8:1::/64', false)
    expect(refused.prefixes).toMatchObject([{ reach: 'on-link', sure: false, why: expect.stringContaining('does not send') }])
    expect(fits(refused)).toMatchObject({ routed: 'possible', 'ndp-proxy': 'impossible', private: 'recommended' })
  })
  test('a route into the tunnel is no prefix of this host', () => expect(seen('wg0', wg0, { routes6: [route('fd00:5::/48', 'wg0'), route('2001:db8:9::/48', 'wg0'), route('default', 'wg0')] }).prefixes).toHaveLength(1))
})

describe('the default route by the rules', () => {
  // As wg-quick with AllowedIPs ::/0 leaves them.
  const rules = parsed(rules6, '[{"priority":0,"src":"all","table":"local"},{"priority":32764,"src":"all","table":"main","suppress_prefixlen":0},{"priority":32765,"not":null,"src":"all","fwmark":"0xca6c","table":"51820"},{"priority":32766,"src":"all","table":"main"}]')
  const tunnel = { dst: 'default', dev: 'wg0', table: '51820', metric: 1024, flags: [] }
  const lan = { dst: 'default', dev: 'eth0', gateway: 'fe80::1', protocol: 'ra', flags: [] }
  const dev = (routes: WayFacts['routes6'], given: WayFacts['rules6'] | null = rules) => uplinkOf({ addresses: [], routes6: routes, sysctls: {}, keptText: null, neighbors: [], links: new Map(), rules6: given ?? undefined, bridges: new Set() })?.dev ?? null
  test('a table of its own, with and without a default route in table main', () => {
    expect(dev([tunnel])).toBe('wg0')
    expect(dev([lan, tunnel])).toBe('wg0')
    expect(dev([lan])).toBe('eth0')
  })
  test('rules for some packets only say nothing about the others', () => {
    const plain = rules.filter(({ priority }) => priority === 0 || priority === 32766)
    const rule = (over: object) => [{ priority: 100, src: 'all', table: '51820', ...over }, ...plain]
    for (const over of [{ fwmark: '0x1' }, { iif: 'eth1' }, { src: 'fd00::', srclen: 8 }, { uid_start: 1000, uid_end: 1000 }, { not: null }]) expect(dev([lan, tunnel], rule(over))).toBe('eth0')
    expect(dev([lan, tunnel], rule({}))).toBe('wg0')
    expect(dev([lan], [{ priority: 100, src: 'all', action: 'unreachable' }, ...plain])).toBeNull()
  })
  test('rules that could not be read, or a table that no rule names', () => {
    expect(dev([lan, tunnel], null)).toBe('eth0')
    expect(dev([tunnel], null)).toBeNull()
  })
})

describe('engine and firewall', () => {
  const engine = (apiVersion: string, over: Partial<Engine> = {}) => ({ product: 'docker', version: 'v', apiVersion, capabilities: capabilitiesOf(version('v', apiVersion)), configPath: '/etc/docker/daemon.json', configText: null, commandLine: ['/usr/bin/dockerd'], unit: 'docker.service', unitWords: null, running: 2, ...over }) as Engine
  const setting = (key: string, value: string, from = 'default') => ({ key, value, from, source: null }) as EngineSetting
  test('what IPv6 rules need, by version', () => {
    expect(lookEngine(engine('1.51'), [setting('ip6tables', 'true')], [])).toMatchObject({ ip6tables: true, ip6tablesNeeds: [], fixed: null })
    expect(lookEngine(engine('1.41'), [setting('ip6tables', 'false'), setting('experimental', 'false')], [])).toMatchObject({ ip6tables: false, ip6tablesNeeds: ['ip6tables', 'experimental'] })
    expect(lookEngine(engine('1.41'), [setting('ip6tables', 'false'), setting('experimental', 'true')], []).ip6tablesNeeds).toEqual(['ip6tables'])
  })
  test('Podman has no settings of this kind, and no userland proxy', () => {
    const podman = { product: 'podman' as const, version: '5.4.2', apiVersion: '1.41' }
    const row = engine('1.41', { ...podman, capabilities: capabilitiesOf(podman), configPath: '', unit: null, running: 0 })
    expect(lookEngine(row, [], [])).toMatchObject({ product: 'podman', ip6tables: true, ip6tablesNeeds: [], userlandProxy: false, capabilities: { gatewayModes: expect.any(String), natUnprotected: expect.any(String) } })
    expect(lookEngine(engine('1.51'), [setting('userland-proxy', 'true')], []).userlandProxy).toBe(true)
    expect(lookEngine(engine('1.51'), [setting('userland-proxy', 'false')], []).userlandProxy).toBe(false)
  })
  test('settings that cannot be changed from here say why', () => {
    expect(lookEngine(engine('1.41', { unit: null }), [], []).fixed).not.toBeNull()
    expect(lookEngine(engine('1.51', { rootless: true }), [setting('ip6tables', 'true')], [])).toMatchObject({ rootless: true, fixed: expect.stringContaining('rootless') })
    expect(lookEngine(engine('1.51'), [setting('ip6tables', 'false', 'flag')], []).fixed).toContain('ip6tables')
  })
  const chain = (name: string, over: Partial<FirewallChain> = {}): FirewallChain => ({ key: name, backend: 'iptables-nft', family: 'ip6', table: 'filter', chain: name, hook: null, priority: null, policy: null, packets: null, bytes: null, engine: false, calledFrom: [], rules: [], fingerprint: '', ...over })
  test('who manages the firewall', () => {
    expect(lookFirewall([chain('FORWARD', { hook: 'forward', policy: 'DROP' }), chain('ufw6-before-forward')])).toEqual({ manager: 'ufw', backend: 'iptables-nft', forwardDrops: true, engineRules6: false, foreign: [] })
    expect(lookFirewall([chain('filter_FORWARD', { backend: 'nft', family: 'inet', table: 'firewalld', hook: 'forward', policy: 'accept' })]).manager).toBe('firewalld')
    expect(lookFirewall([chain('FORWARD', { hook: 'forward', policy: 'ACCEPT' }), chain('DOCKER', { engine: true })])).toMatchObject({ manager: 'iptables', forwardDrops: false, engineRules6: true })
    expect(lookFirewall([])).toMatchObject({ manager: 'none', forwardDrops: false })
    expect(lookFirewall(undefined).forwardDrops).toBeNull()
  })
})
