import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff'

const shown = (before: string | null, after: string | null) => lineDiff(before, after).map(({ sign, text }) => sign + text)

test('a line more, a line less, and what stands around', () => {
  expect(shown('a\nb\nc\nd\ne\nf\n', 'a\nb\nc\nd\nE\nf\n')).toEqual([' c', ' d', '-e', '+E', ' f'])
  expect(shown(null, 'a\n')).toEqual(['+a'])
  expect(shown('a\n', null)).toEqual(['-a'])
  expect(shown('a\n', 'a\n')).toEqual([])
})

test('what is gone and what is new leads from one text to the other', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd')).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const count = (text: string, line: string) => text.split('\n').filter((one) => one === line).length
      const diff = lineDiff(before, after)
      for (const line of ['a', 'b', 'c', 'd']) expect(count(before, line) - diff.filter((one) => one.sign === '-' && one.text === line).length + diff.filter((one) => one.sign === '+' && one.text === line).length).toBe(count(after, line))
    }),
  )
})
