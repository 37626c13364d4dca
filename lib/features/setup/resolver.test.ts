import { expect, test } from 'vitest'
import { isStub, nameServers, resolverWay } from './resolver'

test('the resolvers of a resolv.conf', () => {
  expect(nameServers('# nameserver 192.0.2.9\nsearch lab\nnameserver 127.0.0.53\n  nameserver\tfe80::1%eth0 # router\nnameserver nonsense\nnameservers 192.0.2.1\nnameserver 2001:DB8::53')).toEqual(['127.0.0.53', 'fe80::1', '2001:db8::53'])
  expect(nameServers('')).toEqual([])
})

test.each<[string, string[], boolean]>([['systemd-resolved', ['127.0.0.53'], true], ['a resolver of the host’s own', ['127.0.0.1', '::1'], false], ['one beyond', ['127.0.0.53', '192.0.2.53'], false], ['none', [], false]])('a stub: %s', (_name, servers, wanted) => expect(isStub(servers)).toBe(wanted))

test.each<[string, string[], ReturnType<typeof resolverWay>]>([
  ['a global one, wherever it stands', ['192.0.2.53', '2001:db8::53'], { server: '2001:db8::53', from: 'probe' }],
  ['a unique local one', ['192.168.1.1', 'fd00::1'], { server: 'fd00::1', from: 'probe' }],
  ['IPv4 only', ['127.0.0.1', '192.168.1.1'], { server: '192.168.1.1', from: 'ipv4' }],
  ['on this host only', ['127.0.0.1'], { server: '127.0.0.1', from: 'own' }],
  ['on this host only, by IPv6', ['::1'], { server: '::1', from: 'own' }],
  ['link-local only: no container reaches it', ['fe80::1'], null],
  ['none', [], null],
])('%s', (_name, servers, wanted) => expect(resolverWay(servers)).toEqual(wanted))
