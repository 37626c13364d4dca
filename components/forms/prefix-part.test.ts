import { expect, test } from 'vitest'
import { joinPrefix, lockedPart, splitAddress } from './prefix-part'

test('locks what every address of the prefix begins with', () => {
  expect(lockedPart('2001:db8:1:2::/64')).toBe('2001:db8:1:2::')
  expect(lockedPart('172.18.0.0/16')).toBe('172.18.')
  expect(lockedPart('172.18.0.0/20')).toBe('')
  expect(lockedPart('::/0')).toBe('')
  expect(lockedPart('2001:db8::10:0/124')).toBe('')
})

test('joins and splits', () => {
  expect(joinPrefix('10', '2001:db8:1:2::')).toBe('2001:db8:1:2::10')
  expect(joinPrefix('a:b', '2001:db8::')).toBe('2001:db8::a:b')
  expect(joinPrefix('2001:db8:9::1', '2001:db8:1::')).toBe('2001:db8:9::1')
  expect(joinPrefix('0.5', '172.18.')).toBe('172.18.0.5')
  expect(joinPrefix('', '172.18.')).toBe('')
  expect(splitAddress('2001:db8:1:2::10', '2001:db8:1:2::')).toBe('10')
})
