import { expect, test } from 'vitest'
import { boxOf } from './refused-at'
import type { Choice } from './schema'

const FROM = ['', '', 'defaultBridge', 'networks.0', 'networks.1', 'addresses.0']

test.each<[Choice, string | undefined, string | null]>([
  ['routed', 'intents.3.pools.0.subnet', 'prefix'], ['routed', 'intents.4.name', 'names'], ['routed', 'intents.4.gatewayMode6', 'exposure'], ['routed', 'intents.2.set.fixed-cidr-v6', 'defaultBridge'], ['routed', 'intents.2.set.ip6tables', null],
  ['routed', 'intents.4', null], ['routed', 'intents.0.path', null], ['routed', 'intents.9.name', null], ['routed', undefined, null], ['ndp-proxy', 'intents.4.dev', null],
  ['lan', 'intents.3.pools.0.range', 'range'], ['lan', 'intents.3.pools.0.gateway', 'router'], ['lan', 'intents.3.name', 'name'], ['lan', 'intents.3.pools.0.subnet', null], ['lan', 'intents.3.parent', null],
  ['own-addresses', 'intents.5.address', 'addresses'],
  ['routed', 'networks.0.subnet', 'prefix'], ['private', 'networks', 'prefix'], ['lan', 'networks', 'name'], ['routed', 'exposure', 'exposure'], ['own-addresses', 'addresses.1', 'addresses'], ['routed', 'defaultBridge', 'defaultBridge'], ['routed', 'here', 'here'], ['routed', 'choice', null],
])('%s, refused at %s: %s', (choice, field, box) => expect(boxOf(choice, field === undefined ? {} : { field }, FROM)).toBe(box))

test('a batch of one has no head', () => {
  expect(boxOf('lan', { field: 'pools.0.range' }, ['networks.0'])).toBe('range')
  expect(boxOf('own-addresses', { field: 'address' }, ['addresses.0'])).toBe('addresses')
  expect(boxOf('private', { field: 'pools.0.subnet' }, ['networks.0', ''])).toBeNull()
})
