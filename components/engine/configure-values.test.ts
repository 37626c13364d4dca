import { expect, test } from 'vitest'
import { configField, configInput, configValues } from './configure-values'

const config = { ipv6: true, mtu: 1400, dns: ['fd00::1', '192.0.2.1'], 'default-address-pools': [{ base: 'fd00::/48', size: 64 }], 'default-network-opts': { bridge: { 'com.docker.network.enable_ipv6': 'true' } }, labels: ['a=b'] }

test('boxes say what the file says, and unchanged ones say nothing', () => {
  const values = configValues(config)
  expect(values).toMatchObject({ ipv6: 'true', mtu: '1400', dns: 'fd00::1, 192.0.2.1', 'default-address-pools': 'fd00::/48 64', 'default-network-opts': 'bridge:com.docker.network.enable_ipv6=true', bip: '' })
  expect(configInput(values, values)).toEqual({ set: {}, unset: [] })
})
test('what was typed comes back as the same JSON', () => {
  const empty = configValues({})
  const { labels: _labels, ...offered } = config
  expect(configInput(empty, configValues(config))).toEqual({ set: offered, unset: [] })
})
test('an emptied box takes the setting out', () => expect(configInput(configValues(config), { ...configValues(config), mtu: ' ', ipv6: 'false' })).toEqual({ set: { ipv6: false }, unset: ['mtu'] }))
test('what cannot be read is passed on for the plan to refuse at its box', () => {
  const before = configValues({})
  expect(configInput(before, { ...before, mtu: 'big', 'default-address-pools': 'fd00::/48' }).set).toEqual({ mtu: 'big', 'default-address-pools': [{ base: 'fd00::/48', size: '' }] })
})
test('refusals find their box', () => {
  expect(configField('set.fixed-cidr-v6')).toBe('fixed-cidr-v6')
  expect(configField('set.labels')).toBeNull()
  expect(configField('unset')).toBeNull()
})
