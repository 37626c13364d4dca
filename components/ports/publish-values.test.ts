import { describe, expect, test } from 'vitest'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { PublishFacts } from '../../lib/features/containers/publish-facts'
import type { Container } from '../../lib/features/containers/schema'
import type { Network } from '../../lib/features/networks/schema'
import type { NameAddress } from '../../lib/features/resolve/schema'
import { NO_FRESH } from './create-values'
import { hostFacts } from './publish-host'
import { checkLines, linesWith, ownerOf, portsNamed } from './publish-lines'
import { targetByName } from './publish-name'
import { intentsOf, NAMED, nextOf, NO_BINDING, portsOf, publishField, startValues, TYPED, type BindingValues, type PublishValues } from './publish-values'

const P = '2001:db8:23:42::/64'
const address = (text: string, more: Partial<AddressRow> = {}): AddressRow => ({
  key: text, family: text.includes(':') ? 6 : 4, address: text, length: 64, peer: null, dev: 'eth0', scope: 'global', kind: 'documentation', flags: [], source: 'static', protocol: null, validUntil: null, preferredUntil: null, uplink: true, network: null, container: null, ...more,
})
const rows = [address('2001:db8:23:42::10'), address('2001:db8:23:42::20', { flags: ['tentative'] }), address('fe80::1', { scope: 'link', kind: 'link-local' }), address('192.0.2.10', { length: 24 })]
const host = hostFacts(rows, { [P]: '2001:db8:23:42::100' })
const web = {
  id: 'id-web', name: 'web', state: 'running', pid: 7, service: null, project: null, labels: {}, published: [], exposed: ['80/tcp', '53/udp'], ports: [], autoRemove: false,
  attachments: [{ network: { id: 'n', name: 'net' } }], inside: { addresses: [], defaultRoute6: null, listening: [{ proto: 'tcp', family: 6, address: '::', port: 80 }, { proto: 'tcp', family: 4, address: '127.0.0.1', port: 6060 }, { proto: 'tcp', family: 6, address: '::', port: 443 }] },
} as unknown as Container
const other = { ...web, id: 'id-o', name: 'other', published: [{ port: '80/tcp', hostIp: '2001:db8:23:42::10', hostPort: '80' }], ports: [{ proto: 'tcp', port: 80, hostIp: '2001:db8:23:42::10', hostPort: 80 }] } as Container
const facts: PublishFacts = { containers: [web, other], networks: [{ id: 'n', name: 'net', ipv6: true, ipv4: true, gatewayMode6: 'nat', gatewayMode4: 'nat' } as Network], addresses: rows, sockets: [], engine: undefined, settings: [] }

const line = (more: Partial<BindingValues>): BindingValues => ({ ...NO_BINDING, containerPort: '80', at: nextOf(P), ...more })
const form = (...bindings: BindingValues[]): PublishValues => ({ made: 'old', container: 'web', fresh: NO_FRESH, bindings, quiet: false, anyway: false })
const check = (...bindings: BindingValues[]) => checkLines(form(...bindings), host, facts, web)

test.each([['80', 80, null], [' 9000 - 9010 ', 9000, 9010], ['65535', 65535, null]])('%s is a port or a range', (text, first, last) => expect(portsOf(text)).toEqual({ first, last }))
test.each(['', '0', '65536', '80a', '８０', '-1', '80-', '1e3', '0x50', '80,81', '99999-2'])('“%s” is none', (text) => expect(portsOf(text)).toBeNull())

describe('what is wished', () => {
  test('a new address is added once, kept, and then used by all lines that mean it', () => {
    expect(intentsOf(form(line({}), line({ containerPort: '443' }), line({ containerPort: '53', proto: 'udp', at: '::', hostPort: 'auto' })), host)).toEqual([
      { kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8:23:42::100/64', keep: true, deprecated: false } },
      { kind: 'containers.publish', input: { container: 'web', anyway: false, bindings: [
        { proto: 'tcp', containerPort: 80, containerPortEnd: null, hostAddress: '2001:db8:23:42::100', hostPort: 80, hostPortEnd: null },
        { proto: 'tcp', containerPort: 443, containerPortEnd: null, hostAddress: '2001:db8:23:42::100', hostPort: 443, hostPortEnd: null },
        { proto: 'udp', containerPort: 53, containerPortEnd: null, hostAddress: '::', hostPort: null, hostPortEnd: null },
      ] } },
    ])
  })
  test('ranges go to the same ports, or to others that are given', () => {
    const [, publish] = intentsOf(form(line({ containerPort: '9000-9002' }), line({ containerPort: '80-81', hostPort: '8080-8081' })), host)
    expect((publish!.input as { bindings: unknown[] }).bindings).toMatchObject([{ containerPort: 9000, containerPortEnd: 9002, hostPort: 9000, hostPortEnd: 9002 }, { containerPort: 80, containerPortEnd: 81, hostPort: 8080, hostPortEnd: 8081 }])
  })
  test('a typed address is added only if that is said, and only where it can be', () => {
    const typed = line({ at: TYPED, typed: '2001:DB8:23:42::0:77', add: true })
    expect(intentsOf(form(typed), host)[0]).toMatchObject({ kind: 'addresses.add', input: { address: '2001:db8:23:42::77/64', dev: 'eth0' } })
    expect(intentsOf(form({ ...typed, add: false }), host)).toHaveLength(1)
    for (const text of ['2001:db8:23:42::10', 'fe80::5', '::', '::1', 'ff02::1', '192.0.2.77', '[2001:db8::5]', 'fe80::1%eth0', 'nonsense']) expect(intentsOf(form({ ...typed, typed: text }), host), text).toHaveLength(1)
  })
  test('opened for an address or for a container', () => {
    expect(startValues('2001:db8:23:42::10').bindings[0]).toMatchObject({ at: TYPED, typed: '2001:db8:23:42::10' })
    expect(startValues('web')).toMatchObject({ container: 'web', bindings: [{ at: '', typed: '' }] })
  })
})

test('a name stands for what it was looked up to be', () => {
  const found = (whose: string, address: string, more = {}) => ({ family: 6, address, ttl: 60, whose, dev: 'eth0', prefix: '2001:db8:23:42::/64', container: null, mac: null, flags: [], note: '', ...more }) as NameAddress
  const four = found('host', '192.0.2.10', { family: 4 })
  expect(targetByName({ asked: 'web2.example.org', addresses: [four, found('on-link', '2001:db8:23:42::77'), found('host', '2001:db8:23:42::10')] })).toEqual({ asked: 'web2.example.org', address: '2001:db8:23:42::10', add: null })
  const near = targetByName({ asked: 'web2.example.org', addresses: [found('nobody', '2001:db8:9::1', { dev: null, prefix: null }), found('on-link', '2001:db8:23:42::77')] })
  expect(near).toEqual({ asked: 'web2.example.org', address: '2001:db8:23:42::77', add: { dev: 'eth0', length: 64 } })
  expect(targetByName({ asked: 'web2.example.org', addresses: [four, found('neighbor', '2001:db8:23:42::99')] })).toBeNull()
  expect(intentsOf(form(line({ at: NAMED, name: 'web2', found: near })), host).map(({ kind }) => kind)).toEqual(['addresses.add', 'containers.publish'])
  expect(publishField('intents.1.bindings.0.hostAddress', form(line({ at: NAMED, name: 'web2', found: near })), host)).toBe('bindings.0.name')
})

test('a new container: address, then it with its ports', () => {
  const values: PublishValues = { ...form(line({})), made: 'new', fresh: { ...NO_FRESH, name: 'web2', image: 'busybox:lab' } }
  expect(intentsOf(values, host)).toMatchObject([{ kind: 'addresses.add' }, { kind: 'containers.create', input: { name: 'web2', image: 'busybox:lab', network: 'bridge', bindings: [{ containerPort: 80, hostAddress: '2001:db8:23:42::100' }] } }])
  expect(publishField('intents.1.image', values, host)).toBe('fresh.image')
  expect(publishField('intents.1.bindings.0.hostPort', values, host)).toBe('bindings.0.hostPort')
})

describe('what is wrong stands at its box', () => {
  test('while typing', () => {
    expect(check(line({ at: '2001:db8:23:42::10' }))[0]).toMatchObject({ port: expect.stringContaining('taken by the container other'), at: null })
    expect(check(line({ at: '2001:db8:23:42::20' }))[0]?.at).toContain('is not usable yet')
    expect(check(line({ at: TYPED, typed: '2001:db8:23:42::99' }))[0]?.at).toContain('This host does not have 2001:db8:23:42::99')
    expect(check(line({ at: TYPED, typed: '2001:db8:23:42::99', add: true }))[0]).toMatchObject({ at: null, port: null })
    expect(check(line({ at: TYPED, typed: '[2001:db8::5]' }))[0]?.at).toContain('bracket')
    expect(check(line({ at: TYPED, typed: 'fe80::1%eth0' }))[0]?.at).toContain('zone')
    expect(check(line({ at: TYPED, typed: '::ffff:192.0.2.10' }))[0]?.at).toContain('192.0.2.10')
    expect(check(line({ containerPort: '90-80', hostPort: '1-2' }))[0]?.inside).toContain('ends before')
    expect(check(line({}), line({ containerPort: '81', hostPort: '80' })).map(({ port }) => port)).toEqual([null, expect.stringContaining('same place')])
    expect(check(line({ at: '::', containerPort: '' }))[0]).toMatchObject({ at: null, port: null, notes: [] })
    expect(check(line({ at: '0.0.0.0', hostPort: '8088' }))[0]?.notes.join()).toContain('any IPv4 address')
  })
  test.each([
    ['bindings.1.hostAddress', 'bindings.1.typed'], ['intents.1.bindings.0.hostAddress', 'bindings.0.at'], ['intents.1.bindings.1.hostPortEnd', 'bindings.1.hostPort'], ['intents.0.address', 'bindings.0.at'],
    ['intents.1.anyway', 'anyway'], ['container', 'container'], ['bindings.0.proto', 'bindings.0.proto'], ['bindings.0.containerPortEnd', 'bindings.0.containerPort'], ['bindings', 'bindings.0.containerPort'],
  ])('%s is shown at %s', (field, box) => expect(publishField(field, form(line({}), line({ at: TYPED, typed: '2001:db8:23:42::10' })), host)).toBe(box))
})

test('the ports that a container names or listens on, without those that only it can reach', () => {
  expect(portsNamed(web, 'tcp')).toEqual(['80', '443'])
  expect(portsNamed(web, 'udp')).toEqual(['53'])
})

test('the lines for a Compose file hold what was there and what is new', () => {
  const owned = { ...web, project: 'shop', service: 'front', published: other.published }
  expect([ownerOf(web), ownerOf(owned), ownerOf({ ...owned, labels: { 'com.docker.swarm.service.id': 'x' } })]).toEqual([null, 'compose', 'swarm'])
  expect(linesWith(owned, form(line({})), host)?.yaml).toMatch(/"front":[^]*host_ip: "2001:db8:23:42::10"[^]*host_ip: "2001:db8:23:42::100"/)
  expect(linesWith(owned, form(line({ containerPort: '' })), host)).toBeNull()
  const task = { ...owned, published: [], labels: { 'com.docker.swarm.service.name': 'front' } }
  expect(linesWith(task, form(line({})), host)).toMatchObject({ yaml: expect.stringContaining('mode: host'), command: expect.stringContaining('--publish-add') })
})
