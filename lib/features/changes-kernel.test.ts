import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANGES } from '../changes-registry'
import type { Action, Json, Step } from '../core/action'
import { hashOfText } from '../core/file-hash'
import { deltaHolds, type Change, type Plan, type Rows } from '../core/change'
import type { Reading } from '../core/reading'
import { rowsOf } from '../core/resource'
import { fail, ok, type Result } from '../core/result'
import { addAddress, removeAddress } from './addresses/changes'
import { attachPort, createBridge, detachPort, removeBridge } from './bridges/changes'
import { must } from './fixtures/lab-engine'
import { addNeighbor, flushNeighbors, removeNeighbor } from './neighbors/changes'
import { addProxy, removeProxy } from './proxies/changes'
import { setMtu } from './links/changes'
import { addRoute, removeRoute, replaceRoute } from './routes/changes'
import { setSysctl } from './sysctls/changes'
import { SYSCTL_DROP_IN } from './sysctls/drop-in'

// Every kind of change against the real kernel: plan from rows that our own readings made, do, look, undo, look.
const STATE = `
echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
ip link set lo up
ip link add eth0 type veth peer name '$(id)'
ip link add ve0 type veth peer name ve1
ip link add br7 address 02:00:00:00:00:07 type bridge mcast_snooping 0
ip link set dev ve0 master br7
ip link set dev ve0 type bridge_slave hairpin on
for l in eth0 '$(id)' ve0 ve1 br7; do ip link set dev "$l" up; done
ip addr add 2001:db8:7::1/64 dev br7 nodad
ip addr add 2001:db8:1::1/64 dev eth0 nodad
ip addr add 2001:db8:1::2/64 dev eth0 nodad
ip addr add 2001:db8:2::1/64 dev eth0 nodad home valid_lft 5000 preferred_lft 0
ip addr add 2001:db8:3::1/64 dev eth0 nodad metric 77
ip addr add fd00::1 peer fd00::2/128 dev eth0 nodad
ip -6 route add 2001:db8:a::/48 via fe80::1 dev eth0 proto static mtu 1400
ip -6 route add 2001:db8:b::/48 via 2001:db8:1::9 dev eth0 proto static src 2001:db8:1::2
ip -6 route add 2001:db8:c::/48 proto static nexthop via fe80::2 dev eth0 weight 2 nexthop via fe80::3 dev '$(id)'
ip -6 route add 2001:db8:a1::/48 via fe80::1 dev eth0 proto static src 2001:db8:1::2 features ecn advmss 1420 initcwnd 30 initrwnd 31 quickack 1 rto_min 50ms rtt 300ms congctl cubic pref high
ip -6 route add 2001:db8:a2::/48 via fe80::1 dev eth0 proto static src 2001:db8:1::2 metric 7
ip -6 route append 2001:db8:a2::/48 dev '$(id)' proto static metric 7
ip -6 route append 2001:db8:a2::/48 dev eth0 proto static metric 7
ip -6 route add 2001:db8:a5::/48 via fe80::1 dev eth0 proto static
ip -6 route add 2001:db8:a5::/48 from 2001:db8:1::/64 via fe80::2 dev eth0 proto static
ip -6 rule add from 2001:db8:2::/64 lookup 200
ip -6 route add default via fe80::7 dev '$(id)' table 200 proto static metric 50
ip link add link eth0 name '$(id).10' type macvlan mode private
ip link set dev '$(id).10' up
ip addr add 2001:db8:10::1/64 dev '$(id).10' nodad
ip -6 route add 2001:db8:a6::/48 via fe80::9 dev '$(id).10' proto static
ip -6 route add unreachable 2001:db8:dead::/48 proto static table 100 metric 7
ip -6 route add default via fe80::1 dev eth0 proto ra expires 900
ip -6 route add 2001:db8:d::/48 via 2001:db8:ffff::1 dev eth0 onlink proto static pref high
ip -6 route add 2001:db8:e::/48 via fe80::1 dev br7 proto static
ip neigh add 2001:db8:1::50 dev eth0 lladdr 02:00:00:00:00:50 nud permanent
ip neigh add 2001:db8:1::51 dev eth0 lladdr 02:00:00:00:00:51 nud stale
ip -6 neigh add proxy 2001:db8:1::77 dev eth0
ip -6 neigh add proxy 2001:db8:1::78 dev '$(id)' proto 5
echo 1 > '/proc/sys/net/ipv6/conf/$(id)/forwarding'
`
const SYSCTLS = 'cd /proc/sys && for f in net/ipv6/conf/*/forwarding net/ipv6/conf/*/accept_ra net/ipv6/conf/*/proxy_ndp net/ipv6/conf/*/disable_ipv6 net/ipv6/conf/*/mtu net/ipv6/neigh/*/proxy_delay net/ipv6/bindv6only net/ipv4/ip_forward net/ipv4/conf/all/forwarding; do echo "$f"; cat "$f"; done'

/** A network namespace that lives as long as a process that sleeps in it. */
class Namespace {
  private readonly holder: ChildProcess
  private dropIn: string | null = null
  private readonly kept = new Map<string, Json>()
  constructor(state: string) {
    this.holder = spawn('unshare', ['-rn', 'sleep', '120'], { stdio: 'ignore' })
    // Until unshare has made it, the process is still in ours.
    const ours = execFileSync('readlink', ['/proc/self/ns/net'], { encoding: 'utf8' })
    for (let i = 0; i < 200; i++) {
      const theirs = spawnSync('readlink', [`/proc/${this.holder.pid}/ns/net`], { encoding: 'utf8' }).stdout
      const awake = spawnSync('cat', [`/proc/${this.holder.pid}/comm`], { encoding: 'utf8' }).stdout === 'sleep\n'
      if (awake && theirs !== '' && theirs !== ours) break
      spawnSync('sleep', ['0.02'])
    }
    this.must(['sh', '-c', `set -e\n${state}`])
  }
  run(argv: readonly string[]) {
    return spawnSync('nsenter', ['-t', String(this.holder.pid), '-U', '-n', '--preserve-credentials', '--', ...argv], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  }
  must(argv: readonly string[]): string {
    const { status, stdout, stderr } = this.run(argv)
    if (status !== 0) throw new Error(`${argv[0]}: ${stderr}`)
    return stdout
  }
  /** Waits until duplicate address detection is over. */
  settle(): void {
    for (let i = 0; i < 60 && this.must(['ip', '-6', 'addr', 'show', 'tentative', '-dadfailed']).trim() !== ''; i++) spawnSync('sleep', ['0.1'])
  }
  rows(change: Change<unknown>): Rows {
    const read = (reading: Reading<unknown>): Result<unknown> => {
      if (reading.source.type === 'argv') return reading.parse(this.must(reading.source.argv))
      if (reading.name === 'networks' || reading.name === 'containers' || reading.name === 'containerNetns') return ok([])
      if (reading.name === 'sysctl-files') return ok([{ path: SYSCTL_DROP_IN, text: this.dropIn, atStart: true }])
      if (reading.name === 'kept') return ok([...this.kept].map(([key, value]) => ({ key, value, by: 'ann', at: 1, triedAt: null, said: null })))
      if (reading.name !== 'sysctls') return fail({ code: 'not_available', message: reading.name })
      const lines = this.must(['sh', '-c', SYSCTLS]).trim().split('\n')
      return ok(Object.fromEntries(lines.flatMap((path, i) => (i % 2 === 0 ? [[path, lines[i + 1] ?? '']] : []))))
    }
    return Object.fromEntries(change.needs.map((resource) => [resource.name, rowsOf(resource, read).rows ?? []]))
  }
  act(action: Action): { ok: boolean; said: string } {
    if (action.type === 'keep') {
      if (action.value === null) this.kept.delete(action.key)
      else this.kept.set(action.key, action.value)
      return { ok: true, said: '' }
    }
    if (action.type === 'write-file') {
      // Files belong to the machine and not to the namespace: this one is only played.
      if (hashOfText(this.dropIn) !== action.ifHash && this.dropIn !== action.content) return { ok: false, said: 'changed' }
      this.dropIn = action.content
      return { ok: true, said: '' }
    }
    const argv = action.type === 'exec' ? action.argv : action.type === 'write-sysctl' ? ['sh', '-c', 'echo "$1" > "/proc/sys/$2"', 'sh', action.value, action.path] : ['false']
    const { status, stderr } = this.run(argv)
    return { ok: status === 0, said: stderr }
  }
  /** Everything that a plan may touch, without what changes by itself. The order of addresses and indexes of links are the kernel's affair. */
  snapshot(): unknown {
    const json = (argv: readonly string[]) => JSON.parse(this.must(argv) || '[]') as Record<string, unknown>[]
    const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one, (key, value: unknown) => (VOLATILE.has(key) ? undefined : value))).sort()
    return {
      dropIn: this.dropIn,
      kept: [...this.kept],
      links: sorted(json(['ip', '-j', '-d', 'link', 'show'])),
      addresses: sorted(json(['ip', '-j', '-6', 'addr', 'show']).flatMap((link) => (link['addr_info'] as object[]).map((one) => ({ dev: link['ifname'], ...one })))),
      routes: sorted(json(['ip', '-j', '-6', 'route', 'show', 'table', 'all'])),
      neighbors: sorted(json(['ip', '-j', '-6', 'neigh', 'show', 'nud', 'permanent'])),
      proxies: sorted(json(['ip', '-j', '-6', 'neigh', 'show', 'proxy'])),
      sysctls: this.must(['sh', '-c', SYSCTLS]).split('\n'),
    }
  }
  end(): void {
    this.holder.kill('SIGKILL')
  }
}
const VOLATILE = new Set(['ifindex', 'link_index', 'valid_life_time', 'preferred_life_time', 'expires', 'hello_timer', 'tcn_timer', 'topology_change_timer', 'gc_timer', 'message_age_timer', 'forward_delay_timer', 'hold_timer', 'inet6_addr_gen_mode', 'bridge_id', 'root_id', 'id', 'no', 'designated_bridge', 'designated_root', 'operstate', 'state'])

const CASES: [name: string, change: Change<unknown>, input: object][] = [
  ['proxies.add', addProxy, { dev: 'eth0', address: '2001:DB8:1:0::79', enable: true, keep: true }],
  ['proxies.add on a hostile name', addProxy, { dev: '$(id)', address: '2001:db8:1::79' }],
  ['proxies.remove', removeProxy, { dev: 'eth0', address: '2001:db8:1::77' }],
  ['proxies.remove of another program’s', removeProxy, { dev: '$(id)', address: '2001:db8:1::78' }],
  ['addresses.add', addAddress, { dev: 'eth0', address: '2001:DB8:9::9/64', keep: true }],
  ['addresses.add with flags', addAddress, { dev: '$(id)', address: '2001:db8:9::9/128', nodad: true, home: true, deprecated: true }],
  ['addresses.remove, last of its prefix, with lifetimes', removeAddress, { dev: 'eth0', address: '2001:db8:2::1/64' }],
  ['addresses.remove with a metric', removeAddress, { dev: 'eth0', address: '2001:db8:3::1/64' }],
  ['addresses.remove with a peer', removeAddress, { dev: 'eth0', address: 'fd00::1/128' }],
  ['addresses.remove, source of a route', removeAddress, { dev: 'eth0', address: '2001:db8:1::2/64' }],
  ['routes.add', addRoute, { dst: '2001:db8:f::/48', via: '2001:db8:1::9', mtu: 1400, src: '2001:db8:1::1' }],
  ['routes.add blackhole', addRoute, { dst: '2001:db8:f::/48', type: 'blackhole', table: '100', metric: 9 }],
  ['routes.add onlink', addRoute, { dst: '::/0', via: '2001:db8:fff::1', dev: '$(id)', onlink: true, metric: 3 }],
  ['routes.add without a router', addRoute, { dst: '2001:db8:f::/48', dev: '$(id)' }],
  ['routes.replace', replaceRoute, { dst: '2001:db8:a::/48', via: '2001:db8:1::9', dev: 'eth0' }],
  ['routes.replace same path', replaceRoute, { dst: '2001:db8:a::/48', via: 'fe80::1', dev: 'eth0', mtu: 1300 }],
  ['routes.replace by a blackhole', replaceRoute, { dst: '2001:db8:a::/48', type: 'blackhole' }],
  ['routes.replace by on-link', replaceRoute, { dst: '2001:db8:b::/48', dev: 'eth0' }],
  ['routes.remove', removeRoute, { dst: '2001:db8:a::/48' }],
  ['routes.remove with a source', removeRoute, { dst: '2001:db8:b::/48' }],
  ['routes.remove multipath', removeRoute, { dst: '2001:db8:c::/48' }],
  ['routes.replace keeps metrics', replaceRoute, { dst: '2001:db8:a1::/48', via: 'fe80::1', dev: 'eth0', mtu: 1300 }],
  ['routes.remove with metrics', removeRoute, { dst: '2001:db8:a1::/48' }],
  ['routes.remove beside others with its metric', removeRoute, { dst: '2001:db8:a2::/48', via: 'fe80::1' }],
  ['routes.remove on-link beside others with its metric', removeRoute, { dst: '2001:db8:a2::/48', dev: '$(id)' }],
  ['routes.remove of all sources beside one of a source', removeRoute, { dst: '2001:db8:a5::/48', from: 'all' }],
  ['routes.remove of one source', removeRoute, { dst: '2001:db8:a5::/48', from: '2001:db8:1::/64' }],
  ['routes.remove of a table with a rule', removeRoute, { dst: 'default', table: '200' }],
  ['routes.replace in a table with a rule', replaceRoute, { dst: 'default', table: '200', via: 'fe80::8', dev: 'eth0', metric: 50 }],
  ['routes.remove on a stacked link', removeRoute, { dst: '2001:db8:a6::/48' }],
  ['addresses.remove on a stacked link', removeAddress, { dev: '$(id).10', address: '2001:db8:10::1/64' }],
  ['routes.remove onlink', removeRoute, { dst: '2001:db8:d::/48' }],
  ['routes.remove in a table', removeRoute, { dst: '2001:db8:dead::/48', table: '100' }],
  ['routes.remove of an advertised one', removeRoute, { dst: 'default', managed: true }],
  ['routes.remove of the kernel’s', removeRoute, { dst: '2001:db8:3::/64', managed: true }],
  ['neighbors.add', addNeighbor, { dev: 'eth0', address: '2001:db8:1::60', mac: '02:00:00:00:00:60' }],
  ['neighbors.add over another', addNeighbor, { dev: 'eth0', address: '2001:db8:1::50', mac: '02:00:00:00:00:60' }],
  ['neighbors.add over a learned one', addNeighbor, { dev: 'eth0', address: '2001:db8:1::51', mac: '02:00:00:00:00:60' }],
  ['neighbors.remove', removeNeighbor, { dev: 'eth0', address: '2001:db8:1::50' }],
  ['neighbors.remove of a learned one', removeNeighbor, { dev: 'eth0', address: '2001:db8:1::51' }],
  ['neighbors.flush', flushNeighbors, { dev: 'eth0' }],
  ['neighbors.flush all', flushNeighbors, { dev: 'eth0', state: 'all' }],
  ['bridges.create', createBridge, { name: 'lan0', addresses: ['2001:db8:9::1/64', 'fe80::1/64'] }],
  ['bridges.remove', removeBridge, { name: 'br7', detach: ['ve0'] }],
  ['bridges.attach', attachPort, { dev: '$(id)', bridge: 'br7' }],
  ['bridges.detach', detachPort, { dev: 've0', bridge: 'br7' }],
  ['links.set-mtu', setMtu, { dev: '$(id)', mtu: 1380 }],
  ['links.set-mtu that ends IPv6', setMtu, { dev: 've1', mtu: 1279 }],
  ['sysctls.set one', setSysctl, { path: 'net/ipv6/conf/$(id)/proxy_ndp', value: '1', keep: true }],
  ['sysctls.set forwarding of all, protected', setSysctl, { path: 'net/ipv6/conf/all/forwarding', value: '1' }],
  ['sysctls.set forwarding of all, unprotected', setSysctl, { path: 'net/ipv6/conf/all/forwarding', value: '1', protectRa: false }],
  ['sysctls.set accept_ra where a default route was learned', setSysctl, { path: 'net/ipv6/conf/eth0/accept_ra', value: '0' }],
  ['sysctls.set disable_ipv6 of a link', setSysctl, { path: 'net/ipv6/conf/eth0/disable_ipv6', value: '1' }],
  ['sysctls.set disable_ipv6 of all', setSysctl, { path: 'net/ipv6/conf/all/disable_ipv6', value: '1' }],
  ['sysctls.set mtu', setSysctl, { path: 'net/ipv6/conf/eth0/mtu', value: '1400' }],
  ['sysctls.set disable_ipv6 of a stacked link', setSysctl, { path: 'net/ipv6/conf/$(id).10/disable_ipv6', value: '1' }],
  ['sysctls.set ip_forward', setSysctl, { path: 'net/ipv4/ip_forward', value: '1' }],
]

/** Kinds that no command on the kernel's tables stands for: records and a daemon's file, which the keeper's own tests try. */
const NO_KERNEL = ['proxies.rule-add', 'proxies.rule-remove']

test('every kind of change of the kernel is tried', () => {
  const kinds = CHANGES.map(({ kind }) => kind).filter((kind) => /^(addresses|routes|neighbors|proxies|bridges|links|sysctls)\./.test(kind))
  const tried = new Set(CASES.map(([, { kind }]) => kind))
  expect(kinds.filter((kind) => !tried.has(kind))).toEqual(NO_KERNEL)
})

// Not skipped where no namespace can be made: nobody would see that nothing was tried.
describe('changes of the kernel (needs unshare -rn)', () => {
  let host: Namespace
  beforeEach(() => {
    host = new Namespace(STATE)
    host.settle()
  })
  afterEach(async () => {
    host.end()
    // Everything here waits for commands without letting go; between tests the runner has to get a word in.
    await new Promise((resolve) => setImmediate(resolve))
  })

  const holds = (plan: Plan, side: 'before' | 'after', change: Change<unknown>) => {
    const rows = host.rows(change)
    return plan.deltas.filter((delta) => !deltaHolds(delta, side, rows[delta.resource] ?? []))
  }
  const runs = (steps: readonly Step[], way: 'do' | 'undo') => {
    for (const step of way === 'do' ? steps : steps.toReversed()) {
      const action = step[way]
      if (!action) continue
      expect(host.act(action), JSON.stringify(action)).toEqual({ ok: true, said: '' })
      // Again, as after a crash: it succeeds or says one of the words that mean that it is done.
      const again = host.act(action)
      const done = action.type === 'exec' && (action.alreadyDone ?? []).some((words) => again.said.includes(words))
      expect(again.ok || done, `again: ${JSON.stringify(action)} said ${again.said}`).toBe(true)
    }
  }

  test.each(CASES)('%s', (_name, change, wish) => {
    const before = host.snapshot()
    const plan = must(change.plan(change.input.parse(wish), host.rows(change), { admin: null, now: Date.now() }))
    expect(holds(plan, 'before', change)).toEqual([])
    runs(plan.steps, 'do')
    host.settle()
    expect(holds(plan, 'after', change)).toEqual([])
    if (plan.deltas.length > 0) expect(holds(plan, 'before', change)).not.toEqual([])
    runs(plan.steps, 'undo')
    host.settle()
    expect(holds(plan, 'before', change)).toEqual([])
    expect(host.snapshot()).toEqual(before)
  })

  test('what a row does not hold whole is left alone, and said where it goes along', () => {
    host.must(['sh', '-c', 'ip nexthop add id 5 via fe80::5 dev eth0 && ip -6 route add 2001:db8:a3::/48 nhid 5 proto static && ip -6 route add 2001:db8:a4::/48 encap seg6 mode encap segs 2001:db8:99::1 dev eth0 proto static'])
    const plan = (change: Change<unknown>, wish: object) => change.plan(change.input.parse(wish), host.rows(change), { admin: null, now: Date.now() })
    for (const dst of ['2001:db8:a3::/48', '2001:db8:a4::/48']) {
      expect(plan(removeRoute, { dst })).toMatchObject({ ok: false, problem: { code: 'conflict', field: 'dst' } })
      expect(plan(replaceRoute, { dst, dev: 'eth0' })).toMatchObject({ ok: false, problem: { code: 'conflict', field: 'dst' } })
    }
    const { steps, warnings } = must(plan(setSysctl, { path: 'net/ipv6/conf/eth0/disable_ipv6', value: '1' }))
    expect(warnings.filter((one) => /2001:db8:a[34]::.*(nhid 5|encap seg6)/.test(one))).toHaveLength(2)
    expect(JSON.stringify(steps)).not.toMatch(/2001:db8:a[34]::/)
    // The kernel would take another one: without a router it does not compare routers.
    expect(plan(removeRoute, { dst: '2001:db8:a2::/48', dev: 'eth0' })).toMatchObject({ ok: false, problem: { field: 'dst' } })
  })

  test('verification waits for duplicate address detection', () => {
    host.must(['sh', '-c', 'echo 1 > /proc/sys/net/ipv6/conf/eth0/accept_dad'])
    const plan = must(addAddress.plan(addAddress.input.parse({ dev: 'eth0', address: '2001:db8:9::9/64' }), host.rows(addAddress), { admin: null, now: Date.now() }))
    expect(host.act(plan.steps[0]!.do).ok).toBe(true)
    expect(holds(plan, 'after', addAddress).map((delta) => delta.match['flags'])).toEqual([['tentative']])
    host.settle()
    expect(holds(plan, 'after', addAddress)).toEqual([])
  })

  test('a duplicate is noticed', () => {
    host.must(['sh', '-c', 'echo 1 > /proc/sys/net/ipv6/conf/eth0/accept_dad'])
    host.must(['ip', 'addr', 'add', '2001:db8:9::9/64', 'dev', '$(id)', 'nodad'])
    const rows = host.rows(addAddress)
    const plan = must(addAddress.plan(addAddress.input.parse({ dev: 'eth0', address: '2001:db8:9::9/64' }), { ...rows, addresses: [] }, { admin: null, now: Date.now() }))
    for (const step of plan.steps) host.act(step.do)
    host.settle()
    expect(holds(plan, 'after', addAddress).map((delta) => delta.match['flags'])).toEqual([['dadfailed', 'tentative']])
  })
})
