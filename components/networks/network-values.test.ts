import { expect, test } from 'vitest'
import { EMPTY_NETWORK, networkField, networkInput, type NetworkValues } from './network-values'

const both: NetworkValues = { ...EMPTY_NETWORK, name: 'web', pool6: { subnet: '2001:db8:1::/64', gateway: '', range: '' }, four: 'custom', pool4: { subnet: '172.30.0.0/16', gateway: '172.30.0.1', range: '' } }

test('what was left empty is not sent', () => {
  expect(networkInput({ ...EMPTY_NETWORK, name: 'web', six: 'auto' })).toEqual({ name: 'web', driver: 'bridge', ipv6: true, ipv4: true, pools: [], internal: false, attachable: false, labels: {}, options: {} })
  expect(networkInput(both).pools).toEqual([{ subnet: '2001:db8:1::/64' }, { subnet: '172.30.0.0/16', gateway: '172.30.0.1' }])
})

test('options of bridges are not sent with other drivers', () => {
  const input = networkInput({ ...both, driver: 'macvlan', parent: 'eth0', bridgeName: 'br0', icc: false })
  expect(input).toMatchObject({ driver: 'macvlan', parent: 'eth0' })
  expect(Object.keys(input)).not.toContain('bridgeName')
  expect(Object.keys(input)).not.toContain('icc')
})

test('a refusal finds its box', () => {
  expect(networkField('pools.0.subnet', both)).toBe('pool6.subnet')
  expect(networkField('pools.1.gateway', both)).toBe('pool4.gateway')
  expect(networkField('pools.0.subnet', { ...both, six: 'none' })).toBe('pool4.subnet')
  expect(networkField('trustedHostInterfaces.0', both)).toBe('trusted')
  expect(networkField('ipv6', both)).toBe('six')
  expect(networkField('name', both)).toBe('name')
})
