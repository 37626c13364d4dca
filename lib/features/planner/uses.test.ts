import { describe, expect, test } from 'vitest'
import type { Rows } from '../../core/change'
import { parsePrefix, type Prefix } from '../../core/ip'
import modern from '../networks/fixtures/rows-modern.json'
import { fitView, pictureOf, placeIn, stretchesOf, zoomInto } from './picture'
import { marksOf } from './marks'
import { ipv4Of, offersOf } from './offers'
import { planPrefix } from './plan'
import type { Used } from './schema'
import { conflictsAmong, conflictsWith, usesOf } from './uses'

const rows: Rows = modern
const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}
const use = (text: string, kind: Used['kind'], owner: string): Used => ({ prefix: text, what: `${owner} (${text})`, owner, kind })

describe('what the host has', () => {
  test('is named, once for each thing', () => {
    const { inside, around } = usesOf(prefix('2001:db8:23:42::/64'), rows)
    const what = inside.map((one) => one.what)
    expect(what).toContain('network web (2001:db8:23:42:2::/80)')
    expect(what).toContain('address 2001:db8:23:42::10 of this host on eth0')
    expect(what).toContain('router 2001:db8:23:42::1 on eth0')
    // The link's own prefix is where it all comes from.
    expect(around).toEqual([])
    expect(conflictsAmong(inside)).toEqual([])
  })
  test('what leads elsewhere is around', () => {
    const { inside, around } = usesOf(prefix('2001:db8:1a:0:5::/80'), rows)
    expect(inside).toEqual([])
    expect(around.map(({ what }) => what)).toEqual(['route to 2001:db8:1a::/64 via 2001:db8:23:42::1 on eth0'])
  })
  test('the host as a whole has no conflict', () => expect(conflictsAmong(usesOf(prefix('2001:db8::/32'), rows).inside)).toEqual([]))
  test('a VPN that covers it is around', () => {
    const vpn = { family: 6, dst: '2001:db8:900::/40', type: 'unicast', table: 'main', via: null, dev: 'wg0', nexthops: [], from: null, network: null, protocol: 'boot' }
    expect(usesOf(prefix('2001:db8:901::/48'), { routes: [vpn] }).around.map(({ what }) => what)).toEqual(['route to 2001:db8:900::/40 on wg0'])
  })
  test('the prefix that the host has on its tunnel to the internet is its own', () => {
    const route = (over: object) => ({ family: 6, dst: '2001:db8:77::/64', type: 'unicast', table: 'main', via: null, dev: 'wg0', nexthops: [], from: null, network: null, protocol: 'kernel', ...over })
    const addresses = [{ family: 6, address: '2001:db8:77::2', peer: null, length: 64, dev: 'wg0', container: null, network: null }]
    const around = (...routes: object[]) => usesOf(prefix('2001:db8:77::/64'), { addresses, routes }).around
    expect(around(route({}), route({ dst: 'default', table: '51820' }))).toEqual([])
    expect(around(route({}), route({ dst: 'default', dev: 'eth0', via: 'fe80::1' }))).toHaveLength(1)
    expect(usesOf(prefix('2001:db8::/32'), { addresses, routes: [route({}), route({ dst: 'default' })] }).inside.filter(({ prefix: text }) => text === '2001:db8:77::/64').map(({ kind }) => kind)).toEqual(['link', 'link'])
  })
  test('a network as large as the prefix takes all of it', () => {
    const { inside } = usesOf(prefix('fd87:65ec:7c59::/64'), rows)
    expect(planPrefix({ prefix: 'fd87:65ec:7c59::/64', situation: 'none', networks: 1, containers: 5 }, inside)).toMatchObject({ ok: false, problem: { field: 'prefix', message: expect.stringContaining('network legacy') } })
  })
  test('offers the prefix of the uplink, and one that is discarded as a whole', () => {
    expect(offersOf(rows)).toEqual([{ prefix: '2001:db8:23:42::/64', dev: 'eth0', situation: 'on-link' }])
    // Without a default route (a router's advertisements were lost) the prefixes are still there.
    expect(offersOf({ addresses: (rows.addresses as object[]).map((row) => ({ ...row, uplink: false })) })).toEqual(offersOf(rows))
    const delegated = { family: 6, dst: '2001:db8:f00::/56', type: 'unreachable', table: 'main' }
    expect(offersOf({ ...rows, routes: [...(rows.routes ?? []), delegated] })[0]).toEqual({ prefix: '2001:db8:f00::/56', dev: 'unreachable', situation: 'routed' })
    expect(ipv4Of(rows)).toEqual(['192.0.2.10'])
  })
  test('offers what a route tells of the link where the address came by DHCPv6', () => {
    const address = { family: 6, address: '2001:db8:1::5', length: 128, dev: 'eth0', container: null, network: null }
    const route = (over: object) => ({ family: 6, dst: '2001:db8:1::/64', type: 'unicast', table: 'main', via: null, dev: 'eth0', nexthops: [], from: null, network: null, protocol: 'ra', ...over })
    expect(offersOf({ addresses: [address], routes: [route({}), route({ dst: '2001:db8:2::/64' }), route({ dst: 'default', via: 'fe80::1' })] })).toEqual([{ prefix: '2001:db8:1::/64', dev: 'eth0', situation: 'on-link' }])
    for (const over of [{ via: 'fe80::1' }, { dev: 'eth1' }, { table: 'local' }, { type: 'unreachable', dst: '2001:db8:1::5/128' }, { dst: '2000::/3' }]) expect(offersOf({ addresses: [address], routes: [route(over)] })).toEqual([])
  })
  test('nothing read, nothing found', () => expect([usesOf(prefix('2001:db8::/32'), {}), offersOf({}), ipv4Of({})]).toEqual([{ inside: [], around: [] }, [], []]))
})

describe('conflicts', () => {
  test.each<[string, Used[], string[]]>([
    ['two networks', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8:0:0:1::/80', 'network', 'network b')], ['2001:db8:0:0:1::/80']],
    ['a route inside a network', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8:0:0:1::/80', 'route', 'route x')], ['2001:db8:0:0:1::/80']],
    ['the same subnet twice', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8::/64', 'route', 'dev wg0')], ['2001:db8::/64']],
    ['a host address in a network', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8::9/128', 'address', 'dev eth0')], ['2001:db8::9/128']],
    ['none: its own gateway', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8::1/128', 'address', 'network a')], []],
    ['a network as large as the link', [use('2001:db8::/64', 'link', 'dev eth0'), use('2001:db8::/64', 'network', 'network a')], ['2001:db8::/64']],
    ['a link inside a network', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8::/80', 'link', 'dev eth0')], ['2001:db8::/80']],
    ['a network in the prefix of a VPN', [use('2001:db8::/64', 'route', 'route wg0'), use('2001:db8::/80', 'network', 'network a')], ['2001:db8::/80']],
    ['none: a longer network in the prefix of a link', [use('2001:db8::/64', 'link', 'dev eth0'), use('2001:db8::/80', 'network', 'network a')], []],
    ['none: a neighbor on the link of a route', [use('2001:db8::/64', 'route', 'dev eth0'), use('2001:db8::9/128', 'neighbor', 'dev eth1')], []],
    ['none: side by side', [use('2001:db8::/64', 'network', 'network a'), use('2001:db8:0:1::/64', 'network', 'network b')], []],
  ])('%s', (_what, all, expected) => {
    expect(conflictsAmong(all).map((one) => one.prefix)).toEqual(expected)
    expect(conflictsAmong(all.toReversed()).map((one) => one.prefix)).toEqual(expected)
  })
  test('of a plan with what is there, by name', () => {
    const found = conflictsWith(['2001:db8::/64', '2001:db8:0:1::/64'], [use('2001:db8::/32', 'route', 'vpn'), use('2001:db8:0:1::7/128', 'address', 'eth0'), use('2001:db9::/32', 'route', 'other')])
    expect(found.map((one) => [one.prefix, one.with.owner])).toEqual([['2001:db8::/64', 'vpn'], ['2001:db8:0:1::/64', 'vpn'], ['2001:db8:0:1::/64', 'eth0']])
  })
})

describe('the picture', () => {
  const words = { kept: 'kept', conflict: (names: readonly string[]) => names.join(' and ') }
  const outer = prefix('2001:db8:1::/48')
  const made = planPrefix({ prefix: outer.text, situation: 'routed', networks: 3, containers: 50 }, [use('2001:db8:1:8::/61', 'network', 'network big')])
  if (!made.ok) throw new Error('plan')
  const marks = marksOf(made.value, [use('2001:db8:1:8::/61', 'network', 'network big')], [], words)

  test('begins where the plan is, with something around it', () => expect(fitView(outer, marks).text).toBe('2001:db8:1::/60'))
  test('tiles its view exactly, in proportion', () => {
    for (const view of [outer, prefix('2001:db8:1::/60'), prefix('2001:db8:1:8::/61'), prefix('2001:db8:1::/64'), prefix('2001:db8:1::/124')]) {
      const { columns, rows: height, parts } = pictureOf(view, marks)
      const cells = new Set(parts.flatMap((part) => Array.from({ length: part.columns * part.rows }, (_, i) => `${part.column + (i % part.columns)} ${part.row + Math.floor(i / part.columns)}`)))
      expect(cells.size).toBe(columns * height)
      expect(parts.reduce((sum, part) => sum + part.columns * part.rows, 0)).toBe(columns * height)
      for (const part of parts) expect((part.columns * part.rows) / (columns * height)).toBe(2 ** (view.length - part.prefix.length))
    }
  })
  test('says what is where', () => {
    const { parts } = pictureOf(prefix('2001:db8:1::/60'), marks)
    expect(parts.map((part) => `${part.prefix.text} ${part.state} ${part.mark?.name ?? ''}`.trim())).toEqual(['2001:db8:1::/64 planned net1', '2001:db8:1:1::/64 planned net2', '2001:db8:1:2::/64 planned net3', '2001:db8:1:3::/64 free', '2001:db8:1:4::/62 free', '2001:db8:1:8::/61 used big'])
    expect(pictureOf(outer, marks).parts[0]).toMatchObject({ prefix: { text: '2001:db8:1::/52' }, state: 'mixed', inside: [{ name: 'net1' }, { name: 'net2' }, { name: 'net3' }, { name: 'big' }] })
    expect(pictureOf(prefix('2001:db8:1::/64'), marks)).toMatchObject({ around: [{ name: 'net1' }] })
  })
  test('zooming in goes to where things can be told apart, by way of the part itself', () => {
    const whole = pictureOf(outer, marks)
    expect(zoomInto(whole.parts[0]!).map(({ text }) => text)).toEqual(['2001:db8:1::/52', '2001:db8:1::/60'])
    expect(zoomInto(whole.parts.at(-1)!).map(({ text }) => text)).toEqual(['2001:db8:1:8000::/49'])
  })
  test('a part too small for its level does not shrink the others', () => {
    const cluster = planPrefix({ prefix: '2001:db8::/32', situation: 'routed', networks: 2, containers: 50, hosts: 3 })
    const all = cluster.ok ? marksOf(cluster.value, [], [], words) : []
    expect(pictureOf(fitView(prefix('2001:db8::/32'), all), all).parts.map((part) => `${part.prefix.text} ${part.mark?.name ?? part.state}`)).toEqual(['2001:db8::/50 mixed', '2001:db8:0:4000::/50 free', '2001:db8:0:8000::/49 free', '2001:db8:1::/48 host1', '2001:db8:2::/48 host2', '2001:db8:3::/48 host3'])
  })
  test('a plan over something that came later is a conflict', () => {
    const later = marksOf(made.value, [use('2001:db8:1:1::/64', 'network', 'network new')], [], words)
    expect(pictureOf(prefix('2001:db8:1::/60'), later).parts[1]!.state).toBe('conflict')
  })
  test('stretches of a bar lie in order and never leave it', () => {
    expect(stretchesOf(outer, marks).map(({ mark, start, share }) => [mark.name, start * 65536, share * 65536])).toEqual([['net1', 0, 1], ['net2', 1, 1], ['net3', 2, 1], ['big', 8, 8]])
    expect(placeIn(prefix('::/0'), prefix('8000::/1'))).toEqual({ start: 0.5, share: 0.5 })
    expect(placeIn(prefix('2001:db8::/120'), prefix('2001:db8::80/121'))).toEqual({ start: 0.5, share: 0.5 })
  })
})
