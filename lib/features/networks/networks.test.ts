import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { engineContainers } from '../containers/readings'
import type { EngineVersion } from '../engine/readings'
import { poolUse } from './pools'
import { engineNetworks } from './readings'
import { networks } from './resource'
import type { Network } from './schema'

const load = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
function must<T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}
function rowsOf(tag: 'docker-28' | 'docker-20'): Map<string, Network> {
  const version: EngineVersion = { product: 'docker', version: tag, apiVersion: tag === 'docker-28' ? '1.51' : '1.41', minApiVersion: null, os: 'linux', kernel: '' }
  const rows = networks.rows(
    { engineNetworks: must(engineNetworks.parse(load(`fixtures/${tag}.json`))) },
    { engineContainers: must(engineContainers.parse(load(`../containers/fixtures/${tag}.json`))), engineVersion: version },
  )
  return new Map(rows.map((row) => [row.name, row]))
}

describe('Docker 28.5', () => {
  const all = rowsOf('docker-28')
  test('dual stack: members by name, pools with their use', () => {
    const dual = all.get('eng-dual')
    expect(dual).toMatchObject({ driver: 'bridge', ipv4: true, ipv6: true, bridge: expect.stringMatching(/^br-[0-9a-f]{12}$/), gatewayMode6: 'nat', masquerade: true, icc: true, project: 'shop', parent: null })
    expect(dual?.members.map((m) => [m.name, m.running, m.ipv6])).toEqual([['eng-bind', false, null], ['eng-stopped', false, '2001:db8:e:1::90'], ['eng-web', true, '2001:db8:e:1::80']])
    // Gateway, auxiliary address, one running member; the subnet-router anycast address is nobody's.
    expect(dual?.pools.find((p) => p.family === 6)).toEqual({
      family: 6, subnet: '2001:db8:e:1::/64', gateway: '2001:db8:e:1::1', range: null, aux: { reserved: '2001:db8:e:1::ff' }, ignored: false,
      size: '18446744073709551616', used: 3, free: '18446744073709551612',
    })
    expect(dual?.pools.find((p) => p.family === 4)).toMatchObject({ size: '256', used: 2, free: '252' })
  })
  test('IPv6 alone, routed, internal, macvlan, no masquerading', () => {
    expect(all.get('eng-only6')).toMatchObject({ ipv4: false, ipv6: true, pools: [{ family: 6 }] })
    expect(all.get('eng-routed')).toMatchObject({ gatewayMode6: 'routed', gatewayMode4: 'nat', bridge: 'eng-br3' })
    // The gateway that the engine chose itself is the range's first address.
    expect(all.get('eng-routed')?.pools.find((p) => p.family === 6)).toMatchObject({ range: '2001:db8:e:3::8000/120', used: 2, free: '254' })
    expect(all.get('eng-internal')).toMatchObject({ internal: true })
    expect(all.get('eng-internal')?.pools.some((p) => p.subnet.startsWith('fd'))).toBe(true)
    expect(all.get('eng-macvlan')).toMatchObject({ driver: 'macvlan', parent: 'eth0', bridge: null, gatewayMode6: null, masquerade: null, icc: null })
    expect(all.get('eng-nomasq')).toMatchObject({ masquerade: false })
  })
  test('an IPv6 pool without IPv6 is ignored', () => {
    expect(all.get('eng-ignored')).toMatchObject({ ipv6: false })
    expect(all.get('eng-ignored')?.pools.filter((p) => p.family === 6)).toMatchObject([{ subnet: '2001:db8:e:5::/64', ignored: true, used: 0, free: '0' }])
  })
  test('default bridge and the networks without a link', () => {
    expect(all.get('bridge')).toMatchObject({ bridge: 'docker0', mtu: 1500 })
    expect(all.get('host')).toMatchObject({ bridge: null, driver: 'host', pools: [] })
  })
})

test('Docker 20.10 takes the option routed without a word and does NAT', () => {
  const all = rowsOf('docker-20')
  expect(all.get('eng-routed')).toMatchObject({ gatewayMode6: 'nat', ipv4: true, options: { 'com.docker.network.bridge.gateway_mode_ipv6': 'routed' } })
  expect(all.get('eng-ignored')?.pools.filter((p) => p.ignored)).toHaveLength(1)
})

test('without containers and version the networks still come', () => {
  expect(networks.rows({ engineNetworks: must(engineNetworks.parse(load('fixtures/docker-28.json'))) }, {})).toHaveLength(10)
})

describe('pools', () => {
  const pool = { family: 6 as const, subnet: '2001:db8::/126', gateway: '2001:db8::1', range: null, aux: {} }
  test('is never freer than empty', () => {
    expect(poolUse(pool, true, ['2001:db8::2', '2001:db8::3', '2001:db8::3', null, 'nonsense', 'fd00::1'])).toMatchObject({ size: '4', used: 3, free: '0' })
  })
  test('point-to-point subnets and subnets that are none', () => {
    expect(poolUse({ ...pool, subnet: '2001:db8::/127', gateway: null }, true, [])).toMatchObject({ size: '2', free: '2' })
    expect(poolUse({ ...pool, subnet: '::/0', gateway: null }, true, [])).toMatchObject({ size: '340282366920938463463374607431768211456' })
    expect(poolUse({ ...pool, subnet: 'x' }, true, [])).toMatchObject({ size: '0', free: '0' })
  })
  test('host bits that an old engine kept do not disturb', () => {
    expect(poolUse({ ...pool, subnet: 'fd02::5/64', gateway: 'fd02::1' }, true, ['fd02::2'])).toMatchObject({ used: 2, free: '18446744073709551613' })
  })
})

describe('hostile answers', () => {
  test.each([null, {}, 'x', [1], [{ Id: '' , Name: 'a' }], [{ Id: 'a' }], [{ Id: 'a', Name: 'b', IPAM: { Config: 'x' } }], [{ Id: 'a', Name: 'x'.repeat(1_000_000), EnableIPv6: 'yes' }]])('%#', (raw) => {
    expect(engineNetworks.parse(raw)).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  })
  test('null where lists and maps are expected', () => {
    expect(engineNetworks.parse([{ Id: 'abcdefabcdef00', Name: 'n', Driver: 'bridge', Options: null, Labels: null, IPAM: { Config: null }, EnableIPv6: null }])).toMatchObject({
      ok: true, value: [{ bridge: 'br-abcdefabcdef', ipv4: true, ipv6: false, pools: [] }],
    })
    expect(engineNetworks.parse([{ Id: 'a', Name: 'n', IPAM: null }])).toMatchObject({ ok: true, value: [{ driver: '', bridge: null }] })
  })
})
