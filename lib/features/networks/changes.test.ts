import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Change, Plan, PlanContext, Rows } from '../../core/change'
import { must } from '../fixtures/lab-engine'
import { networkChanges } from './changes'
import modernRows from './fixtures/rows-modern.json'
import oldRows from './fixtures/rows-old.json'

const modern: Rows = modernRows
const old: Rows = oldRows
const NOBODY: PlanContext = { admin: null, now: 0 }

function planned(kind: string, input: unknown, rows: Rows = modern, context = NOBODY) {
  const change = networkChanges.find((one) => one.kind === kind) as Change<unknown>
  return change.plan(change.input.parse(input), rows, context)
}
const plan = (kind: string, input: unknown, rows?: Rows, context?: PlanContext): Plan => must(planned(kind, input, rows, context))
const problem = (kind: string, input: unknown, rows?: Rows) => {
  const result = planned(kind, input, rows)
  return result.ok ? null : { field: result.problem.field, message: result.problem.message, code: result.problem.code }
}

describe('cases', () => {
  const folder = new URL('cases/', import.meta.url)
  test.each(readdirSync(folder))('%s', (file) => {
    const { kind, input, rows, context, expect: wanted } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    expect(plan(kind, input, rows, context ?? NOBODY)).toMatchObject(wanted.ok)
  })
})

describe('remove', () => {
  test('in use: refused with the names, unless they shall lose it', () => {
    expect(problem('networks.remove', { name: 'web' })).toMatchObject({ field: 'disconnect', code: 'conflict', message: expect.stringContaining('web1, web3') })
    expect(plan('networks.remove', { name: 'web', disconnect: true }).riskText).toContain('web1, web3')
  })
  test.each(['bridge', 'host', 'none'])('%s is the engine’s own', (name) => expect(problem('networks.remove', { name, disconnect: true })).toMatchObject({ field: 'name' }))
  test('unknown', () => expect(problem('networks.remove', { name: 'nowhere' })).toMatchObject({ field: 'name', code: 'not_found' }))
  test('the way back makes it again with all it had, whoever has a fixed address first', () => {
    const { steps, commands } = plan('networks.remove', { name: 'web', disconnect: true })
    const back = steps.map(({ undo }) => undo).reverse()
    expect(back[0]).toMatchObject({
      act: 'network-create', name: 'web',
      body: { Driver: 'bridge', EnableIPv6: true, EnableIPv4: true, CheckDuplicate: true, IPAM: { Config: [{ Subnet: '172.18.0.0/16' }, { Subnet: '2001:db8:23:42:2::/80', Gateway: '2001:db8:23:42:2::1' }] } },
    })
    expect(back.slice(1)).toMatchObject([
      { act: 'network-connect', container: 'web1', endpoint: { IPAMConfig: { IPv6Address: '2001:db8:23:42:2::80' } } },
      { act: 'network-connect', container: 'web3' },
    ])
    expect(commands.at(-1)).toBe('docker network rm web')
  })
  test('the way back keeps who gives out addresses, and a set-up that comes from elsewhere is not said again', () => {
    const made = (also: object) => plan('networks.remove', { name: 'web', disconnect: true }, { ...modern, networks: [{ ...(modern.networks!.find((n) => (n as { name: string }).name === 'web') as object), ...also }] }).steps.at(-1)!.undo
    const ipam = { driver: 'infoblox', options: { view: 'lan' } }
    expect(made({ ipam })).toMatchObject({ body: { IPAM: { Driver: 'infoblox', Options: { view: 'lan' }, Config: [{}, {}] } } })
    expect(made({ configFrom: 'base' })).toEqual({ type: 'engine', act: 'network-create', name: 'web', body: { Name: 'web', CheckDuplicate: true, Driver: 'bridge', Internal: false, Attachable: false, ConfigFrom: { Network: 'base' } } })
    expect(made({ configOnly: true, driver: 'null' })).toMatchObject({ body: { Driver: '', ConfigOnly: true, IPAM: { Config: [{}, {}] } } })
  })
  test('whoever sits behind it is told', () => {
    const context: PlanContext = { admin: { local: '2001:db8:23:42:2::1', remote: '2001:db8:23:42:2::80' }, now: 0 }
    expect(plan('networks.remove', { name: 'web', disconnect: true }, modern, context)).toMatchObject({ risk: 'may-disconnect' })
    expect(plan('networks.remove', { name: 'web', disconnect: true }, modern, { admin: { local: '2001:db8:23:42::10', remote: '2001:db8:23:42::99' }, now: 0 })).toMatchObject({ risk: 'disrupts' })
  })
  test('Compose is named', () => {
    const rows = { ...modern, networks: [{ ...(modern.networks!.find((n) => (n as { name: string }).name === 'web') as object), project: 'shop' }] }
    expect(plan('networks.remove', { name: 'web', disconnect: true }, rows).warnings.join()).toContain('shop')
  })
})

describe('recreate', () => {
  test('who gives out addresses stays; what has its set-up from elsewhere is left alone', () => {
    const rows = (also: object) => ({ ...modern, networks: [{ ...(modern.networks!.find((n) => (n as { name: string }).name === 'web') as object), ...also }] })
    const made = plan('networks.recreate', { name: 'web', changes: { mtu: 1400 } }, rows({ ipam: { driver: 'infoblox', options: { view: 'lan' } } }))
    expect(made.steps[3]!.do).toMatchObject({ act: 'network-create', body: { IPAM: { Driver: 'infoblox', Options: { view: 'lan' } } } })
    expect(made.deltas[0]).toMatchObject({ before: { ipam: { driver: 'infoblox' } }, after: { ipam: { driver: 'infoblox' } } })
    expect(made.commands.join('\n')).toContain('--ipam-driver infoblox --ipam-opt view=lan')
    expect(made.compose).toContain('driver: "infoblox"')
    expect(problem('networks.recreate', { name: 'web', changes: { mtu: 1400 } }, rows({ configFrom: 'base' }))).toMatchObject({ field: 'name', message: expect.stringContaining('base') })
  })
  test('all leave, it goes, it comes, all come back where they were', () => {
    const { steps, compose, warnings } = plan('networks.recreate', { name: 'web', changes: { mtu: 1400, gatewayMode6: 'routed' } })
    expect(steps.map(({ do: d }) => (d.type === 'engine' ? d.act : d.type))).toEqual(['network-disconnect', 'network-disconnect', 'network-remove', 'network-create', 'network-connect', 'network-connect'])
    const seats = steps.slice(4).map(({ do: d }) => d)
    expect(seats).toContainEqual(expect.objectContaining({ container: 'web3', endpoint: expect.objectContaining({ IPAMConfig: { IPv4Address: expect.any(String), IPv6Address: '2001:db8:23:42:2::2' } }) }))
    expect(compose).toContain('"com.docker.network.bridge.gateway_mode_ipv6": "routed"')
    expect(warnings.join()).toContain('web3')
  })
  test('addresses that the new subnet does not hold are not asked for', () => {
    const { steps } = plan('networks.recreate', { name: 'web', changes: { pools: [{ subnet: '172.18.0.0/16' }, { subnet: 'fd12:3456:789a::/64' }] } })
    for (const { do: d } of steps.slice(4)) expect(JSON.stringify(d)).not.toContain('2001:db8')
  })
  test('its own subnets and bridge do not stand in its way, those of others do', () => {
    expect(problem('networks.recreate', { name: 'web', changes: { pools: [{ subnet: 'fd87:65ec:7c59::/64' }] } })).toMatchObject({ field: 'changes.pools.0.subnet', message: expect.stringContaining('legacy') })
    expect(problem('networks.recreate', { name: 'web', changes: {} })).toMatchObject({ field: 'changes' })
  })
  test('a subnet that was only on file is used when IPv6 is switched on, and gone with its family', () => {
    const web = modern.networks!.find((n) => (n as { name: string }).name === 'web') as { pools: object[] }
    const ignored = { ...web, ipv6: false, subnets6: [], pools: web.pools.map((p) => ('family' in p && p.family === 6 ? { ...p, ignored: true } : p)) }
    const body = (changes: object, row: object) => JSON.stringify(plan('networks.recreate', { name: 'web', changes }, { ...modern, networks: [row] }).steps.find(({ do: d }) => d.type === 'engine' && d.act === 'network-create')?.do)
    expect(body({ ipv6: true }, ignored)).toContain('2001:db8:23:42:2::/80')
    expect(body({ ipv6: false }, web)).not.toContain('2001:db8')
  })
})

describe('connect', () => {
  const join = (over: object, rows?: Rows) => problem('networks.connect', { network: 'web', container: 'web2', ...over }, rows)
  test('the plan says what will be read back', () => {
    const { deltas, commands, steps } = plan('networks.connect', { network: 'web', container: 'web2', ipv6: '2001:DB8:23:42:2::77', aliases: ['www'], gwPriority: 5 })
    expect(deltas).toMatchObject([{ before: { members: [{ name: 'web1' }, { name: 'web3' }] }, after: { members: [{ name: 'web1' }, { name: 'web2', ipv6: '2001:db8:23:42:2::77' }, { name: 'web3' }] } }])
    expect(commands).toEqual(['docker network connect --ip6 2001:db8:23:42:2::77 --alias www --gw-priority 5 web web2'])
    expect(steps[0]?.do).toMatchObject({ endpoint: { IPAMConfig: { IPv6Address: '2001:db8:23:42:2::77' }, Aliases: ['www'], GwPriority: 5 } })
  })
  test.each<[string, object, string]>([
    ['already there', { container: 'web1' }, 'container'],
    ['no such network', { network: 'x' }, 'network'],
    ['no such container', { container: 'x' }, 'container'],
    ['the host network', { network: 'host' }, 'network'],
    ['outside', { ipv6: '2001:db8::1' }, 'ipv6'],
    ['the gateway', { ipv6: '2001:db8:23:42:2::1' }, 'ipv6'],
    ['taken', { ipv6: '2001:db8:23:42:2::80' }, 'ipv6'],
    ['the subnet itself', { ipv6: '2001:db8:23:42:2::' }, 'ipv6'],
    ['broadcast', { ipv4: '172.18.255.255' }, 'ipv4'],
    ['a zone', { ipv6: '2001:db8:23:42:2::5%eth0' }, 'ipv6'],
    ['the other family', { ipv4: '2001:db8:23:42:2::5' }, 'ipv4'],
    ['on the default bridge', { network: 'bridge', ipv4: '172.17.0.9' }, 'ipv4'],
    ['without IPv6', { network: 'bridge', ipv6: 'fd00::1' }, 'ipv6'],
    ['a group MAC', { mac: '01:00:5e:00:00:01' }, 'mac'],
    ['an alias with a space', { aliases: ['ok', 'a b'] }, 'aliases.1'],
  ])('%s', (_name, over, field) => expect(join(over)).toMatchObject({ field }))
  test('the engine cannot', () => expect(join({ gwPriority: 1 }, { ...modern, engine: old.engine! })).toMatchObject({ field: 'gwPriority', code: 'not_available' }))
})

test('disconnect: who is not on it cannot leave', () => {
  expect(problem('networks.disconnect', { network: 'legacy', container: 'web1' })).toMatchObject({ field: 'container' })
  expect(plan('networks.disconnect', { network: 'web', container: 'web1', force: true })).toMatchObject({ risk: 'disrupts', commands: ['docker network disconnect --force web web1'] })
})

describe('forwarding', () => {
  const first = JSON.parse(readFileSync(new URL('cases/create-first.json', import.meta.url), 'utf8')) as { input: object; rows: Rows & { engine: object[]; sysctls: { key: string; value: string }[] } }
  const steps = (also: object = {}, rows: Rows = {}) => plan('networks.create', { ...first.input, ...also }, { ...first.rows, ...rows }).steps.map(({ do: act }) => ('act' in act ? act.act : act.type))
  const at = (value: string, of: RegExp) => ({ sysctls: first.rows.sysctls.map((one) => (of.test(one.key) ? { ...one, value } : one)) })
  test('the first network with IPv6: routers are heard on, and the way back knows how all of it was, after the network is gone', () => {
    const made = plan('networks.create', first.input, { ...first.rows, ...at('1', /eth0\/forwarding/) })
    expect(made.steps[0]!.undo).toMatchObject({ settings: [{ path: 'net/ipv6/conf/all/forwarding', value: '0' }, { path: 'net/ipv6/conf/eth0/forwarding', value: '1' }] })
    expect(made.warnings.join()).toContain('accept_ra is set to 2')
    expect(made.commands).toEqual(['sysctl -w net.ipv6.conf.eth0.accept_ra=2', expect.stringContaining('docker network create')])
    expect(made.deltas.filter(({ resource }) => resource === 'sysctls').every(({ loose }) => loose)).toBe(true)
  })
  test('a policy of DROP was there before and stays', () => {
    const drop = [{ family: 'ip6', backend: 'iptables-nft', table: 'filter', chain: 'FORWARD', policy: 'DROP' }]
    expect(plan('networks.create', first.input, { ...first.rows, firewall: drop }).steps[0]!.undo).toMatchObject({ policy: null })
  })
  test('where nothing is turned on there is nothing to put back', () => {
    const engine = (also: object) => ({ engine: [{ ...first.rows.engine[0], ...also }] })
    expect(steps()).toEqual(['routers-heard', 'network-create'])
    expect(steps({}, at('1', /forwarding/))).toEqual(['network-create'])
    expect(steps({ ipv6: false, pools: [] })).toEqual(['network-create'])
    expect(steps({ driver: 'macvlan', parent: 'eth0' })).toEqual(['network-create'])
    expect(steps({}, engine({ commandLine: ['/usr/sbin/dockerd', '--ip-forward=false'] }))).toEqual(['network-create'])
    expect(steps({}, engine({ commandLine: [], configText: '{"ip-forward": false}' }))).toEqual(['network-create'])
    expect(steps({}, engine({ firewallBackend: 'nftables' }))).toEqual(['network-create'])
  })
})

describe('what others put on the bridge', () => {
  const web = modern.networks!.find((n) => (n as { name: string }).name === 'web') as { options: Record<string, string> }
  const others = (dev: string): Rows => ({
    ...modern,
    networks: modern.networks!.map((one) => (one === web ? { ...web, bridge: dev, options: dev === 'webbr' ? { ...web.options, 'com.docker.network.bridge.name': dev } : web.options } : one)),
    links: [...modern.links!, { name: dev, kind: 'bridge', mac: '02:00:00:00:00:01', master: null }, { name: 'tap7', kind: 'tun', mac: '02:00:00:00:00:07', master: dev }],
    addresses: [
      ...modern.addresses!,
      { dev, address: '2001:db8:23:42:2::1', length: 80, family: 6, source: 'engine', kind: 'documentation', flags: [], container: null },
      { dev, address: 'fe80::1', length: 64, family: 6, source: 'kernel', kind: 'link-local', flags: [], container: null },
      { dev, address: '2001:db8:77::1', length: 64, family: 6, source: 'static', kind: 'documentation', flags: [], container: null },
    ],
    routes: [
      ...modern.routes!,
      { family: 6, dst: '2001:db8:beef::/48', via: '2001:db8:23:42:2::53', dev, type: 'unicast', table: 'main', protocol: 'static', metric: 1024 },
      { family: 4, dst: '10.9.0.0/16', via: '172.18.0.53', dev, type: 'unicast', table: 'main', protocol: 'static', metric: null },
    ],
    neighbors: [{ family: 6, address: '2001:db8:23:42:2::53', dev, mac: '02:00:00:00:00:53', state: 'PERMANENT' }],
    kept: [{ key: 'k', what: 'the route', dev, record: { dev, run: [] } }],
  })
  const argvs = (steps: Plan['steps'], way: 'do' | 'undo') => steps.flatMap((step) => (step[way]?.type === 'exec' ? [step[way].argv.join(' ')] : []))
  const route = 'route add 2001:db8:beef::/48 via 2001:db8:23:42:2::53 dev webbr proto static metric 1024 table main'
  const put = ['ip -6 addr add 2001:db8:77::1/64 dev webbr', `ip -6 ${route}`, 'ip -6 neigh add to 2001:db8:23:42:2::53 dev webbr lladdr 02:00:00:00:00:53 nud permanent']

  test('a bridge with a name of its own: removed, with a way back', () => {
    const { steps, deltas, warnings } = plan('networks.remove', { name: 'web', disconnect: true }, others('webbr'))
    // Undo runs backwards: the network, the containers, then the others.
    expect(argvs(steps.toReversed(), 'undo')).toEqual(put)
    expect(deltas.filter(({ after }) => after === null).map(({ label }) => label)).toEqual(['web', '2001:db8:23:42:2::53 dev webbr', '2001:db8:beef::/48 via 2001:db8:23:42:2::53 dev webbr', '2001:db8:77::1/64 dev webbr', 'the route'])
    expect(warnings.join()).toMatch(/which undo does not bring back: 10\.9\.0\.0\/16 via 172\.18\.0\.53, the port tap7\./)
    expect(warnings.join()).toMatch(/undo puts it back: .*2001:db8:beef::\/48/)
    expect(steps.at(-1)?.do).toMatchObject({ type: 'keep', key: 'k', value: null })
  })
  test('a bridge with a name of its own: made anew with all of it', () => {
    const { steps, deltas, warnings, commands } = plan('networks.recreate', { name: 'web', changes: { mtu: 1400 } }, others('webbr'))
    const made = steps.findIndex((step) => step.do.type === 'engine' && step.do.act === 'network-create')
    expect(argvs(steps.slice(made), 'do')).toEqual(put)
    expect(argvs(steps.slice(0, made).toReversed(), 'undo')).toEqual(put)
    expect(deltas.filter(({ resource }) => resource === 'routes')).toMatchObject([{ match: { dst: '2001:db8:beef::/48' }, before: { protocol: 'static' }, after: { protocol: 'static' } }])
    expect(warnings.join()).toContain('is put back on the new one')
    expect(commands.at(-1)).toContain('ip -6 neigh add to')
    expect(steps.some((step) => step.do.type === 'keep')).toBe(false)
  })
  test('other subnets: what stood on the old ones may fit no more', () => {
    const { steps, warnings } = plan('networks.recreate', { name: 'web', changes: { pools: [{ subnet: '2001:db8:23:42:9::/80' }, { subnet: '172.30.0.0/24' }] } }, others('webbr'))
    expect(argvs(steps, 'do').filter((line) => line.includes(' add '))).toEqual([])
    expect(warnings.join()).toContain('undo puts it back')
  })
  test.each(['networks.remove', 'networks.recreate'])('%s: a bridge named by the id does not come back, so it is only told', (kind) => {
    const { steps, warnings } = plan(kind, kind === 'networks.remove' ? { name: 'web', disconnect: true } : { name: 'web', changes: { mtu: 1400 } }, others('br-53c4517d148a'))
    expect(argvs(steps, 'do')).toEqual([])
    expect(warnings.join()).toMatch(/which undo does not bring back: .*2001:db8:beef::\/48.*2001:db8:77::1\/64.*tap7/)
    expect(steps.at(-1)?.do).toMatchObject({ type: 'keep', key: 'k', value: null })
  })
})
