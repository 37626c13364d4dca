import { describe, expect, it } from 'vitest'
import { backOff } from './back-off'

describe('backOff', () => {
  it('doubles from half a second up to half a minute', () => {
    expect([0, 1, 2, 6, 50].map((attempt) => backOff(attempt, () => 1))).toEqual([500, 1000, 2000, 30_000, 30_000])
  })
  it('is random in its upper half only', () => {
    expect(backOff(3, () => 0)).toBe(2000)
    expect(backOff(3, () => 1)).toBe(4000)
  })
})
