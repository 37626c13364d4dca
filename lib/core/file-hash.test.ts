import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOfText } from './file-hash'

test('the hash of a text is that of its bytes', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(hashOfText(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
  }))
  expect(hashOfText(null)).toBeNull()
})
