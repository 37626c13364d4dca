import { expect, test } from 'vitest'
import { appliedBy } from './applied'

test('networks with their IPv6 subnets, addresses without their lengths, nothing of the rest', () => {
  const intents = [
    { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/all/forwarding', value: '1' } },
    { kind: 'networks.create', input: { name: 'web', pools: [{ subnet: '172.30.0.0/16' }, { subnet: '2001:db8::/80' }] } },
    { kind: 'networks.create', input: { name: 'plain' } },
    { kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8::201/128' } },
  ]
  expect(appliedBy({ intents })).toEqual({ networks: [{ name: 'web', subnet: '2001:db8::/80' }], bridge: null, addresses: ['2001:db8::201'], held: null })
  expect(appliedBy({ intents: [{ kind: 'engine.configure', input: { set: { ipv6: true, 'fixed-cidr-v6': '2001:db8:f00:1::/64' }, unset: [] } }] })).toMatchObject({ networks: [], bridge: { name: 'bridge', subnet: '2001:db8:f00:1::/64' } })
  expect(appliedBy({ intents: [{ kind: 'routes.add', input: { dst: '2001:db8:f00::/48', type: 'unreachable', keep: true } }] }).held).toBe('2001:db8:f00::/48')
})
