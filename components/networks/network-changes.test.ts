import { expect, test } from 'vitest'
import { recreateNetwork } from '../../lib/features/networks/recreate'
import modernRows from '../../lib/features/networks/fixtures/rows-modern.json'
import type { Network } from '../../lib/features/networks/schema'
import { recreateChanges, recreateField, valuesOf } from './network-changes'

const web = (modernRows.networks as unknown as Network[]).find(({ name }) => name === 'web')!
const base: Network = { ...web, pools: web.pools.map((pool) => ({ ...pool, aux: pool.aux ?? {}, range: pool.range ?? null, ignored: pool.ignored ?? false })) }
const changed = (more: Partial<ReturnType<typeof valuesOf>>, network = base) => recreateChanges(valuesOf(network), { ...valuesOf(network), ...more })

test('a network as it is differs in nothing', () => {
  expect(changed({})).toEqual({})
  expect(valuesOf(base)).toMatchObject({ name: 'web', driver: 'bridge', six: 'custom', pool6: [{ subnet: '2001:db8:23:42:2::/80' }] })
})

test('only what differs is sent; an emptied box leaves the setting to the engine', () => {
  expect(changed({ mtu: '1400' })).toEqual({ mtu: 1400 })
  const small = { ...base, options: { 'com.docker.network.driver.mtu': '1400', 'com.docker.network.bridge.enable_ip_masquerade': 'false', own: 'x' } }
  expect(valuesOf(small)).toMatchObject({ mtu: '1400', masquerade: false, options: 'own=x' })
  expect(changed({ mtu: '', masquerade: true }, small)).toEqual({ mtu: null, masquerade: null })
  expect(changed({ options: '' }, small)).toEqual({ options: {} })
  const trusting = { ...base, options: { 'com.docker.network.bridge.trusted_host_interfaces': 'eth0:eth1' } }
  expect(changed({ trusted: '' }, trusting)).toEqual({ trustedHostInterfaces: [] })
})

test('a family that is switched off goes with its subnets', () => {
  const sent = changed({ six: 'none' })
  expect(sent).toMatchObject({ ipv6: false })
  expect(JSON.stringify(sent['pools'])).not.toContain('2001:db8')
})

test('all that it sends is a change that the keeper knows', () => {
  for (const more of [{ mtu: '' }, { driver: 'macvlan', parent: 'eth0' }, { driver: 'ipvlan', parent: 'eth0', mode: 'l3' }, { trusted: 'eth0' }, { bridgeName: 'br7', icc: false }])
    expect(recreateNetwork.input.safeParse({ name: 'web', changes: changed(more, { ...base, options: { 'com.docker.network.driver.mtu': '1400' } }) }).success).toBe(true)
})

test('a refusal finds its box', () => {
  const values = valuesOf(base)
  expect(recreateField('changes.mtu', values)).toBe('mtu')
  expect(recreateField('changes.pools.0.range', values)).toBe('pool6.0.range')
  expect(recreateField('changes.ipv6', values)).toBe('six')
  expect(recreateField('changes', values)).toBeNull()
})
