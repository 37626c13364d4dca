import { expect, test } from 'vitest'
import { freeAddress } from './free-address'

test('the next one that nobody has, knows or typed', () => {
  const rows = { addresses: [{ address: '2001:db8::201' }], neighbors: [{ address: '2001:db8::202' }] }
  expect(freeAddress('2001:db8::/64', {}, [])).toBe('2001:db8::201')
  expect(freeAddress('2001:db8::/64', rows, ['2001:db8:0::203', 'nonsense'])).toBe('2001:db8::204')
})

test('none where there is no room', () => {
  expect(freeAddress('2001:db8::/125', {}, [])).toBeNull()
  expect(freeAddress('', {}, [])).toBeNull()
})
