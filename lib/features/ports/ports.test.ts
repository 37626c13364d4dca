import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addressFacts } from '../addresses/readings'
import { ip6tables, iptables } from '../firewall/readings'
import { labEngine, must, NO_ENGINE, type LabEngine } from '../fixtures/lab-engine'
import { routes4, routes6 } from '../routes/readings'
import { socketFacts } from '../sockets/readings'
import { bindFailureOf } from './bind-error'
import errors from './fixtures/errors.json'
import { ports } from './resource'
import type { PortRow } from './schema'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const SYSCTLS = { 'net/ipv6/conf/all/forwarding': '1', 'net/ipv4/ip_forward': '1' }
const RULES = { modern: { ip6tables: must(ip6tables.parse(read('../firewall/fixtures/docker-28-ip6tables-save.txt'))), iptables: undefined }, old: { ip6tables: must(ip6tables.parse('')), iptables: must(iptables.parse(read('../firewall/fixtures/docker-20-iptables-save.txt'))) } }
const VERSION = { modern: { product: 'docker', version: '28.5.2', apiVersion: '1.51' }, old: { product: 'docker', version: '20.10.24', apiVersion: '1.41' } }
const process = (config: object = {}) => ({ pid: 1, commandLine: ['dockerd'], startedAt: 2000, configPath: '/etc/docker/daemon.json', configText: JSON.stringify(config), configWrittenAt: 1000 })

type Given = Parameters<typeof ports.rows>[1]
function rowsOf(host: 'modern' | 'old', change: Given & { containers?: LabEngine['containers'] } = {}): PortRow[] {
  const { containers, ...engine } = { ...labEngine(host), ...change }
  return ports.rows({ containers }, {
    ...engine, ...RULES[host],
    sockets: must(socketFacts.parse(read(`../sockets/fixtures/${host}.txt`))), addresses: must(addressFacts.parse(read(`../addresses/fixtures/${host}.json`))),
    routes6: must(routes6.parse(read(`../routes/fixtures/${host}-6.json`))), routes4: must(routes4.parse(read(`../routes/fixtures/${host}-4.json`))),
    sysctls: SYSCTLS, version: { ...VERSION[host], minApiVersion: null, os: '', kernel: '' }, process: process(), ...change,
  })
}
const RACE = '2001:db8:23:42::dead'
/** The container whose address was not there, with the engine's sentence. */
function race(host: 'modern' | 'old', change: Given = {}): PortRow {
  const engine = labEngine(host)
  const error = errors[host].address.replaceAll('2001:db8:23:42::77', RACE)
  return at(rowsOf(host, { ...engine, containers: engine.containers.map((c) => (c.name === 'eng-bind' ? { ...c, error } : c)), ...change }), RACE, 80)
}
const at = (rows: PortRow[], hostIp: string, port: number | null, name?: string) => rows.find((row) => row.hostIp === hostIp && row.hostPort === port && (name === undefined || row.container.name === name))!

describe('ports of the modern host', () => {
  const rows = rowsOf('modern')

  test('an address of its own: a rule, the real source, one address', () => {
    expect(at(rows, '2001:db8:23:42::10', 8081)).toMatchObject({
      family: 6, proto: 'tcp', container: { name: 'eng-web' }, containerPort: 81, containerAddress: '2001:db8:e:1::80', network: { name: 'eng-dual' }, travels: 'dnat', sourceKept: true,
      exposure: 'address', addresses: [{ address: '2001:db8:23:42::10', dev: 'eth0' }], addressState: 'present', holder: { name: 'docker-proxy' }, conflicts: [], reach: 'anywhere',
    })
  })

  test('a wildcard names the addresses it stands for, those of engine bridges only as a number', () => {
    const row = at(rows, '::', 8080)
    expect(row).toMatchObject({ exposure: 'all', travels: 'dnat', state: 'serving', addressState: 'all' })
    expect(row.addresses.map((a) => a.address)).toContain('2001:db8:23:42::10')
    expect(row.addresses.some((a) => a.address.startsWith('2001:db8:e:') || a.address.startsWith('fe80:') || a.address === '::1')).toBe(false)
    expect(row.bridges).toBeGreaterThan(2)
  })

  test('what is opened wider than asked is told, whether by a rule or by a socket', () => {
    const narrow = { hostIp: '2001:db8:23:42::10', hostPort: 8081 }
    const seen = (change: Given) => at(rowsOf('modern', change), narrow.hostIp, narrow.hostPort)
    expect(seen({})).toMatchObject({ wider: null, addressState: 'present' })
    const save = read('../firewall/fixtures/docker-28-ip6tables-save.txt')
    const wide = save.replace(/-d 2001:db8:23:42::10\/128 (?=.*--dport 8081 .*DNAT)/, '')
    expect(wide).not.toBe(save)
    expect(seen({ ip6tables: must(ip6tables.parse(wide)) })).toMatchObject({ wider: '[::]:8081', state: 'wider', stateWhy: expect.stringContaining('[::]:8081') })
    const sockets = read('../sockets/fixtures/modern.txt')
    const open = sockets.replaceAll('[2001:db8:23:42::10]:8081', '[::]:8081')
    expect(open).not.toBe(sockets)
    expect(seen({ sockets: must(socketFacts.parse(open)) })).toMatchObject({ wider: '[::]:8081', state: 'wider' })
    expect(rows.filter(({ wider }) => wider !== null)).toEqual([])
    expect(rowsOf('old').filter(({ wider }) => wider !== null)).toEqual([])
  })

  test('a routed network has no port of the host', () => {
    expect(at(rows, '::', null)).toMatchObject({ container: { name: 'eng-routed' }, travels: 'direct', containerAddress: '2001:db8:e:3::8001', reach: 'unknown', sourceKept: true })
  })

  test('a stopped container shows what it will try, in both families', () => {
    expect(rows.filter((row) => row.container.name === 'eng-stopped').map((row) => [row.hostIp, row.hostPort, row.state, row.running, row.reach])).toEqual([
      ['::', 8090, 'stopped', false, 'nobody'], ['0.0.0.0', 8090, 'stopped', false, 'nobody'],
    ])
  })

  test.each([['macvlan', { driver: 'macvlan', gatewayMode4: null, gatewayMode6: null }], ['internal', { internal: true }], ['isolated', { internal: true, gatewayMode4: 'isolated', gatewayMode6: 'isolated' }]])('a stopped container on a network that is %s will be reached by nobody', (word, change) => {
    const { networks, containers } = labEngine('modern')
    const [seat] = containers.find(({ name }) => name === 'eng-stopped')!.attachments
    const there = rowsOf('modern', { networks: networks!.map((one) => (one.name === seat!.networkName ? { ...one, ...change } : one)) }).filter((row) => row.container.name === 'eng-stopped')
    expect(there.map(({ travels, sourceKept }) => [travels, sourceKept])).toEqual([['none', null], ['none', null]])
    for (const row of there) expect(row.travelsWhy).toContain(`${seat!.networkName} (${word})`)
    expect(rows.filter((row) => row.container.name === 'eng-stopped').map(({ travels }) => travels)).toEqual(['dnat', 'dnat'])
  })

  test.each(['modern', 'old'] as const)('%s: one that failed at the start for want of its address says so', (host) => {
    expect(race(host)).toMatchObject({ state: 'boot_race', addressState: 'missing', error: expect.stringContaining('cannot assign requested address') })
    expect(race(host).stateWhy).toContain('Add the address')
  })

  test('one that was never started and lacks its address is told beforehand', () => {
    expect(at(rows, RACE, 80)).toMatchObject({ state: 'blocked', addressState: 'missing' })
    expect(at(rowsOf('modern', { sysctls: { ...SYSCTLS, 'net/ipv6/ip_nonlocal_bind': '1' } }), RACE, 80)).toMatchObject({ state: 'stopped' })
  })

  test('when the address came, the reason to wait is over', () => {
    const address = { dev: 'eth0', family: 6 as const, address: '2001:db8:23:42::dead', length: 64, peer: null, scope: 'global', protocol: null, validUntil: null, preferredUntil: null }
    const withFlags = (flags: string[]) => race('modern', { addresses: [{ ...address, flags }] })
    expect(withFlags([])).toMatchObject({ state: 'boot_race', addressState: 'present' })
    expect(withFlags([]).stateWhy).toContain('is there now')
    expect(withFlags(['tentative'])).toMatchObject({ state: 'boot_race', addressState: 'tentative' })
    expect(withFlags(['tentative', 'dadfailed']).addressState).toBe('dadfailed')
  })

  test('nobody listens inside', () => {
    const silent = labEngine('modern').netns.map((one) => ({ ...one, listening: one.listening.filter((l) => l.port !== 80) }))
    expect(at(rowsOf('modern', { netns: silent }), '::', 8080).state).toBe('silent')
  })

  test('a program that takes IPv4 only, behind a rule for IPv6', () => {
    const four = labEngine('modern').netns.map((one) => ({ ...one, listening: one.listening.map((l) => ({ ...l, family: 4 as const, address: '0.0.0.0' })) }))
    expect(at(rowsOf('modern', { netns: four }), '::', 8080).state).toBe('ipv4_listener')
    expect(at(rowsOf('modern', { netns: four }), '0.0.0.0', 8080).state).toBe('serving')
  })

  test('an address that has gone from under a running container', () => {
    expect(at(rowsOf('modern', { addresses: [] }), '2001:db8:23:42::10', 8081)).toMatchObject({ state: 'address_missing', reach: 'nobody' })
    expect(at(rowsOf('modern', { addresses: undefined }), '2001:db8:23:42::10', 8081)).toMatchObject({ addressState: null, reach: 'unknown' })
  })

  test('keys are unique and the order is IPv6 first', () => {
    expect(new Set(rows.map(ports.key)).size).toBe(rows.length)
    expect(rows.findIndex((row) => row.family === 4)).toBe(rows.filter((row) => row.family === 6).length)
  })

  test('without anything but the engine’s list there are rows all the same', () => {
    const bare = ports.rows({ containers: labEngine('modern').containers }, { ...NO_ENGINE })
    expect(bare.map(ports.key).sort()).toEqual(rows.map(ports.key).sort())
    expect(bare.every((row) => row.reach === 'nobody' || row.reach === 'unknown' || row.reach === 'host')).toBe(true)
  })
})

describe('reach', () => {
  const reach = (change: Given) => {
    const { reach, reachWhy } = at(rowsOf('modern', change), '2001:db8:23:42::10', 8081)
    return { reach, reachWhy }
  }
  const chains = (input: string) => ({ ip6tables: must(ip6tables.parse(input)) })
  const save = read('../firewall/fixtures/docker-28-ip6tables-save.txt')

  test('forwarding off: programs of this host only', () => expect(reach({ sysctls: { ...SYSCTLS, 'net/ipv6/conf/all/forwarding': '0' } })).toMatchObject({ reach: 'host', reachWhy: expect.stringContaining('forwarding') }))
  test('no default route: neighbors only', () => expect(reach({ routes6: [] })).toMatchObject({ reach: 'link' }))
  test('a rule that drops is named', () => {
    expect(reach(chains(save.replace('[8:656] -A FORWARD -j DOCKER-USER', '[0:0] -A FORWARD -p tcp -m tcp --dport 81 -j DROP\n[8:656] -A FORWARD -j DOCKER-USER')))).toEqual({
      reach: 'host', reachWhy: expect.stringContaining('FORWARD: -p tcp -m tcp --dport 81 -j DROP'),
    })
  })
  test('a rule that drops something else has no say', () => {
    expect(reach(chains(save.replace('[8:656] -A FORWARD -j DOCKER-USER', '[0:0] -A FORWARD -p tcp -m tcp --dport 82 -j DROP\n[0:0] -A FORWARD -p udp -j DROP\n[0:0] -A FORWARD -i eth7 -j REJECT')))).toMatchObject({ reach: 'anywhere' })
  })
  test('a rule for some sources is told, not judged', () => {
    expect(reach(chains(save.replace('[8:656] -A FORWARD -j DOCKER-USER', '[0:0] -A FORWARD ! -s 2001:db8:7::/48 -j DROP\n[8:656] -A FORWARD -j DOCKER-USER')))).toMatchObject({ reach: 'unknown', reachWhy: expect.stringContaining('2001:db8:7::/48') })
  })
  test('without the engine’s own accept, its policy drops', () => {
    expect(reach(chains(save.replace(/^.*-d 2001:db8:e:1::80\/128 .*--dport 81 -j ACCEPT\n/m, '')))).toMatchObject({ reach: 'host', reachWhy: expect.stringContaining('DROP') })
  })
  test('no tool answered', () => expect(reach({ ip6tables: undefined })).toMatchObject({ reach: 'unknown' }))
  test('native nftables that can drop is noticed', () => {
    const chain = { backend: 'nft' as const, family: 'inet', table: 'site', chain: 'forward', hook: 'forward', priority: 0, policy: 'drop', packets: null, bytes: null, rules: [] }
    expect(reach({ nftRuleset: [chain] })).toMatchObject({ reach: 'unknown', reachWhy: expect.stringContaining('nft inet site forward') })
  })
})

describe('ports of the old host', () => {
  test('ip6tables off: IPv6 goes through the proxy and the source is lost; IPv4 keeps it', () => {
    const rows = rowsOf('old')
    expect(at(rows, '::', 8080)).toMatchObject({ container: { name: 'eng-web' }, travels: 'proxy', sourceKept: false, travelsWhy: expect.stringContaining('ip6tables is off') })
    expect(at(rows, '0.0.0.0', 8080)).toMatchObject({ travels: 'dnat', sourceKept: true, containerAddress: '172.30.1.2' })
  })

  test('an IPv4-only container is reached over [::] by the proxy, and not at all without it', () => {
    expect(at(rowsOf('old'), '::', 8082)).toMatchObject({ container: { name: 'eng-default' }, travels: 'proxy', containerAddress: '172.17.0.2', travelsWhy: expect.stringContaining('no IPv6 address') })
    expect(at(rowsOf('old', { process: process({ 'userland-proxy': false }) }), '::', 8082)).toMatchObject({ travels: 'none', state: 'not_bound', reach: 'nobody' })
  })

  test('the default bridge’s 0.0.0.0 means both families', () => {
    expect(rowsOf('old').filter((row) => row.container.name === 'eng-stopped').map((row) => row.hostIp)).toEqual(['::', '0.0.0.0'])
  })
})

describe('conflicts', () => {
  const line = (local: string, name: string, v6only: 0 | 1) => `tcp LISTEN 0 511 ${local} *:* users:(("${name}",pid=77,fd=6)) ino:1 sk:1 cgroup:/ v6only:${v6only} <->\n`
  const own = read('../sockets/fixtures/modern.txt')
  const withSocket = (text: string) => rowsOf('modern', { sockets: must(socketFacts.parse(own + text)) })

  test('a process on the wildcard blocks an address and is named', () => {
    expect(at(withSocket(line('[::]:8090', 'nginx', 1)), '::', 8090)).toMatchObject({ state: 'blocked', conflicts: [{ what: 'process', name: 'nginx', pid: 77, address: '::' }], stateWhy: expect.stringContaining('nginx (pid 77)') })
    expect(at(withSocket(line('[::]:8090', 'nginx', 1)), '0.0.0.0', 8090).conflicts).toEqual([])
  })
  test('a dual-stack wildcard blocks IPv4 as well', () => expect(at(withSocket(line('*:8090', 'nginx', 0)), '0.0.0.0', 8090)).toMatchObject({ state: 'blocked' }))
  test('another address of the same port is none', () => expect(at(withSocket(line('[2001:db8:23:42::99]:8081', 'nginx', 1)), '2001:db8:23:42::10', 8081).conflicts).toEqual([]))
  test('two containers that want the same', () => {
    const engine = labEngine('modern')
    const twin = { ...engine.containers.find((c) => c.name === 'eng-stopped')!, id: 'twin', name: 'twin', ports: [{ proto: 'tcp', port: 80, hostIp: '2001:db8:23:42::10', hostPort: 8081 }] }
    const row = at(rowsOf('modern', { ...engine, containers: [...engine.containers, twin] }), '2001:db8:23:42::10', 8081, 'twin')
    expect(row).toMatchObject({ state: 'blocked', conflicts: [{ what: 'container', container: { name: 'eng-web' }, running: true }] })
  })
})

describe('what engines say when they cannot bind', () => {
  const place = { address: '2001:db8:23:42::77', port: 80 }
  test.each(['modern', 'old'] as const)('%s', (host) => {
    expect(bindFailureOf(errors[host].address)).toEqual({ kind: 'address', ...place })
    expect(bindFailureOf(errors[host].address4)).toEqual({ kind: 'address', address: '192.0.2.77', port: 80 })
    expect(bindFailureOf(errors[host].container)).toEqual({ kind: 'container', ...place })
    expect(bindFailureOf(errors[host].process)).toEqual({ kind: 'process', address: '2001:db8:23:42::77', port: 8088 })
  })
  test.each([
    ['failed to bind port 2001:db8::1:80/tcp: cannot assign requested address', '2001:db8::1', 80],
    ['failed to set up container networking: driver failed programming external connectivity on endpoint web (id): failed to bind host port [2001:db8::1]:80/tcp: cannot assign requested address', '2001:db8::1', 80],
  ])('by the sources of 27 and 29: %s', (error, address, port) => expect(bindFailureOf(error)).toEqual({ kind: 'address', address, port }))
  test.each(['', 'OCI runtime create failed: exec: "x": not found', 'cannot assign requested address'])('%j is something else', (error) => expect(bindFailureOf(error)).toBeNull())
})
