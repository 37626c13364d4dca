import { describe, expect, it } from 'vitest'
import { ago, ahead, duration } from './ago'

describe('times', () => {
  it('says how long ago', () => {
    expect([0, -5000, 2500, 60_000, 3_700_000, 90_000_000].map((past) => ago(1e12 - past, 1e12))).toEqual(['now', 'now', '2 s ago', '1 min ago', '1 h ago', '1 d ago'])
  })
  it('says when something ends, exactly enough', () => {
    expect([null, 1e12, 1e12 + 1500, 1e12 + 90_000, 1e12 + 5_400_000, 1e12 + 172_800_000].map((at) => ahead(at, 1e12))).toEqual(['forever', 'over', 'in 1 s', 'in 90 s', 'in 90 min', 'in 2 d'])
  })
  it('says how long something took', () => {
    expect([3.6, 1234].map(duration)).toEqual(['4 ms', '1.2 s'])
  })
})
