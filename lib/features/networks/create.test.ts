import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rows } from '../../core/change'
import { formatAddress } from '../../core/ip'
import { checkCreate, factsOf } from './check'
import type { Verdict } from './judge'
import { createCommand } from './cli'
import { composeOf } from './compose'
import { createInput, type CreateDraft } from './create-input'
import { bodyOf } from './create-body'
import modernRows from './fixtures/rows-modern.json'
import oldRows from './fixtures/rows-old.json'

const modern: Rows = modernRows
const old: Rows = oldRows
const wish = (over: Partial<CreateDraft>) => createInput.parse({ name: 'new', ipv6: true, ...over })
const judged = (over: Partial<CreateDraft>, rows = modern): Verdict => checkCreate(wish(over), factsOf(rows))
const pool = (subnet: string, more: object = {}, rows = modern) => judged({ pools: [{ subnet, ...more }] }, rows)
const fields = ({ problems }: Verdict) => problems.map(({ field }) => field)
const route = (over: object) => ({ family: 6, dst: '', from: null, type: 'unicast', table: 'main', via: null, dev: null, nexthops: [], protocol: 'static', network: null, ...over })
const link = (name: string, kind: string, over: object = {}) => ({ name, kind, index: 99, uplink: false, mtu: 1500, ...over })
const having = (over: Rows): Rows => Object.fromEntries(Object.entries(modern).map(([name, rows]) => [name, [...rows, ...(over[name] ?? [])]]))

describe('the scenarios’ own values', () => {
  test('2: 172.20.0.0/16 and 2002:ac14:0000::/48, and 6to4 is told', () => {
    const verdict = judged({ pools: [{ subnet: '172.20.0.0/16' }, { subnet: '2002:ac14:0000::/48' }] }, old)
    expect(verdict.problems).toEqual([])
    expect(verdict.warnings.join()).toContain('6to4')
  })
  test.each<[string, Partial<CreateDraft>, string, string]>([
    ['overlaps another network', { pools: [{ subnet: '172.18.0.0/16' }] }, 'pools.0.subnet', 'network web'],
    ['range of another prefix', { pools: [{ subnet: '2002:ac15::/48', range: '2002:ac14::/48' }] }, 'pools.0.range', 'not inside'],
    ['gateway outside', { pools: [{ subnet: '172.21.0.0/16', gateway: '172.20.0.1' }] }, 'pools.0.gateway', 'not inside'],
    ['no address', { pools: [{ subnet: '2001:db8:1/64' }] }, 'pools.0.subnet', 'not a prefix'],
    ['missing part', { pools: [{ subnet: '172.17.01/24' }] }, 'pools.0.subnet', 'not a prefix'],
    ['missing part in the gateway', { pools: [{ subnet: '172.20.0.0/16', gateway: '172.20.01' }] }, 'pools.0.gateway', 'not an IP address'],
  ])('3: %s', (_name, over, field, words) => expect(judged(over).problems[0]).toMatchObject({ field, message: expect.stringContaining(words) }))
  test('3: what was meant is offered', () => expect(pool('2001:db8:1/64').problems[0]?.hint).toContain('2001:db8:1::/64'))
  test('3: a misspelt flag is no field', () => expect(createInput.safeParse({ name: 'a', ipv6: true, subnett: 'x' }).success).toBe(false))
  test('3: lxdbr0 has the range already', () => {
    const rows = having({ links: [link('lxdbr0', 'bridge')], routes: [route({ family: 4, dst: '10.207.3.0/24', dev: 'lxdbr0', protocol: 'kernel' })] })
    expect(judged({ pools: [{ subnet: '10.207.0.0/16' }] }, rows).problems[0]).toMatchObject({ field: 'pools.0.subnet', code: 'conflict', message: expect.stringContaining('lxdbr0') })
  })
  test('10: /66, gateway and auxiliary addresses in both families', () => {
    const pools: CreateDraft['pools'] = [{ subnet: '192.168.127.0/24', gateway: '192.168.127.1', aux: { a4: '192.168.127.5' } }, { subnet: '2003:ab11:0:0:c000::/66', gateway: '2003:ab11:0:0:c000::1', aux: { a6: '2003:ab11::c000:0:0:5' } }]
    expect(judged({ pools }).problems).toEqual([])
    expect(judged({ pools }, old).problems).toEqual([])
  })
})

describe('overlaps with the host', () => {
  const told = (subnet: string, over: Rows) => judged({ pools: [{ subnet }] }, having(over))
  test.each<[string, string, Rows, string[]]>([
    ['VPN', 'fd50:1::/64', { links: [link('wg0', 'wireguard')], routes: [route({ dst: 'fd50::/16', dev: 'wg0', protocol: 'boot' })] }, ['wg0', 'VPN']],
    ['Tailscale’s table', 'fd7a:115c:a1e0:1::/64', { links: [link('tailscale0', 'tun')], routes: [route({ dst: 'fd7a:115c:a1e0::/48', dev: 'tailscale0', table: '52' })] }, ['tailscale0', 'VPN']],
    ['a left-over bridge', 'fd51::/64', { links: [link('br-0123456789ab', 'bridge')], routes: [route({ dst: 'fd51::/64', dev: 'br-0123456789ab' })] }, ['br-0123456789ab', 'no network of the engine']],
    ['the same, by its address alone', 'fd51::/64', { links: [link('br-0123456789ab', 'bridge')], addresses: [{ family: 6, address: 'fd51::1', length: 64, dev: 'br-0123456789ab', scope: 'global', peer: null, container: null, network: null }] }, ['br-0123456789ab']],
    ['a routed prefix', 'fd52::/64', { routes: [route({ dst: 'fd52::/64', via: 'fe80::1', dev: 'eth0', protocol: 'bird' })] }, ['bird', 'via fe80::1 by eth0']],
    ['a part of it leads elsewhere', 'fd52::/48', { routes: [route({ dst: 'fd52:0:0:9::/64', via: 'fe80::1', dev: 'eth0' })] }, ['fd52:0:0:9::/64']],
    ['a black hole inside', 'fd52::/48', { routes: [route({ dst: 'fd52:0:0:9::/64', type: 'blackhole', dev: 'lo' })] }, ['blackhole']],
    ['the uplink’s prefix', '2001:db8:23:42::/64', { networks: [] }, ['network web']],
    ['more than the LAN’s prefix', 'fd53::/48', { links: [link('eth7', 'ether')], routes: [route({ dst: 'fd53:0:0:1::/64', dev: 'eth7' })] }, ['eth7', 'covers']],
    ['a router', 'fd54::/64', { routes: [route({ dst: 'default', via: 'fd54::1', dev: 'eth0' })] }, ['fd54::1', 'router']],
  ])('%s', (_name, subnet, over, words) => {
    const [problem] = told(subnet, over).problems
    expect(problem).toMatchObject({ field: 'pools.0.subnet', code: 'conflict' })
    for (const word of words) expect(problem?.message).toContain(word)
  })
  test('equal to the uplink’s prefix is refused with the why, inside it is a warning with the how', () => {
    const bare = { ...modern, networks: [], routes: modern.routes!.filter((r) => (r as { network: unknown }).network === null) }
    expect(pool('2001:db8:23:42::/64', {}, bare).problems[0]).toMatchObject({ field: 'pools.0.subnet', message: expect.stringContaining('two ways'), hint: expect.stringContaining('/80') })
    const inside = pool('2001:db8:23:42:5::/80')
    expect(inside.problems).toEqual([])
    expect(inside.warnings.join()).toContain('neigh add proxy')
    expect(pool('2001:db8:23:42::/80').warnings.join()).toContain('2001:db8:23:42::10')
  })
  test.each([
    ['a delegated prefix’s own unreachable route', route({ dst: 'fd55::/48', type: 'unreachable', dev: 'lo' })],
    ['a VPN for everything', route({ dst: '8000::/1', dev: 'wg0' })],
    ['the host’s own addresses', route({ dst: 'fd55::1/128', type: 'local', table: 'local', dev: 'eth0' })],
  ])('%s is no overlap', (_name, one) => expect(told('fd55:0:0:1::/64', { links: [link('wg0', 'wireguard')], routes: [one] }).problems).toEqual([]))
  const wg = { links: [link('wg0', 'wireguard')], routes: [route({ dst: '2001:db8:77::/64', dev: 'wg0', protocol: 'kernel' }), route({ dst: 'default', dev: 'wg0', table: '51820' })], addresses: [{ family: 6, address: '2001:db8:77::2', length: 64, dev: 'wg0', scope: 'global', peer: null, container: null, network: null }] }
  test('a part of the prefix that the host has on its tunnel to the internet', () => {
    const said = told('2001:db8:77:0:1::/80', wg)
    expect(said.problems).toEqual([])
    expect(said.warnings.filter((one) => one.includes('wg0'))).toEqual([expect.stringContaining('AllowedIPs')])
  })
  test.each<[string, string, Rows]>([
    ['the whole prefix', '2001:db8:77::/64', wg],
    ['a tunnel that is not the way to the internet', '2001:db8:77:0:1::/80', { ...wg, routes: [wg.routes[0]!, route({ dst: 'default', via: 'fe80::1', dev: 'eth0' })] }],
    ['a prefix beyond the tunnel', '2001:db8:78:0:1::/80', { ...wg, routes: [...wg.routes, route({ dst: '2001:db8:78::/64', dev: 'wg0', protocol: 'static' })] }],
  ])('%s stays the VPN’s', (_name, subnet, over) => expect(told(subnet, over).problems).toMatchObject([{ field: 'pools.0.subnet', code: 'conflict', message: expect.stringContaining('VPN') }]))
  test('macvlan may have its parent’s prefix', () => {
    expect(judged({ driver: 'macvlan', parent: 'eth0', pools: [{ subnet: '2001:db8:23:42::/64', gateway: '2001:db8:23:42::1' }] }, old).problems).toEqual([])
  })
  test('a full table is judged like any other', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => route({ dst: `${formatAddress(6, (0x20010000n + BigInt(i)) << 96n)}/32`, via: 'fe80::1', dev: 'eth0', protocol: 'bird' }))
    const rows = having({ routes: many })
    expect(judged({ pools: [{ subnet: 'fd56::/64' }] }, rows).problems).toEqual([])
  })
})

describe('each at its field', () => {
  test.each<[string, Partial<CreateDraft>, string, Rows?]>([
    ['name taken', { name: 'web' }, 'name'], ['name empty', { name: ' ' }, 'name'], ['name with a slash', { name: 'a/b' }, 'name'], ['name starts with a dash', { name: '-rf' }, 'name'], ['name of the engine', { name: 'host' }, 'name'],
    ['no family', { ipv4: false, ipv6: false }, 'ipv6'], ['IPv6 alone on old', { ipv4: false, pools: [{ subnet: 'fd60::/64' }] }, 'ipv4', old],
    ['IPv6 subnet, IPv6 off', { ipv6: false, pools: [{ subnet: 'fd60::/64' }] }, 'pools.0.subnet'], ['IPv4 subnet, IPv4 off', { ipv4: false, pools: [{ subnet: '10.60.0.0/24' }] }, 'pools.0.subnet'],
    ['two of one family', { pools: [{ subnet: 'fd60::/64' }, { subnet: 'fd61::/64' }] }, 'pools.1.subnet'], ['no subnet on old', {}, 'pools', old],
    ['by size on old', { pools: [{ subnet: '::/64' }] }, 'pools.0.subnet'], ['host bits', { pools: [{ subnet: 'fd60::5/64' }] }, 'pools.0.subnet'],
    ['link-local', { pools: [{ subnet: 'fe80:1::/64' }] }, 'pools.0.subnet'], ['multicast', { pools: [{ subnet: 'ff05::/64' }] }, 'pools.0.subnet'], ['multicast 4', { pools: [{ subnet: '239.1.0.0/24' }] }, 'pools.0.subnet'],
    ['/127', { pools: [{ subnet: 'fd60::/127' }] }, 'pools.0.subnet'], ['/31', { pools: [{ subnet: '10.60.0.0/31' }] }, 'pools.0.subnet'], ['all', { pools: [{ subnet: '::/0' }] }, 'pools.0.subnet'],
    ['gateway is the subnet', { pools: [{ subnet: 'fd60::/64', gateway: 'fd60::' }] }, 'pools.0.gateway'], ['gateway of the other family', { pools: [{ subnet: 'fd60::/64', gateway: '10.0.0.1' }] }, 'pools.0.gateway'],
    ['gateway broadcast', { pools: [{ subnet: '10.60.0.0/24', gateway: '10.60.0.255' }] }, 'pools.0.gateway'], ['range bigger', { pools: [{ subnet: 'fd60::/64', range: 'fd60::/63' }] }, 'pools.0.range'],
    ['aux twice', { pools: [{ subnet: 'fd60::/64', aux: { a: 'fd60::5', b: 'fd60::0:5' } }] }, 'pools.0.aux.b'], ['aux is the gateway', { pools: [{ subnet: 'fd60::/64', gateway: 'fd60::1', aux: { a: 'fd60::1' } }] }, 'pools.0.aux.a'],
    ['routed on old', { gatewayMode6: 'routed', pools: [{ subnet: 'fd60::/64' }] }, 'gatewayMode6', old], ['isolated but not internal', { gatewayMode6: 'isolated' }, 'gatewayMode6'],
    ['trusted on old', { trustedHostInterfaces: ['eth0'], pools: [{ subnet: 'fd60::/64' }] }, 'trustedHostInterfaces', old], ['trusted unknown', { trustedHostInterfaces: ['eth0', 'eth9'] }, 'trustedHostInterfaces.1'],
    ['egress on old', { hostIpv6: '2001:db8:23:42::20', pools: [{ subnet: 'fd60::/64' }] }, 'hostIpv6', old], ['egress not here', { hostIpv6: '2001:db8::9' }, 'hostIpv6'], ['egress IPv4', { hostIpv6: '192.0.2.10' }, 'hostIpv6'],
    ['binding not here', { hostBinding: '2001:db8::9' }, 'hostBinding'], ['binding none', { hostBinding: 'web' }, 'hostBinding'],
    ['bridge name long', { bridgeName: 'a-name-of-16-chr' }, 'bridgeName'], ['bridge name taken', { bridgeName: 'eth0' }, 'bridgeName'], ['bridge name with a space', { bridgeName: 'a b' }, 'bridgeName'],
    ['MTU for IPv6', { mtu: 1000 }, 'mtu'], ['MTU none', { mtu: 0 }, 'mtu'], ['parent missing', { driver: 'macvlan' }, 'parent'], ['parent unknown', { driver: 'ipvlan', parent: 'eth9' }, 'parent'],
    ['parent on bridge', { parent: 'eth0' }, 'parent'], ['mode on macvlan', { driver: 'macvlan', parent: 'eth0', mode: 'l3' }, 'mode'], ['icc on macvlan', { driver: 'macvlan', parent: 'eth0', icc: false }, 'icc'],
    ['overlay without swarm', { driver: 'overlay' }, 'driver'], ['an option with a field', { options: { 'com.docker.network.driver.mtu': '1400' } }, 'options'],
  ])('%s', (_name, over, field, rows) => expect(fields(judged(over, rows))).toContain(field))
  test('Podman says no to what it would ignore', () => {
    const engine = { ...(modern.engine![0] as object), product: 'podman' }
    expect(fields(judged({ icc: false }, { ...modern, engine: [engine] }))).toEqual(['icc'])
  })
  test('warnings', () => {
    expect(pool('2001:db8:60::/64').warnings.join(' ')).toMatch(/straight to them.*documentation/)
    expect(judged({ masquerade: false }).warnings.join()).toContain('Masquerading is off')
    expect(pool('fd60::/120').warnings.join()).toContain('254')
  })
  const within = fc.bigInt(0n, (1n << 64n) - 1n)
  test('an address from anywhere else is refused where it stands, one from inside is not', () => {
    fc.assert(fc.property(within, fc.constantFrom('gateway', 'aux'), fc.boolean(), (host, what, isInside) => {
      const address = formatAddress(6, ((isInside ? 0xfd600000n : 0xfd610000n) << 96n) | (host === 0n ? 1n : host))
      const found = fields(pool('fd60::/64', what === 'aux' ? { aux: { a: address } } : { gateway: address }))
      expect(found).toEqual(isInside ? [] : [`pools.0.${what === 'aux' ? 'aux.a' : what}`])
    }))
  })
  test('no text makes it throw', () => {
    const anything = fc.oneof(fc.string(), fc.ipV6(), fc.ipV4(), fc.string({ unit: fc.constantFrom(...'0123456789abcdef:./%[]') }))
    fc.assert(fc.property(anything, anything, fc.nat(140), (a, b, length) => {
      for (const subnet of [`${a}/${length}`, a]) if (subnet.trim() !== '') expect(judged({ name: a, pools: [{ subnet, gateway: b.slice(0, 200), aux: { x: b } }], hostBinding: b.slice(0, 200) })).toBeDefined()
    }))
  })
})

describe('the same in other words', () => {
  const engine = factsOf(modern).engine!
  const hostile = `a'b"c$D \`id\` $(id) \\ # : - & * \u0085\u2028\n\t!`
  const input = wish({ pools: [{ subnet: 'FD60::/64', gateway: 'fd60:0::1', aux: { r: 'fd60::9' } }, { subnet: '10.60.0.0/24' }], internal: true, labels: { on: hostile, no: 'yes' }, options: { 'x.y': '1e3' } })
  test('the engine’s request', () => {
    expect(bodyOf(input, engine)).toMatchObject({ EnableIPv6: true, EnableIPv4: true, CheckDuplicate: true, IPAM: { Config: [{ Subnet: '10.60.0.0/24' }, { Subnet: 'fd60::/64', Gateway: 'fd60::1', AuxiliaryAddresses: { r: 'fd60::9' } }] } })
    expect(bodyOf(wish({ ipv6: false }), factsOf(old).engine!)).toMatchObject({ EnableIPv6: false })
    expect(bodyOf(wish({ ipv6: false }), factsOf(old).engine!)).not.toHaveProperty('EnableIPv4')
  })
  test('the command', () => {
    expect(createCommand(wish({ pools: input.pools, internal: true }), engine)).toBe('docker network create --driver bridge --ipv6=true --ipv4=true --subnet 10.60.0.0/24 --subnet fd60::/64 --gateway fd60::1 --aux-address r=fd60::9 --internal new')
    expect(createCommand(input, engine)).toContain(`--label 'on=a'\\''b"c$D`)
  })
  test('Compose: every text is quoted, dollars are doubled', () => {
    const yaml = composeOf(input)
    const line = yaml.split('\n').find((one) => one.includes('"on"'))!
    expect((JSON.parse(line.slice(line.indexOf(': ') + 2)) as string).replaceAll('$$', '$')).toBe(hostile)
    expect(yaml).toContain('        - subnet: "fd60::/64"\n          gateway: "fd60::1"\n          aux_addresses:\n            "r": "fd60::9"\n')
    expect(yaml).toContain('      "no": "yes"\n')
    expect(composeOf(wish({ ipv4: false }))).toBe('networks:\n  "new":\n    name: "new"\n    driver: "bridge"\n    enable_ipv4: false\n    enable_ipv6: true\n')
  })
})
