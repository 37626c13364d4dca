import { expect, test } from 'vitest'
import type { Intent } from '../../core/change'
import { modern, old } from './fixtures/looks'
import { firstAnswers, intentsOf } from './intents'
import type { Answers, Choice, Look } from './schema'
import { setupTitle } from './title'

const title = (choice: Choice, answers: Partial<Answers>, look: Look = modern) => {
  const batch = intentsOf(choice, { ...firstAnswers(look), ...answers }, look)
  return batch.ok ? setupTitle(batch.value.intents) : batch.problem.message
}
const net = (subnet: string, name = 'web') => ({ name, subnet })

test('what the wizard makes is called by what it is for, not by its first step', () => {
  expect(title('ndp-proxy', { networks: [net('2001:db8:23:42:1::/80')], exposure: 'published' })).toBe('Set up IPv6: network web under 2001:db8:23:42:1::/80')
  expect(title('routed', { networks: [net('2001:db8:f00::/64'), net('2001:db8:f00:1::/64', 'db')], exposure: 'published' }, old)).toBe('Set up IPv6: network web under 2001:db8:f00::/64 and 1 more')
  expect(title('routed', { networks: [net('2001:db8:f00::/64')], prefix: '2001:db8:f00::/56', exposure: 'published' })).toBe('Set up IPv6: network web under 2001:db8:f00::/64')
  expect(title('own-addresses', { addresses: ['2001:db8:23:42::201'] })).toBe('Set up IPv6: services on 2001:db8:23:42::201')
  expect(title('own-addresses', { addresses: ['2001:db8:23:42::201', '2001:db8:23:42::202', '2001:db8:23:42::203'] })).toBe('Set up IPv6: services on 2001:db8:23:42::201 and 2 more')
  expect(title('routed', { defaultBridge: '2001:db8:f00::/64', exposure: 'published' })).toBe('Set up IPv6: the default bridge under 2001:db8:f00::/64')
})

test('other batches are none of its', () => {
  const address = (more: object): Intent => ({ kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8::1/64', ...more } })
  expect(setupTitle([address({}), address({ keep: true })])).toBeNull()
  expect(setupTitle([address({ address: '2001:db8::1/128', deprecated: true, keep: true }), { kind: 'containers.publish', input: {} }])).toBeNull()
  expect(setupTitle([{ kind: 'routes.add', input: { dst: '2001:db8:f00::/56', via: '2001:db8::1', keep: true } }, { kind: 'networks.create', input: { name: 'web', pools: [{ subnet: '2001:db8:f00::/64' }] } }])).toBeNull()
  expect(setupTitle([{ kind: 'sysctls.set', input: {} }, { kind: 'engine.configure', input: { set: {} } }])).toBeNull()
})
