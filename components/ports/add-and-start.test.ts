import { expect, test } from 'vitest'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { addAndStart } from './add-and-start'

const own = (address: string, more: Partial<AddressRow> = {}) => ({ address, family: address.includes(':') ? 6 : 4, length: 64, dev: 'eth0', scope: 'global', container: null, network: null, uplink: true, flags: [], ...more }) as AddressRow
const web = (...hostIps: string[]) => ({ name: 'web', published: hostIps.map((hostIp) => ({ port: '80/tcp', hostIp, hostPort: '80' })) })
const here = [own('2001:db8:1::1'), own('192.0.2.1', { length: 24 }), own('2001:db8:2::5', { container: { id: 'c', name: 'c' } })]

test('one batch adds what is missing, kept, and starts the container', () => {
  expect(addAndStart(web('2001:DB8:1::8', '2001:db8:1::8', '2001:db8:1::1', '::', '', '127.0.0.1', '2001:db8:2::5'), here)).toEqual({
    missing: ['2001:db8:1::8', '2001:db8:2::5'],
    intents: [
      { kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8:1::8/64', keep: true } },
      { kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8:2::5/128', keep: true } },
      { kind: 'containers.start', input: { container: 'web' } },
    ],
  })
})
test.each([[web('2001:db8:1::1')], [web()], [web('192.0.2.9')], [web('2001:db8:1::8', '192.0.2.9')]])('nothing that can be added is missing: %j', (container) => expect(addAndStart(container, here)).toBeNull())
test('no link is known for it', () => expect(addAndStart(web('2001:db8:9::1'), [own('192.0.2.1')])).toBeNull())
