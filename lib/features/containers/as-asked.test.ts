import { expect, test } from 'vitest'
import { placeNotAsked } from './as-asked'

const A = '2001:db8::5'
const at = (HostIp: string, HostPort = '80') => ({ '80/tcp': [{ HostIp, HostPort }] })

test('as asked', () => {
  expect(placeNotAsked(at(A), at(A))).toBeNull()
  expect(placeNotAsked(at('2001:DB8:0::5'), at(A))).toBeNull()
  expect(placeNotAsked(at('::'), at('::'))).toBeNull()
  expect(placeNotAsked({ '80/tcp': [...at('0.0.0.0')['80/tcp'], ...at('::')['80/tcp']] }, at(''))).toBeNull()
  expect(placeNotAsked(at(A, '49160'), at(A, ''))).toBeNull()
  for (const before of ['[2001:db8::5]', 'fe80::1%eth0', 'x']) expect(placeNotAsked(at('0.0.0.0'), at(before)), before).toBeNull()
  expect(placeNotAsked({ '80/tcp': null, '7000/tcp': null }, {})).toBeNull()
  expect(placeNotAsked(at('::', ''), at(A))).toBeNull()
})

test('wider than asked, or at a place that nobody named', () => {
  for (const wide of ['::', '0.0.0.0', '']) expect(placeNotAsked(at(wide), at(A)), wide).toMatchObject({ hostIp: wide })
  expect(placeNotAsked(at('::'), at('0.0.0.0'))).not.toBeNull()
  expect(placeNotAsked(at('2001:db8::6'), at(A))).not.toBeNull()
  expect(placeNotAsked({ ...at(A), '443/tcp': [{ HostIp: A, HostPort: '443' }] }, at(A))).toEqual({ port: '443/tcp', hostIp: A, hostPort: '443' })
})
