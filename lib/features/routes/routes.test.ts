import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { labEngine, must } from '../fixtures/lab-engine'
import { routes4, routes6, type RouteFact } from './readings'
import { routes } from './resource'
import { uplinksOf } from './uplinks'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const six = (raw: object[]) => must(routes6.parse(JSON.stringify(raw.map((route) => ({ flags: [], ...route })))))
const rowsOf = (facts: RouteFact[]) => routes.rows({ routes6: facts, routes4: [] }, { networks: undefined })

function labRows(host: 'modern' | 'old') {
  return routes.rows({ routes6: must(routes6.parse(read(`./fixtures/${host}-6.json`))), routes4: must(routes4.parse(read(`./fixtures/${host}-4.json`))) }, labEngine(host))
}

describe('reading routes', () => {
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => {
    expect(answerTo(routes6, raw)).toBe('unreadable_output')
    expect(answerTo(routes4, raw)).toBe('unreadable_output')
  })
  test.each(['', '[]', '[ ]\n'])('none: %j', (raw) => expect(routes6.parse(raw)).toEqual({ ok: true, value: [] }))

  test('a bare destination becomes a prefix, an expiry a point in time', () => {
    vi.useFakeTimers({ now: 5_000_000 })
    expect(six([{ dst: '2001:db8::1', expires: 60, later: { x: 1 } }, { dst: '::192.0.2.1' }])).toEqual([
      { dst: '2001:db8::1/128', flags: [], expires: 60, expiresAt: 5_060_000 },
      { dst: '::c000:201/128', flags: [] },
    ])
    expect(must(routes4.parse('[{"dst":"192.0.2.1","flags":[]}]'))[0]?.dst).toBe('192.0.2.1/32')
    vi.useRealTimers()
  })
})

describe('what an own row says beyond its way', () => {
  const row = (raw: object) => rowsOf(six([{ dst: '2001:db8:a::/48', dev: 'eth0', ...raw }]))[0]
  test.each([
    [[{ mtu: 1400, hoplimit: 64 }], 'hoplimit 64'],
    [[{ rtt: 300, cwnd: 5, advmss: 1420, initcwnd: 30, ecn: null, tcp_usec_ts: null, rto_min: 50, congestion: 'cubic', fastopen_no_cookie: 1 }], 'features ecn tcp_usec_ts cwnd 5 advmss 1420 initcwnd 30 fastopen_no_cookie 1 rtt 300ms rto_min 50ms congctl cubic'],
    [[{ mtu: 1400 }], null],
    [undefined, null],
  ])('metrics %j', (metrics, words) => expect(row({ metrics })).toMatchObject({ metrics: words }))
  // The words of iproute2 6.1, then of 7.2.
  test.each([
    [{ encap: 'seg6', mode: 'encap', segs: ['2001:db8:99::1'] }, 'encap seg6'],
    [{ encap: { encap_type: 'seg6', mode: 'encap' } }, 'encap seg6'],
    [{ encap: 7 }, 'encap unknown'],
    [{ nexthops: [{ dev: 'eth0' }, { dev: 'eth1', encap: { encap_type: 'mpls' } }] }, 'encap mpls'],
    [{ nhid: 5, gateway: 'fe80::5' }, 'nhid 5'],
    [{}, null],
  ])('carrier %j', (raw, carrier) => expect(row(raw)).toMatchObject({ carrier }))
})

describe('routes of a host', () => {
  test.each(['modern', 'old'] as const)('%s: types, tables, next hops, owners', (host) => {
    const rows = labRows(host)
    const at = (dst: string, table = 'main') => rows.find((row) => row.dst === dst && row.table === table)
    expect(at('2001:db8:dead::/48')).toMatchObject({ type: 'blackhole', family: 6, protocol: 'boot', via: null })
    expect(at('2001:db8:beef::/48', '100')).toMatchObject({ type: 'unreachable', metric: 5 })
    expect(at('2001:db8:5::/48')?.nexthops).toEqual([{ via: 'fe80::2', dev: 'eth0', weight: 2 }, { via: 'fe80::3', dev: 'eth0', weight: 1 }])
    expect(at('2001:db8:6::/64')).toMatchObject({ protocol: 'ra', mtu: 1400, expiresAt: expect.any(Number) })
    expect(at('::1/128', 'local')).toMatchObject({ type: 'local', dev: 'lo', metric: 0 })
    expect(rows.find((row) => row.dst === '172.17.0.0/16')).toMatchObject({ family: 4, dev: 'docker0', scope: 'link', src: '172.17.0.1', network: { name: 'bridge' } })
    expect(rows.find((row) => row.network?.name === 'eng-dual' && row.family === 6)).toBeDefined()
    expect(new Set(rows.map(routes.key)).size).toBe(rows.length)
    expect(rows.map(routes.key)).toContain('6 main default 1024 eth0 fe80::ff')
    expect(uplinksOf(must(routes6.parse(read(`./fixtures/${host}-6.json`))))).toEqual(new Set(['eth0']))
  })

  test('link-local routes of different links do not shadow each other', () => {
    const rows = labRows('modern').filter((row) => row.dst === 'fe80::/64')
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.every((row) => row.shadowedBy === null)).toBe(true)
  })

  test('an IPv4 route through an IPv6 router', () => {
    const facts = must(routes4.parse('[{"dst":"203.0.113.0/24","via":{"family":"inet6","host":"fe80::1"},"dev":"eth0","flags":[]}]'))
    expect(routes.rows({ routes6: [], routes4: facts }, { networks: undefined })[0]).toMatchObject({ via: 'fe80::1', dev: 'eth0', protocol: 'boot' })
  })
})

describe('which route the kernel takes', () => {
  const shadows = (raw: object[]) => rowsOf(six(raw)).map((row) => row.shadowedBy)
  const P = '2001:db8::/64'

  test('of two links with one prefix the first wins, even if it is a dead bridge’s (seen with Docker 28)', () => {
    expect(shadows([{ dst: P, dev: 'br-dead', metric: 256, flags: ['linkdown'] }, { dst: P, dev: 'br-live', metric: 256 }])).toEqual([null, `6 main ${P} 256 br-dead -`])
  })
  test('with ignore_routes_with_linkdown the kernel marks it dead, and it loses', () => {
    expect(shadows([{ dst: P, dev: 'br-dead', metric: 256, flags: ['dead', 'linkdown'] }, { dst: P, dev: 'br-live', metric: 256 }])).toEqual([`6 main ${P} 256 br-live -`, null])
  })
  test('the lower metric wins wherever it stands', () => {
    expect(shadows([{ dst: P, dev: 'a', metric: 1024 }, { dst: 'default', dev: 'x', metric: 1 }, { dst: P, dev: 'b', metric: 256 }])).toEqual([`6 main ${P} 256 b -`, null, null])
  })
  test('other tables and source-specific routes are other places', () => {
    expect(shadows([{ dst: P, dev: 'a', metric: 1 }, { dst: P, dev: 'b', metric: 1, table: '100' }, { dst: P, dev: 'c', metric: 1, from: '2001:db8:7::/64' }])).toEqual([null, null, null])
  })
  test('two routers of equal rank are both in the game; one of lower preference is not', () => {
    const router = { dst: 'default', dev: 'eth0', metric: 1024, protocol: 'ra' }
    expect(shadows([{ ...router, gateway: 'fe80::1', pref: 'medium' }, { ...router, gateway: 'fe80::2', pref: 'medium' }])).toEqual([null, null])
    expect(shadows([{ ...router, gateway: 'fe80::1', pref: 'low' }, { ...router, gateway: 'fe80::2', pref: 'high' }])).toEqual(['6 main default 1024 eth0 fe80::2', null])
  })
  test('equal routes get different keys', () => {
    const rows = rowsOf(six([{ dst: P, dev: 'a', metric: 1 }, { dst: P, dev: 'a', metric: 1 }, { dst: P, dev: 'a', metric: 1 }]))
    expect(rows.map((row) => row.key)).toEqual([`6 main ${P} 1 a -`, `6 main ${P} 1 a - #2`, `6 main ${P} 1 a - #3`])
  })
  test('a multipath route is down when all its ways are', () => {
    const hop = (dev: string, flags: string[]) => ({ gateway: 'fe80::1', dev, weight: 1, flags })
    expect(rowsOf(six([{ dst: P, nexthops: [hop('a', ['linkdown']), hop('b', [])] }, { dst: '2001:db8:1::/64', nexthops: [hop('a', ['linkdown'])] }])).map((row) => row.linkdown)).toEqual([false, true])
  })
})

describe('uplinks', () => {
  const up = (raw: object[]) => [...uplinksOf(six(raw))]
  test.each([
    ['none without a default route', [{ dst: '2001:db8::/32', dev: 'eth0' }], []],
    ['the lower metric', [{ dst: 'default', dev: 'wlan0', metric: 600, gateway: 'fe80::1' }, { dst: 'default', dev: 'eth0', metric: 100, gateway: 'fe80::1' }], ['eth0']],
    ['all links of a multipath route', [{ dst: 'default', metric: 1, nexthops: [{ dev: 'eth0' }, { dev: 'eth1' }] }], ['eth0', 'eth1']],
    ['not a default route of another table', [{ dst: 'default', dev: 'eth0', table: '100' }], []],
    ['not an unreachable default', [{ dst: 'default', dev: 'lo', type: 'unreachable', metric: 1 }], []],
  ])('%s', (_name, raw, expected) => expect(up(raw)).toEqual(expected))
})

test('200,000 routes are read and turned into rows', () => {
  const raw = JSON.stringify(Array.from({ length: 200_000 }, (_, i) => ({ dst: `2001:db8:${(i >> 16).toString(16)}:${(i & 0xffff).toString(16)}::/64`, gateway: 'fe80::1', dev: 'eth0', protocol: 'static', metric: 1024, flags: [], pref: 'medium' })))
  expect(rowsOf(must(routes6.parse(raw)))).toHaveLength(200_000)
})
