import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, parseAddress, parsePrefix } from '../../core/ip'
import type { Network } from '../networks/schema'
import { modern, old } from './fixtures/looks'
import { readPing } from './ping'
import { freeAddress, probePlace } from './probe-place'
import { answerLine, hopLine, isMasked, nameLine, tcpLine, wayOf } from './verify'

const network = (over: Partial<Network> = {}, pool: Partial<Network['pools'][number]> = {}): Network => ({
  id: 'n', name: 'web', driver: 'bridge', scope: 'local', ipv4: true, ipv6: true, internal: false, attachable: false, ingress: false, created: '', bridge: 'br-1', parent: null,
  gatewayMode4: null, gatewayMode6: null, mtu: null, masquerade: null, icc: null, ipam: { driver: 'default', options: {} }, configFrom: null, configOnly: false, subnets4: [], subnets6: [], members: [], options: {}, labels: {}, project: null,
  pools: [{ family: 6, subnet: '2001:db8:1::/64', gateway: null, range: null, aux: {}, ignored: false, size: '0', used: 0, free: '0', ...pool }], ...over,
})
const one = () => 1n

describe('where a probe sits', () => {
  test('on a bridge, behind the gateway that the engine takes by itself', () => {
    expect(probePlace(network(), new Set(), one)).toEqual({ network: 'web', kind: 'bridge', link: 'br-1', address: '2001:db8:1::2', length: 64, gateway: '2001:db8:1::1' })
  })
  test('in the range, with the length of the subnet', () => {
    expect(probePlace(network({}, { range: '2001:db8:1:0:9::/80', gateway: '2001:db8:1::fe' }), new Set(), one)).toMatchObject({ address: '2001:db8:1:0:9::2', length: 64, gateway: '2001:db8:1::fe' })
  })
  test('on the parent of macvlan, without a gateway where none is known', () => {
    expect(probePlace(network({ driver: 'macvlan', bridge: null, parent: 'eth0' }), new Set(), one)).toMatchObject({ kind: 'macvlan', link: 'eth0', gateway: null })
  })
  test.each([['without IPv6', { ipv6: false }], ['without a link', { bridge: null }], ['overlay', { driver: 'overlay' }]])('%s: nowhere', (_name, over) => expect(probePlace(network(over), new Set(), one)).toBeNull())
  test('a full subnet has no place', () => expect(probePlace(network({}, { subnet: '2001:db8:1::/126' }), new Set(['2001:db8:1::2', '2001:db8:1::3']), one)).toBeNull())

  test('always free, inside, and not the gateway', () => {
    const numbers = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { minLength: 1, maxLength: 30 })
    fc.assert(fc.property(fc.integer({ min: 64, max: 125 }), numbers, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }), (length, drawn, members) => {
      let n = 0
      const taken = new Set(members.map((one) => `2001:db8:1::${one}`))
      const place = probePlace(network({}, { subnet: `2001:db8:1::/${length}` }), taken, (below) => drawn[n++ % drawn.length]! % below)
      if (!place) return
      const [prefix, address] = [parsePrefix(`2001:db8:1::/${length}`), parseAddress(place.address)]
      expect(prefix.ok && address.ok && contains(prefix.value, address.value)).toBe(true)
      expect(taken.has(place.address) || place.address === place.gateway || place.address === '2001:db8:1::').toBe(false)
    }))
  })
})

test('an address of a prefix outside of the networks in it', () => {
  let n = 0n
  const next = () => n++
  expect(freeAddress('2001:db8:1::/120', new Set(['2001:db8:1::1']), ['2001:db8:1::/125'], next)).toBe('2001:db8:1::8')
  expect(freeAddress('2001:db8:1::/120', new Set(), ['2001:db8:1::/64'], one)).toBeNull()
  expect(freeAddress('x', new Set(), [], one)).toBeNull()
})

test('what leaves is sent from the host’s address: all modes but routed, where the engine writes rules', () => {
  expect(isMasked(network({ gatewayMode6: 'nat-unprotected', masquerade: true }), modern)).toBe(true)
  expect(isMasked(network({ gatewayMode6: 'routed' }), modern)).toBe(false)
  expect(isMasked(network({ gatewayMode6: 'nat', masquerade: false }), modern)).toBe(false)
  expect(isMasked(network({ gatewayMode6: 'nat' }), old)).toBe(false)
})

describe('what ping said', () => {
  const head = 'PING 2001:db8:23:42::1 (2001:db8:23:42::1) 56 data bytes\n'
  const cases: [string, string, ReturnType<typeof readPing>][] = [
    ['an answer', `${head}64 bytes from 2001:db8:23:42::1: icmp_seq=1 ttl=63 time=0.123 ms\n\n--- statistics ---\n1 packets transmitted, 1 received, 0% packet loss, time 0ms`, { kind: 'reply', ms: 0.123 }],
    ['an answer behind an error', `${head}From fe80::1%eth0 icmp_seq=1 Destination unreachable: Address unreachable\n64 bytes from 2001:db8:23:42::1: icmp_seq=2 ttl=63 time=12 ms`, { kind: 'reply', ms: 12 }],
    ['too far', `${head}From 2001:db8:23:42::1 icmp_seq=1 Time exceeded: Hop limit\n`, { kind: 'error', from: '2001:db8:23:42::1', said: 'Time exceeded: Hop limit' }],
    ['no way', `${head}From 2001:db8:23:42::1 icmp_seq=1 Destination unreachable: No route\n`, { kind: 'error', from: '2001:db8:23:42::1', said: 'Destination unreachable: No route' }],
    ['nothing', `${head}\n--- statistics ---\n4 packets transmitted, 0 received, 100% packet loss, time 3060ms`, { kind: 'silence' }],
  ]
  test.each(cases)('%s', (_name, output, wanted) => expect(readPing(output)).toEqual(wanted))
})

describe('lines', () => {
  const took = 5
  test('by what was met', () => {
    expect(answerLine('gateway', 'g', { ping: { kind: 'reply', ms: 0.4 }, took }, 's')).toMatchObject({ state: 'ok', why: 'It answers in less than 1 ms.', took })
    expect(answerLine('gateway', 'g', { ping: { kind: 'silence' }, took }, 'silent')).toMatchObject({ state: 'failed', why: 'silent' })
    expect(answerLine('gateway', 'g', { ping: { kind: 'error', from: 'a', said: 'no' }, took }, '')).toMatchObject({ state: 'failed', why: 'a says: no.' })
    expect(answerLine('gateway', 'g', { skipped: 'why' }, '')).toMatchObject({ state: 'skipped', why: 'why', took: null })
  })
  test('the second hop’s error is an answer, the host’s own is none', () => {
    const measured = { ping: { kind: 'error', from: '2001:db8::1', said: 'Time exceeded: Hop limit' }, took } as const
    expect(hopLine('r', measured, new Set(['2001:db8::2']), 's').state).toBe('ok')
    expect(hopLine('r', measured, new Set(['2001:db8::1']), 's').state).toBe('failed')
    expect(hopLine('r', { ping: { kind: 'silence' }, took }, new Set(), 's')).toMatchObject({ state: 'failed', why: 's' })
  })
  test('a resolver: there is no such name is the right answer, a refusal of it shows nothing, and silence is none', () => {
    const state = (said: string) => nameLine('2001:db8::53', said, took).state
    expect(['ENOTFOUND', 'ENODATA', 'EREFUSED', 'ESERVFAIL', 'ECONNREFUSED', 'ETIMEOUT', 'EBADRESP'].map(state)).toEqual(['ok', 'ok', 'unclear', 'unclear', 'failed', 'failed', 'failed'])
    expect(nameLine('2001:db8::53', 'EREFUSED', took)).toMatchObject({ what: 'The resolver 2001:db8::53', why: expect.stringContaining('it says REFUSED') })
    expect(nameLine('2001:db8::53', 'EBADRESP', took).why).toContain('EBADRESP')
  })
  test('a connection: accepted, or why not', () => {
    const line = (said: string) => tcpLine('tcp', (place) => `to ${place}`, { address: '2001:db8::1', port: 80 }, said, took)
    expect(line('')).toMatchObject({ what: 'to [2001:db8::1]:80', state: 'ok', took })
    for (const [said, why] of [['ECONNREFUSED', 'refused'], ['ETIMEDOUT', 'No answer'], ['closed at once', 'nobody in the container'], ['EHOSTUNREACH', 'EHOSTUNREACH']] as const) expect(line(said)).toMatchObject({ state: 'failed', why: expect.stringContaining(why) })
  })
  test('the way, by what is there', () => {
    expect(wayOf({ kind: 'bridge', address: 'fd00::2' }, false)).toBe('private')
    expect(wayOf({ kind: 'bridge', address: '2001:db8::2' }, true)).toBe('ndp-proxy')
    expect(wayOf({ kind: 'bridge', address: '2001:db8::2' }, false)).toBe('routed')
    expect(wayOf({ kind: 'macvlan', address: '2001:db8::2' }, false)).toBe('lan')
  })
})
