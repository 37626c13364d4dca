import { expect, test } from 'vitest'
import { exactAmount, shareOf, shortAmount } from './amount'

test('amounts are exact as long as they are short, and powers of two beyond', () => {
  expect(shortAmount('0')).toBe('0')
  expect(shortAmount('32766')).toBe('32,766')
  expect(shortAmount(String(2n ** 64n - 5n))).toBe('~2^64')
  expect(shortAmount(String(2n ** 48n))).toBe('~2^48')
  expect(exactAmount(String(2n ** 64n))).toBe('18,446,744,073,709,551,616')
})

test('shares of sizes beyond 2^53 are right to six digits', () => {
  expect(shareOf(2n ** 63n, 2n ** 64n)).toBe(0.5)
  expect(shareOf(1n, 2n ** 64n)).toBe(0)
  expect(shareOf(1n, 0n)).toBe(0)
})
