import { expect, test } from 'vitest'
import { EMPTY_NETWORK, filledIn, networkField, networkInput, NO_POOL, type NetworkValues } from './network-values'

const both: NetworkValues = { ...EMPTY_NETWORK, name: 'web', pool6: [{ ...NO_POOL, subnet: '2001:db8:1::/64' }], four: 'custom', pool4: [{ ...NO_POOL, subnet: '172.30.0.0/16', gateway: '172.30.0.1', aux: 'printer=172.30.0.9' }] }

test('what was left empty is not sent', () => {
  expect(networkInput({ ...EMPTY_NETWORK, name: 'web', six: 'auto' })).toEqual({ name: 'web', driver: 'bridge', ipv6: true, ipv4: true, pools: [], internal: false, attachable: false, labels: {}, options: {} })
  expect(networkInput(both)['pools']).toEqual([{ subnet: '2001:db8:1::/64' }, { subnet: '172.30.0.0/16', gateway: '172.30.0.1', aux: { printer: '172.30.0.9' } }])
})

test('options of bridges are not sent with other drivers', () => {
  const input = networkInput({ ...both, driver: 'macvlan', parent: 'eth0', bridgeName: 'br0', icc: false, mode: 'l3' })
  expect(input).toMatchObject({ driver: 'macvlan', parent: 'eth0' })
  for (const field of ['bridgeName', 'icc', 'mode']) expect(Object.keys(input)).not.toContain(field)
  expect(networkInput({ ...both, driver: 'ipvlan', parent: 'eth0', mode: 'l3' })).toMatchObject({ mode: 'l3' })
  expect(Object.keys(networkInput({ ...both, driver: 'overlay', parent: 'eth0' }))).not.toContain('parent')
})

test('a refusal finds its box', () => {
  expect(networkField('pools.0.subnet', both)).toBe('pool6.0.subnet')
  expect(networkField('pools.1.gateway', both)).toBe('pool4.0.gateway')
  expect(networkField('pools.1.aux.printer', both)).toBe('pool4.0.aux')
  expect(networkField('pools.1.subnet', { ...both, pool6: [...both.pool6, NO_POOL] })).toBe('pool6.1.subnet')
  expect(networkField('pools.0.subnet', { ...both, six: 'none' })).toBe('pool4.0.subnet')
  expect(networkField('pools', both)).toBe('six')
  expect(networkField('trustedHostInterfaces.0', both)).toBe('trusted')
  expect(networkField('ipv6', both)).toBe('six')
  expect(networkField('name', both)).toBe('name')
})

test('a link fills in what it names, and nothing else', () => {
  expect(filledIn(null)).toEqual({})
  expect(filledIn('subnet=2001:db8:1::/64&name=web')).toEqual({ six: 'custom', pool6: [{ ...NO_POOL, subnet: '2001:db8:1::/64' }], name: 'web' })
  expect(filledIn('subnet=172.30.0.0/16&driver=macvlan&internal=true')).toEqual({ four: 'custom', pool4: [{ ...NO_POOL, subnet: '172.30.0.0/16' }], driver: 'macvlan' })
})
