import { expect, test } from 'vitest'
import { failpoints } from './failpoint'

test('kills at the n-th passing of its point, once', () => {
  let kills = 0
  const passing = failpoints('step-begin:2', () => kills++)
  const seen = ['step-begin', 'other', 'step-begin', 'step-begin'].map((point) => (passing(point), kills))
  expect(seen).toEqual([0, 0, 1, 1])
})

test.each([undefined, '', 'step-begin', 'x:y', ':1', 'step-begin:1; x'])('%j is no failpoint', (setting) => {
  const passing = failpoints(setting, () => expect.unreachable())
  passing('step-begin')
})
