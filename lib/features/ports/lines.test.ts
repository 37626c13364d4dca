import { expect, test } from 'vitest'
import { lineAddress, portLines, reverseName } from './lines'

const row = { hostIp: '2001:db8::202', hostPort: 80, proto: 'tcp', containerPort: 80, image: 'web:1', addresses: [{ address: '2001:db8::202', dev: 'eth0' }], travels: 'dnat' as const, containerAddress: 'fd00::2' }

test('an address of its own', () => {
  expect(portLines(row, 'web2.example.org')).toEqual({
    url: 'http://[2001:db8::202]/',
    curl: "curl -g 'http://[2001:db8::202]/'",
    record: 'web2.example.org. IN AAAA 2001:db8::202',
    ptr: '2.0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. IN PTR web2.example.org.',
    run: "docker run -d -p '[2001:db8::202]:80:80' web:1",
    compose: 'ports:\n  - target: 80\n    published: "80"\n    host_ip: "2001:db8::202"\n    protocol: tcp',
  })
})

test('other ports and TLS', () => {
  expect(portLines({ ...row, hostPort: 8080 }, 'n').url).toBe('http://[2001:db8::202]:8080/')
  expect(portLines({ ...row, hostPort: 443 }, 'n').url).toBe('https://[2001:db8::202]/')
})

test('UDP has no URL', () => expect(portLines({ ...row, proto: 'udp' }, 'n')).toMatchObject({ url: null, curl: null, run: "docker run -d -p '[2001:db8::202]:80:80/udp' web:1" }))

test('IPv4 and wildcards', () => {
  expect(portLines({ ...row, hostIp: '192.0.2.7' }, 'n')).toMatchObject({ record: 'n. IN A 192.0.2.7', ptr: '7.2.0.192.in-addr.arpa. IN PTR n.', url: 'http://192.0.2.7/' })
  expect(lineAddress({ ...row, hostIp: '::' })).toBe('2001:db8::202')
  expect(portLines({ ...row, hostIp: '::', addresses: [] }, 'n')).toMatchObject({ url: null, record: null, ptr: null, run: "docker run -d -p '[::]:80:80' web:1" })
})

test.each(['::1', '127.0.0.1', '127.1.2.3', 'fe80::1', '169.254.1.1', '::'])('%s is for no zone file', (hostIp) => expect(portLines({ ...row, hostIp, addresses: hostIp === '::' ? [{ address: 'fe80::1', dev: 'eth0' }] : [] }, 'n')).toMatchObject({ record: null, ptr: null, url: expect.stringMatching(/^http:/) }))

test('a routed network is named by the container’s address', () => expect(portLines({ ...row, hostIp: '::', hostPort: null, travels: 'direct' }, 'n')).toMatchObject({ url: 'http://[fd00::2]/', run: "docker run -d -p '[::]::80' web:1" }))

test('what is no address stays', () => expect(reverseName('x')).toBe('x'))
