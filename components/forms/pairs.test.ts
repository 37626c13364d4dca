import { expect, test } from 'vitest'
import { linesOf, pairsOf } from './use-change-form'

test('pairs survive the way into a box and back', () => {
  const pairs = { plain: 'x', empty: '', 'com.example.key': 'a=b', lines: 'one\ntwo', blanks: ' x ', quoted: '"x"', json: '{"a":1}' }
  expect(pairsOf(linesOf(pairs))).toEqual(pairs)
  expect(linesOf({ a: 'b' })).toBe('a=b')
})

test('what people type', () => {
  expect(pairsOf(' a = b \n\n c=d=e\nf')).toEqual({ a: 'b', c: 'd=e', f: '' })
  expect(pairsOf('a="no end')).toEqual({ a: '"no end' })
})
