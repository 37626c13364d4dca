import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { labEngine, must, NO_ENGINE } from '../fixtures/lab-engine'
import { routes6 } from '../routes/readings'
import { addressFacts } from './readings'
import { addresses } from './resource'
import { sourceOf } from './source'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

function rowsOf(host: 'modern' | 'old', engine: ReturnType<typeof labEngine> | typeof NO_ENGINE = labEngine(host)) {
  return addresses.rows({ addresses: must(addressFacts.parse(read(`./fixtures/${host}.json`))) }, { ...engine, routes6: must(routes6.parse(read(`../routes/fixtures/${host}-6.json`))) })
}

afterEach(() => vi.useRealTimers())

describe('reading addresses', () => {
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => expect(answerTo(addressFacts, raw)).toBe('unreadable_output'))
  test.each(['', '[]'])('no addresses: %j', (raw) => expect(addressFacts.parse(raw)).toEqual({ ok: true, value: [] }))

  test('lifetimes become points in time; the kernel’s infinity is null', () => {
    vi.useFakeTimers({ now: 1_000_000_400 })
    const raw = JSON.stringify([{ ifname: 'eth0', addr_info: [
      { family: 'inet6', local: '2001:DB8:0:0::5', prefixlen: 64, scope: 'global', valid_life_time: 10, preferred_life_time: 0 },
      { family: 'inet6', local: '2001:db8::6', prefixlen: 64, scope: 'global', valid_life_time: 4294967295, preferred_life_time: 4294967295 },
    ] }])
    expect(must(addressFacts.parse(raw)).map((fact) => [fact.address, fact.validUntil, fact.preferredUntil])).toEqual([['2001:db8::5', 1_000_010_000, 1_000_000_000], ['2001:db8::6', null, null]])
  })

  test('flags of newer kernels show; families that are no IP are left out', () => {
    const raw = JSON.stringify([{ ifname: 'eth0', addr_info: [{ family: 'inet6', local: 'fe80::1', prefixlen: 64, brandnew: true, tentative: true, nodad: false }, { family: 'mpls', local: '7', prefixlen: 1 }] }])
    expect(must(addressFacts.parse(raw)).map((fact) => fact.flags)).toEqual([['brandnew', 'tentative']])
  })
})

describe('addresses of a host', () => {
  test.each(['modern', 'old'] as const)('%s: sources', (host) => {
    const rows = rowsOf(host).filter((row) => row.container === null)
    const sourceOn = (dev: string, address: RegExp) => rows.filter((row) => row.dev === dev && address.test(row.address)).map((row) => row.source)
    // With iproute2 7.2 the kernel's word tells (kernel_ra), with 6.1 the flags do.
    expect(sourceOn('eth0', /^2001:db8:23:42:5054:ff:/)).toEqual(['ra'])
    expect(sourceOn('eth0', /^2001:db8:23:42::[12]0$/)).toEqual(['static'])
    expect(sourceOn('eth0', /^2001:db8:23:42::d1$/)).toEqual(['dhcp'])
    expect(sourceOn('lo', /./)).toEqual(['kernel', 'kernel'])
    expect(sourceOn('eth0', /^fe80:/)).toEqual(['kernel'])
    expect(sourceOn('docker0', /^172\.17\./)).toEqual(['engine'])
    expect(sourceOn('br-0123456789ab', /^2001:/)).toEqual(['static'])
  })

  test('Docker 20.10 puts fe80::1 on its bridges itself', () => {
    const own = rowsOf('old').filter((row) => row.address === 'fe80::1')
    expect(own.length).toBeGreaterThan(0)
    expect(own.every((row) => row.source === 'engine' && row.network !== null)).toBe(true)
  })

  test('point-to-point, deprecated, uplink and kind', () => {
    const rows = rowsOf('modern')
    expect(rows.find((row) => row.address === 'fd00:1::1')).toMatchObject({ peer: 'fd00:1::2', length: 128, kind: 'unique-local', uplink: true })
    expect(rows.find((row) => row.address === '2001:db8:23:42::d0')?.flags).toEqual(expect.arrayContaining(['deprecated', 'dynamic', 'nodad']))
    expect(rows.find((row) => row.dev === 'docker0')?.uplink).toBe(false)
  })

  test('addresses inside containers name their container and network', () => {
    const inside = rowsOf('modern').filter((row) => row.container !== null)
    const web = inside.find((row) => row.container?.name === 'eng-web' && row.scope === 'global')!
    expect(web).toMatchObject({ address: '2001:db8:e:1::80', dev: 'eth0', source: 'engine', network: expect.objectContaining({ name: 'eng-dual' }), uplink: false })
    expect(inside.find((row) => row.container?.name === 'eng-web' && row.address === '::1')).toMatchObject({ source: 'kernel', network: null })
    // eng-share lives in the namespace of eng-web: one set of addresses, listed once.
    expect(inside.some((row) => row.container?.name === 'eng-share')).toBe(false)
    expect(addresses.search(web)).toMatch(/2001:db8:e:1::80\/64.*eng-dual.*eng-web/)
  })

  test.each(['modern', 'old'] as const)('%s: keys are unique and do not move between reads', (host) => {
    const [first, second] = [rowsOf(host), rowsOf(host)]
    expect(new Set(first.map(addresses.key)).size).toBe(first.length)
    expect(second.map(addresses.key)).toEqual(first.map(addresses.key))
    expect(first.map(addresses.key)).toContain('host/eth0/2001:db8:23:42::d0/64')
  })

  test('without the engine the host’s addresses are all there', () => {
    const rows = rowsOf('modern', NO_ENGINE)
    expect(rows.every((row) => row.container === null)).toBe(true)
    expect(rows.find((row) => row.dev === 'docker0' && row.family === 4)?.source).toBe('static')
  })
})

describe('sourceOf', () => {
  const base = { family: 6 as const, address: '2001:db8::1', length: 64, scope: 'global', flags: ['dynamic'], protocol: null }
  test.each([
    ['the kernel’s word comes first', { protocol: 'kernel_ra', flags: [] }, 'ra'],
    ['temporary addresses come from advertisements', { flags: ['dynamic', 'temporary'] }, 'ra'],
    ['NetworkManager’s own autoconfiguration', { flags: ['dynamic', 'noprefixroute'] }, 'ra'],
    ['a /128 with a lifetime', { length: 128 }, 'dhcp'],
    ['a lifetime alone was set by hand', {}, 'static'],
    ['no lifetime', { flags: [] }, 'static'],
    ['IPv4 with a lifetime', { family: 4 as const, address: '192.0.2.5', length: 24 }, 'dhcp'],
    ['IPv4 link-local without a lifetime', { family: 4 as const, address: '169.254.1.1', scope: 'link', flags: [] }, 'static'],
  ])('%s', (_name, change, source) => expect(sourceOf({ ...base, ...change }, false)).toBe(source))
})
