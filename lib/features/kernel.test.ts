import { execFileSync, spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { addressFacts } from './addresses/readings'
import { addresses } from './addresses/resource'
import { bridges } from './bridges/resource'
import { must, NO_ENGINE } from './fixtures/lab-engine'
import { linkFacts } from './links/readings'
import { links } from './links/resource'
import { neighborFacts } from './neighbors/readings'
import { neighbors } from './neighbors/resource'
import { proxyFacts } from './proxies/readings'
import { proxies } from './proxies/resource'
import { routes4, routes6 } from './routes/readings'
import { routes } from './routes/resource'
import { rules4, rules6 } from './rules/readings'
import { rules } from './rules/resource'
import { socketFacts } from './sockets/readings'
import { sockets } from './sockets/resource'

// Things are added in a network namespace of its own, read with the very commands of the readings, and compared with what was added.
const STATE = `
ip link set lo up
echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
ip link add eth0 type veth peer name 'a"b'
ip link add br-0123456789ab type bridge mcast_snooping 0
ip link add ve0 type veth peer name ve1
ip link set ve0 master br-0123456789ab
ip link set ve0 type bridge_slave hairpin on
ip link set dev 'a"b' alias 'x "y" \\ z'
for l in eth0 'a"b' br-0123456789ab ve0 ve1; do ip link set dev "$l" up; done
ip addr add 192.0.2.1/24 dev eth0
ip addr add 2001:db8::1/64 dev eth0 nodad
ip addr add 2001:db8::2/64 dev eth0 nodad valid_lft 1000 preferred_lft 0
ip addr add fd00::1 peer fd00::2/128 dev eth0 nodad
ip addr add 2001:db8:1::1/64 dev br-0123456789ab nodad
ip addr add 2001:db8:1::2/64 dev eth0 nodad
ip -6 route add default via fe80::1 dev eth0 metric 50
ip -6 route add default via fe80::2 dev eth0 metric 90
ip -6 route add blackhole 2001:db8:dead::/48
ip -6 route add 2001:db8:5::/48 nexthop via fe80::2 dev eth0 weight 2 nexthop via fe80::3 dev 'a"b'
ip -6 route add 2001:db8:6::/64 dev eth0 expires 600 proto ra mtu 1400 table 100
ip -6 rule add from 2001:db8::/64 fwmark 0x1/0xff table 100 prio 100
ip neigh add 2001:db8::9 dev eth0 lladdr 02:00:00:00:00:09 nud stale router
ip neigh add 2001:db8::a dev eth0 lladdr 02:00:00:00:00:09 nud permanent
ip -6 neigh add proxy 2001:db8::77 dev eth0
for v in va vb vc vd; do ip link add $v type veth peer name p$v; ip link set $v up; ip link set p$v up; done
ip addr add 2001:db8:2::1/64 dev va nodad
ip addr add 2001:db8:2::2/64 dev vb nodad
ip addr add 2001:db8:3::1/64 dev vc nodad
ip addr add 2001:db8:3::2/64 dev vd nodad
echo 1 > /proc/sys/net/ipv6/conf/vc/ignore_routes_with_linkdown
ip link set pva down
ip link set pvc down
`
// For each destination the kernel itself is asked which route it takes.
const ASKED = ['3fff::1', '2001:db8:1::99', '2001:db8:2::99', '2001:db8:3::99']
const READINGS = [linkFacts, addressFacts, routes6, routes4, rules6, rules4, neighborFacts, proxyFacts, socketFacts]
const LISTENER = `
const net = require('node:net'), { execFileSync } = require('node:child_process')
const wait = [[8081, '::', false], [8082, '::', true], [8083, '127.0.0.1', false]].map(([port, host, ipv6Only]) => new Promise((r) => net.createServer().listen({ port, host, ipv6Only }, r)))
process.title = 'a b",(pid=1)'
Promise.all(wait).then(() => {
  const outputs = JSON.parse(process.env.ARGVS).map(([file, ...args]) => execFileSync(file, args, { encoding: 'utf8' }))
  process.stdout.write(JSON.stringify({ pid: process.pid, outputs }), () => process.exit())
})`

const canUnshare = spawnSync('unshare', ['-rn', 'true']).status === 0

// Without rights to a network namespace there is no kernel to ask; the run says so by a skipped test with this name.
describe.skipIf(!canUnshare)('rows agree with the kernel (needs unshare -rn)', () => {
  let raw: Map<string, string>
  let pid: number
  let taken: { dev: string; gateway?: string }[]
  const get = <T>(reading: { name: string; parse(raw: unknown): Parameters<typeof must<T>>[0] }): T => must(reading.parse(raw.get(reading.name)))

  beforeAll(() => {
    const argvs = [...READINGS.map(({ source }) => (source.type === 'argv' ? source.argv : [])), ...ASKED.map((address) => ['ip', '-j', '-6', 'route', 'get', address])]
    const script = `set -e\n${STATE}\nexec "$NODE" -e "$LISTENER"`
    const printed = execFileSync('unshare', ['-rn', 'sh', '-c', script], { encoding: 'utf8', env: { ...process.env, NODE: process.execPath, LISTENER, ARGVS: JSON.stringify(argvs) } })
    const { outputs, pid: process_ } = JSON.parse(printed) as { outputs: string[]; pid: number }
    raw = new Map(READINGS.map((reading, i) => [reading.name, outputs[i] ?? '']))
    pid = process_
    taken = outputs.slice(READINGS.length).map((output) => (JSON.parse(output) as { dev: string; gateway?: string }[])[0]!)
  })

  const json = (name: string) => JSON.parse(raw.get(name) ?? '') as Record<string, unknown>[]

  test('links', () => {
    const rows = links.rows({ links: get(linkFacts) }, { ...NO_ENGINE, routes6: get(routes6) })
    const told = json('links')
    expect(rows.map((row) => [row.index, row.name, row.mtu, row.state, row.mac, row.flags])).toEqual(told.map((link) => [link['ifindex'], link['ifname'], link['mtu'], link['operstate'], link['address'], link['flags']]))
    const byName = new Map(rows.map((row) => [row.name, row]))
    expect(byName.get('a"b')).toMatchObject({ kind: 'veth', alias: 'x "y" \\ z', peer: { index: byName.get('eth0')!.index, netns: null } })
    expect(rows.filter((row) => row.uplink).map((row) => row.name)).toEqual(['eth0'])
  })

  test('bridges', () => {
    const [bridge] = bridges.rows({ links: get(linkFacts) }, { ...NO_ENGINE, networks: [], addresses: get(addressFacts) })
    expect(bridge).toMatchObject({ name: 'br-0123456789ab', orphan: true, multicastSnooping: false, stp: false, ports: [{ dev: 've0', kind: 'veth', hairpin: true }] })
    expect(bridge?.addresses).toContain('2001:db8:1::1/64')
  })

  test('addresses', () => {
    const rows = addresses.rows({ addresses: get(addressFacts) }, { ...NO_ENGINE, routes6: get(routes6) })
    const told = json('addresses').flatMap((link) => (link['addr_info'] as Record<string, unknown>[]).map((address) => [link['ifname'], address['local'], address['prefixlen'], address['scope']]))
    expect(rows.map((row) => [row.dev, row.address, row.length, row.scope])).toEqual(told)
    const deprecated = rows.find((row) => row.address === '2001:db8::2')!
    expect(deprecated.flags).toEqual(expect.arrayContaining(['nodad', 'deprecated', 'dynamic']))
    expect(Math.abs(deprecated.validUntil! - Date.now() - 1_000_000)).toBeLessThan(20_000)
    expect(rows.find((row) => row.address === 'fd00::1')).toMatchObject({ peer: 'fd00::2', length: 128, source: 'static', uplink: true })
    expect(rows.filter((row) => row.address.startsWith('fe80::')).every((row) => row.source === 'kernel')).toBe(true)
  })

  test('routes', () => {
    const rows = routes.rows({ routes6: get(routes6), routes4: get(routes4) }, { networks: undefined })
    const told = [...json('routes6').map((route) => [6, route]), ...json('routes4').map((route) => [4, route])] as [number, Record<string, unknown>][]
    const full = (family: number, dst: string) => (dst === 'default' || dst.includes('/') ? dst : `${dst}/${family === 6 ? 128 : 32}`)
    expect(rows.map((row) => [row.family, row.dst, row.type, row.table, row.via, row.dev, row.metric])).toEqual(
      told.map(([family, route]) => [family, full(family, String(route['dst'])), route['type'] ?? 'unicast', route['table'] ?? 'main', route['gateway'] ?? null, route['dev'] ?? null, route['metric'] ?? null]),
    )
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
    const at = (dst: string) => rows.filter((row) => row.dst === dst)
    expect(at('2001:db8:5::/48')[0]?.nexthops).toEqual([{ via: 'fe80::2', dev: 'eth0', weight: 2 }, { via: 'fe80::3', dev: 'a"b', weight: 1 }])
    expect(at('2001:db8:6::/64')[0]).toMatchObject({ table: '100', protocol: 'ra', mtu: 1400 })
  })

  test('of several routes to one destination we name the one that the kernel takes', () => {
    const rows = routes.rows({ routes6: get(routes6), routes4: [] }, { networks: undefined })
    const ours = ['default', '2001:db8:1::/64', '2001:db8:2::/64', '2001:db8:3::/64'].map((dst) => {
      const rivals = rows.filter((row) => row.dst === dst && row.table === 'main')
      const [winner, ...others] = rivals.filter((row) => row.shadowedBy === null)
      expect([others, rivals.length]).toEqual([[], 2])
      expect(rivals.find((row) => row.shadowedBy !== null)?.shadowedBy).toBe(winner?.key)
      return { dev: winner?.dev, via: winner?.via, linkdown: winner?.linkdown }
    })
    expect(ours.map(({ dev, via }) => [dev, via])).toEqual(taken.map(({ dev, gateway }) => [dev, gateway ?? null]))
    // A link without carrier wins all the same, unless the kernel was told to pass over such links.
    expect(ours.slice(2)).toEqual([{ dev: 'va', via: null, linkdown: true }, { dev: 'vd', via: null, linkdown: false }])
  })

  test('rules', () => {
    const rows = rules.rows({ rules6: get(rules6), rules4: get(rules4) }, {})
    expect(rows.map((row) => row.priority)).toEqual([...json('rules6'), ...json('rules4')].map((rule) => rule['priority']))
    expect(rows.find((row) => row.priority === 100)?.text).toBe('from 2001:db8::/64 fwmark 0x1/0xff lookup 100')
  })

  test('neighbors and proxies', () => {
    const rows = neighbors.rows({ neighbors: get(neighborFacts) }, NO_ENGINE)
    expect(rows.find((row) => row.address === '2001:db8::9')).toMatchObject({ state: 'STALE', router: true, mac: '02:00:00:00:00:09', sameMac: ['2001:db8::a'] })
    const [proxy] = proxies.rows({ proxies: get(proxyFacts) }, { ...NO_ENGINE, sysctls: undefined, links: get(linkFacts), addresses: get(addressFacts), routes6: get(routes6) })
    expect(proxy).toMatchObject({ key: 'eth0/2001:db8::77', stale: null, offLink: false, silent: [] })
  })

  test('sockets', () => {
    const rows = sockets.rows({ sockets: get(socketFacts) }, NO_ENGINE)
    expect(rows.map((row) => [row.port, row.address, row.family, row.alsoIpv4, row.process?.pid])).toEqual([[8081, '::', 6, true, pid], [8082, '::', 6, false, pid], [8083, '127.0.0.1', 4, false, pid]])
  })
})
