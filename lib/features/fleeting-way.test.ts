import { expect, test } from 'vitest'
import { emptyPlan, type Delta } from '../core/change'
import type { AddressRow } from './addresses/schema'
import { fleetingWay } from './fleeting-way'
import type { Link } from './links/schema'

const LOCAL = '2001:db8:1::1'
const address = (dev: string, container: AddressRow['container'] = null) => ({ address: LOCAL, dev, container }) as AddressRow
const link = (name: string, ...flags: string[]) => ({ name, flags: ['UP', ...flags] }) as Link
const unplug: Delta = { resource: 'links', label: 'eth0', match: { name: 'eth0' }, before: { master: 'br0' }, after: { master: null } }
const said = (addresses: AddressRow[], links: Link[], deltas: Delta[] = [unplug], local = LOCAL) => fleetingWay({ local, remote: '2001:db8:9::1' }, { ...emptyPlan('x'), deltas }, { addresses, links })

test('an address on a bridge that lost its last port with a carrier proves nothing', () => {
  expect(said([address('br0')], [link('br0', 'NO-CARRIER'), link('eth0', 'LOWER_UP')])).toMatchObject({ code: 'conflict', message: expect.stringMatching(/br0.*2001:db8:1::1/) })
})

test.each<[string, AddressRow[], Link[], Delta[], string?]>([
  ['a bridge with another port', [address('br0')], [link('br0', 'LOWER_UP')], [unplug]],
  ['the address also where there is a carrier', [address('br0'), address('eth0')], [link('br0'), link('eth0', 'LOWER_UP')], [unplug]],
  ['a link without carrier that the plan leaves alone: it had none before', [address('br0')], [link('br0')], [{ ...unplug, before: { master: 'br7' } }]],
  ['a route in the plan by the name of that link', [address('br0')], [link('br0')], [{ resource: 'routes', label: '', match: { dev: 'br0' }, before: null, after: {} }]],
  ['an address that is gone: nobody can come by it', [], [link('br0')], [unplug]],
  ['the same address inside a container', [address('br0', { id: 'c', name: 'web' } as AddressRow['container'])], [link('br0')], [unplug]],
  ['a way that nobody knows', [address('br0')], [link('br0')], [unplug], '?'],
])('%s is no reason', (_, addresses, links, deltas, local) => expect(said(addresses, links, deltas, local)).toBeNull())

test('a job of the system comes by no way', () => expect(fleetingWay(null, { ...emptyPlan('x'), deltas: [unplug] }, { addresses: [address('br0')], links: [link('br0')] })).toBeNull())
