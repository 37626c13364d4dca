import { describe, expect, test } from 'vitest'
import { choicesOf, exposuresOf } from './choices'
import { modern, old, onLink, podman, routed } from './fixtures/looks'
import { firstAnswers, intentsOf } from './intents'
import { withTested } from './look'
import { routerWords } from './router'
import type { Answers, Choice, Look } from './schema'

const fits = (look: Look) => Object.fromEntries(choicesOf(look).map(({ choice, fit }) => [choice, fit]))
const net = (subnet: string, name = 'web') => ({ name, subnet })
const given = (over: Partial<Answers>, look = modern): Answers => ({ ...firstAnswers(look), ...over })
const batch = (choice: Choice, answers: Answers, look: Look) => {
  const result = intentsOf(choice, answers, look)
  if (!result.ok) throw new Error(`${result.problem.field}: ${result.problem.message}`)
  return result.value
}
const ULA = 'fd12:3456:789a:1::/64'

describe('which way fits', () => {
  const noUplink: Look = { ...modern, uplink: null, prefixes: [] }
  const cases: [string, Look, Partial<Record<Choice, string>>][] = [
    ['an on-link /64 and nothing else', modern, { routed: 'possible', 'ndp-proxy': 'recommended', private: 'possible', 'own-addresses': 'possible', lan: 'possible' }],
    ['a routed prefix besides', { ...modern, prefixes: [routed, onLink] }, { routed: 'recommended', 'ndp-proxy': 'possible' }],
    ['only unique local addresses', { ...modern, prefixes: [{ ...onLink, prefix: 'fd00:1::/64', kind: 'unique-local' }] }, { routed: 'possible', 'ndp-proxy': 'impossible', private: 'recommended', 'own-addresses': 'impossible', lan: 'impossible' }],
    ['no default route', noUplink, { routed: 'impossible', 'ndp-proxy': 'impossible', private: 'recommended', 'own-addresses': 'impossible', lan: 'impossible' }],
    ['an engine whose settings cannot be changed', { ...old, engine: { ...old.engine!, fixed: 'no unit' } }, { private: 'impossible', 'ndp-proxy': 'recommended' }],
    ['no engine', { ...modern, engine: null }, { routed: 'impossible', 'ndp-proxy': 'impossible', private: 'impossible', 'own-addresses': 'impossible', lan: 'impossible' }],
    ['a rootless engine', { ...modern, prefixes: [routed, onLink], engine: { ...modern.engine!, rootless: true, fixed: 'rootless' } }, { routed: 'impossible', 'ndp-proxy': 'impossible', private: 'impossible', 'own-addresses': 'possible', lan: 'impossible' }],
    ['a wireless uplink', { ...modern, uplink: { ...modern.uplink!, dev: 'wlan0' }, prefixes: [{ ...onLink, dev: 'wlan0' }] }, { lan: 'impossible', 'ndp-proxy': 'recommended' }],
  ]
  test.each(cases)('%s', (_name, look, wanted) => {
    expect(fits(look)).toMatchObject(wanted)
    expect(choicesOf(look).every(({ why }) => why !== '')).toBe(true)
    expect(choicesOf(look).filter(({ fit }) => fit === 'recommended').length).toBeLessThanOrEqual(1)
  })
  test('what it needs besides is told, and only where it is not so yet', () => {
    const needs = (look: Look) => choicesOf(look).find(({ choice }) => choice === 'ndp-proxy')!.needs.length
    expect(needs(modern)).toBe(3)
    expect(needs({ ...modern, uplink: { ...modern.uplink!, acceptRa: { value: '2', kept: '2' } }, forwarding: { value: '1', kept: '1' } })).toBe(1)
  })
})

describe('what a check found out', () => {
  const unsure: Look = { ...modern, prefixes: [{ ...onLink, source: 'static', sure: false }] }
  test('routed: that way is recommended, with the prefix that it was tried with', () => {
    expect(fits(withTested(unsure, onLink.prefix, true))).toMatchObject({ routed: 'recommended', 'ndp-proxy': 'impossible' })
    expect(fits(withTested(modern, '2001:db8:f00::/56', true))).toMatchObject({ routed: 'recommended', 'ndp-proxy': 'possible' })
    expect(intentsOf('routed', given({ networks: [net('2001:db8:23:42:1::/80')], exposure: 'published' }), withTested(unsure, onLink.prefix, true)).ok).toBe(true)
  })
  test('not routed: on-link for certain, and no prefix out of nothing', () => {
    expect(withTested(unsure, onLink.prefix, false).prefixes).toMatchObject([{ reach: 'on-link', sure: true }])
    expect(withTested(modern, '2001:db8:f00::/56', false)).toBe(modern)
  })
})

describe('exposure is an answer', () => {
  test.each(['routed', 'ndp-proxy', 'lan'] as const)('%s without one is refused', (choice) => {
    expect(intentsOf(choice, given({ networks: [net('2001:db8:23:42:1::/80')] }), modern)).toMatchObject({ ok: false, problem: { field: 'exposure' } })
  })
  const can = (choice: Choice, look: Look) => exposuresOf(choice, look).map(({ possible }) => possible)
  test('by engine', () => {
    expect(can('routed', modern)).toEqual([true, true])
    expect(can('routed', old)).toEqual([true, true])
    expect(can('routed', { ...old, engine: { ...old.engine!, ip6tables: true, ip6tablesNeeds: [] } })).toEqual([true, false])
    expect(can('routed', { ...old, firewall: { ...old.firewall, forwardDrops: true, manager: 'ufw' } })).toEqual([true, false])
    expect(can('lan', modern)).toEqual([false, true])
  })
  test('Podman lets everything in that nobody else drops, and cannot do otherwise', () => {
    for (const choice of ['routed', 'ndp-proxy'] as const) expect(can(choice, podman)).toEqual([false, true])
    expect(can('routed', { ...podman, firewall: { ...podman.firewall, forwardDrops: true, manager: 'ufw' } })).toEqual([false, false])
    expect(exposuresOf('routed', podman).map(({ why }) => why)).toEqual([expect.stringContaining('drops nothing'), expect.stringContaining('from the host’s address')])
    const look: Look = { ...podman, prefixes: [routed, onLink] }
    const answers = given({ networks: [net('2001:db8:f00:1::/64')] }, look)
    expect(batch('routed', { ...answers, exposure: 'everything' }, look).intents.at(-1)).toEqual({ kind: 'networks.create', input: { name: 'web', ipv6: true, pools: [{ subnet: '2001:db8:f00:1::/64' }] } })
    expect(intentsOf('routed', { ...answers, exposure: 'published' }, look)).toMatchObject({ ok: false, problem: { field: 'exposure' } })
    expect(choicesOf(podman).find(({ choice }) => choice === 'own-addresses')!.why).toContain('Podman has no userland proxy')
  })
})

describe('what the answers come to', () => {
  const kinds = (choice: Choice, answers: Answers, look: Look) => batch(choice, answers, look).intents.map(({ kind, input }) => { const one = input as { path?: string; name?: string; network?: string }; return `${kind} ${one.path ?? one.name ?? one.network ?? ''}`.trim() })

  test('NDP proxy: advertisements are heard before forwarding is on, the network is there before the rule', () => {
    const two = [net('2001:db8:23:42:1::/80'), net('2001:db8:23:42:2::/80', 'db')]
    expect(kinds('ndp-proxy', given({ networks: two, exposure: 'published' }), modern)).toEqual([
      'sysctls.set net/ipv6/conf/eth0/accept_ra', 'sysctls.set net/ipv6/conf/all/forwarding', 'networks.create web', 'networks.create db', 'proxies.rule-add web', 'proxies.rule-add db',
    ])
    expect(batch('ndp-proxy', given({ networks: two, exposure: 'published' }), modern).from).toEqual(['', '', 'networks.0', 'networks.1', 'networks.0', 'networks.1'])
  })
  test('gateway modes say the exposure where the engine has them', () => {
    const mode = (look: Look, exposure: 'published' | 'everything') => (batch('routed', given({ networks: [net('2001:db8:f00::/64')], exposure }), look).intents.at(-1)!.input as { gatewayMode6?: string }).gatewayMode6
    expect([mode(modern, 'published'), mode(modern, 'everything'), mode(old, 'published')]).toEqual(['routed', 'nat-unprotected', undefined])
  })
  test('an old engine gets its IPv6 rules first', () => {
    const expected = ['sysctls.set net/ipv6/conf/eth0/accept_ra', 'sysctls.set net/ipv6/conf/all/forwarding', 'engine.configure', 'networks.create web']
    expect(kinds('private', given({ networks: [net(ULA)] }), old)).toEqual(expected)
    expect(batch('private', given({ networks: [net(ULA)] }), old).intents[2]).toMatchObject({ input: { set: { ip6tables: true, experimental: true } } })
    expect(kinds('routed', given({ networks: [net('2001:db8:f00::/64')], exposure: 'published' }), old)).toEqual(expected)
    expect(kinds('routed', given({ networks: [net('2001:db8:f00::/64')], exposure: 'everything' }), old)).not.toContain('engine.configure')
  })
  test('what holds and is kept is left out; what only holds is kept', () => {
    const held = (kept: string | null): Look => ({ ...modern, forwarding: { value: '1', kept: '1' }, uplink: { ...modern.uplink!, acceptRa: { value: '2', kept } } })
    const answers = given({ networks: [net(ULA)] })
    expect(kinds('private', answers, held('2'))).toEqual(['networks.create web'])
    expect(kinds('private', answers, held(null))).toEqual(['sysctls.set net/ipv6/conf/eth0/accept_ra', 'networks.create web'])
  })
  test('no advertisements, or a daemon that hears them: accept_ra is left alone', () => {
    const still: Look = { ...modern, uplink: { ...modern.uplink!, protocol: 'static' }, prefixes: [{ ...onLink, source: 'static' }] }
    const daemon: Look = { ...modern, uplink: { ...modern.uplink!, acceptRa: { value: '0', kept: null } } }
    for (const look of [still, daemon]) expect(kinds('private', given({ networks: [net(ULA)] }), look)[0]).toContain('forwarding')
  })
  test('a routed prefix is discarded as a whole before networks take their parts, where all of it is this host’s', () => {
    const added = (prefix: string | null, look: Look = modern, subnets = ['2001:db8:f00::/64', '2001:db8:f00:1::/64']) => batch('routed', given({ networks: subnets.map((subnet, n) => net(subnet, `net${n}`)), prefix, exposure: 'published' }), look).intents.filter(({ kind }) => kind === 'routes.add')
    expect(added('2001:db8:f00::/56')).toEqual([{ kind: 'routes.add', input: { dst: '2001:db8:f00::/56', type: 'unreachable', keep: true } }])
    expect(kinds('routed', given({ networks: [net('2001:db8:f00::/64')], prefix: '2001:db8:f00::/56', exposure: 'published' }), modern).slice(-2)).toEqual(['routes.add', 'networks.create web'])
    // The home router's whole prefix, of which its LAN and so this host's link has a part.
    expect(added('2001:db8:f00::/56', { ...modern, prefixes: [{ ...onLink, prefix: '2001:db8:f00:9::/64' }] })).toEqual([])
    expect(added('2001:db8:f00::/56', { ...modern, discards: ['2001:db8:f00::/48'] })).toEqual([])
    expect(added('2001:db8:f00::/64', modern, ['2001:db8:f00::/64'])).toEqual([])
    expect(added(null)).toEqual([])
    expect(batch('private', given({ networks: [net(ULA)], prefix: 'fd12:3456:789a::/48' }), modern).intents.some(({ kind }) => kind === 'routes.add')).toBe(false)
  })
  test('own addresses are /128, kept, and no source of the host’s own connections', () => {
    expect(batch('own-addresses', given({ addresses: ['2001:db8:23:42::C001'] }), modern)).toEqual({
      intents: [{ kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8:23:42::c001/128', deprecated: true, keep: true } }], from: ['addresses.0'],
    })
  })
  test('where the engine does not wait for dock6, containers that missed them are started late', () => {
    const boxed: Look = { ...modern, engine: { ...modern.engine!, waits: false } }
    const said = (look: Look) => choicesOf(look).find(({ choice }) => choice === 'own-addresses')!.needs
    expect(kinds('own-addresses', given({ addresses: ['2001:db8:23:42::c1'] }), boxed)).toEqual(['addresses.add', 'containers.start-late'])
    expect(said(boxed)).toEqual([expect.stringContaining('it runs in one of its containers')])
    const on: Look = { ...boxed, runs: { ...boxed.runs, startsLate: true } }
    expect(kinds('own-addresses', given({ addresses: ['2001:db8:23:42::c1'] }), on)).toEqual(['addresses.add'])
    expect(said(on)).toEqual([])
    expect(said(modern)).toEqual([])
  })
  test('the default bridge besides', () => {
    const all = batch('routed', given({ networks: [], defaultBridge: '2001:db8:f00::/64', exposure: 'published' }), modern)
    expect(all.intents.at(-1)).toEqual({ kind: 'engine.configure', input: { set: { ipv6: true, 'fixed-cidr-v6': '2001:db8:f00::/64' }, unset: [] } })
  })
  test('on the LAN: no sysctls, the link as parent', () => {
    const answers = given({ networks: [net(onLink.prefix)], exposure: 'everything', range: '2001:db8:23:42:99::/80', router: '2001:db8:23:42::1' })
    expect(batch('lan', answers, modern).intents).toEqual([
      { kind: 'networks.create', input: { name: 'web', driver: 'macvlan', parent: 'eth0', ipv6: true, pools: [{ subnet: onLink.prefix, gateway: '2001:db8:23:42::1', range: '2001:db8:23:42:99::/80' }] } },
    ])
  })

  const wrong: [string, Choice, Partial<Answers>, string][] = [
    ['no network', 'routed', { exposure: 'published' }, 'networks'],
    ['no prefix', 'routed', { exposure: 'published', networks: [net('x')] }, 'networks.0.subnet'],
    ['IPv4', 'private', { networks: [net('10.0.0.0/24')] }, 'networks.0.subnet'],
    ['global and private', 'private', { networks: [net('2001:db8:f00::/64')] }, 'networks.0.subnet'],
    ['private and routed', 'routed', { exposure: 'published', networks: [net(ULA)] }, 'networks.0.subnet'],
    ['on-link and said to be routed', 'routed', { exposure: 'published', networks: [net('2001:db8:23:42:1::/80')] }, 'networks.0.subnet'],
    ['elsewhere and said to be on-link', 'ndp-proxy', { exposure: 'published', networks: [net('2001:db8:f00::/80')] }, 'networks.0.subnet'],
    ['the whole on-link prefix', 'ndp-proxy', { exposure: 'published', networks: [net(onLink.prefix)] }, 'networks.0.subnet'],
    ['the default bridge with the NDP proxy', 'ndp-proxy', { exposure: 'published', defaultBridge: '2001:db8:23:42:1::/80' }, 'defaultBridge'],
    ['the default bridge on a network’s part', 'routed', { exposure: 'published', networks: [net('2001:db8:f00::/64'), net('2001:db8:f00:1::/64', 'db')], defaultBridge: '2001:db8:f00:1:0::/64' }, 'defaultBridge'],
    ['the default bridge around a network', 'private', { networks: [net(ULA)], defaultBridge: 'fd12:3456:789a::/48' }, 'defaultBridge'],
    ['two networks on the LAN', 'lan', { exposure: 'everything', networks: [net(onLink.prefix), net(onLink.prefix, 'b')] }, 'networks'],
    ['no address', 'own-addresses', {}, 'addresses'],
    ['an address from elsewhere', 'own-addresses', { addresses: ['2001:db8:f00::1'] }, 'addresses.0'],
    ['no address at all', 'own-addresses', { addresses: ['2001:db8:23:42::1', 'web'] }, 'addresses.1'],
    ['the same address twice', 'own-addresses', { addresses: ['2001:db8:23:42::c1', '2001:db8:23:42:0::c1'] }, 'addresses.1'],
  ]
  test.each(wrong)('%s: refused at its answer', (_name, choice, answers, field) => {
    expect(intentsOf(choice, given(answers), modern)).toMatchObject({ ok: false, problem: { field } })
  })
})

describe('what the router is told', () => {
  const words = (look: Look, held: string | null = null) => routerWords('routed', { networks: [net('2001:db8:f00::/64'), net('2001:db8:f00:1::/64')], held }, look)
  test('one route per network, or one for the prefix that is held as a whole, beside what lies elsewhere', () => {
    expect(words(modern)!.routes).toEqual(['2001:db8:f00::/64', '2001:db8:f00:1::/64'])
    expect(words(modern, '2001:db8:f00:1::/64')!.routes).toEqual(['2001:db8:f00:1::/64', '2001:db8:f00::/64'])
    expect(words(modern, '2001:db8:f00::/56')!.ways).toEqual([
      { name: 'Linux', lines: ['ip -6 route add 2001:db8:f00::/56 via 2001:db8:23:42::10'] },
      { name: 'systemd-networkd', lines: ['[Route]', 'Destination=2001:db8:f00::/56', 'Gateway=2001:db8:23:42::10'] },
      { name: 'ifupdown', lines: ['up ip -6 route add 2001:db8:f00::/56 via 2001:db8:23:42::10 dev $IFACE'] },
      { name: 'OpenWrt', lines: ['uci add network route6', "uci set network.@route6[-1].interface='lan'", "uci set network.@route6[-1].target='2001:db8:f00::/56'", "uci set network.@route6[-1].gateway='2001:db8:23:42::10'", 'uci commit network', '/etc/init.d/network reload'] },
      { name: 'FRR', lines: ['configure terminal', 'ipv6 route 2001:db8:f00::/56 2001:db8:23:42::10', 'end', 'write memory'] },
      { name: 'MikroTik', lines: ['/ipv6 route add dst-address=2001:db8:f00::/56 gateway=2001:db8:23:42::10'] },
    ])
  })
  test('nothing for the other ways', () => expect(routerWords('ndp-proxy', { networks: [net('2001:db8:23:42:1::/80')], held: null }, modern)).toBeNull())
})
