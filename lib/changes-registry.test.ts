import { expect, test } from 'vitest'
import { CHANGES } from './changes-registry'
import { changeKinds } from './text/en/change-kinds'

test('every kind of change has words, and no words are left over', () => {
  expect(Object.keys(changeKinds).sort()).toEqual(CHANGES.map(({ kind }) => kind).sort())
})
