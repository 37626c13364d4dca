import { expect, test } from 'vitest'
import { failureOf } from './container-state'
import { portGroups, portText } from './port-groups'

test('bindings are grouped by the port they lead to, IPv6 first, in the order of ports', () => {
  const { published, exposed } = portGroups([
    { proto: 'udp', port: 443, hostIp: '::', hostPort: 8443 },
    { proto: 'tcp', port: 80, hostIp: '0.0.0.0', hostPort: 8080 },
    { proto: 'tcp', port: 80, hostIp: '::', hostPort: 8080 },
    { proto: 'tcp', port: 9000, hostIp: null, hostPort: null },
  ])
  expect(published.map(portText)).toEqual(['[::]:8080, 0.0.0.0:8080 → 80/tcp', '[::]:8443 → 443/udp'])
  expect(exposed).toEqual(['9000/tcp'])
})

test('a routed port has no port of the host, a planned one may have no address', () => {
  const { published } = portGroups([
    { proto: 'tcp', port: 80, hostIp: '::', hostPort: null },
    { proto: 'tcp', port: 81, hostIp: null, hostPort: 8081 },
    { proto: 'tcp', port: 82, hostIp: '2001:db8::202', hostPort: 80 },
  ])
  expect(published.map(portText)).toEqual(['[::] → 80/tcp', '*:8081 → 81/tcp', '[2001:db8::202]:80 → 82/tcp'])
})

test('what the engine says of a failed start has a name', () => {
  expect(failureOf('Bind for 0.0.0.0:8080 failed: port is already allocated')).toBe('portTaken')
  expect(failureOf('failed to bind host port for [2001:db8::dead]:80: cannot assign requested address')).toBe('noAddress')
  expect(failureOf('exec: "nope": executable file not found in $PATH')).toBe('other')
})
