import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editJson } from './json-edit'
import { placeOf, plainOf, readJson } from './json-text'

const json = fc.jsonValue({ maxDepth: 3 })
const object = fc.dictionary(fc.string({ maxLength: 6 }), json, { maxKeys: 5 })
// JSON.stringify writes -0 as 0.
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const layout = fc.constantFrom<(value: unknown) => string>((v) => JSON.stringify(v), (v) => JSON.stringify(v, null, 2), (v) => `${JSON.stringify(v, null, '\t')}\n`, (v) => JSON.stringify(v, null, 4).replaceAll('\n', '\r\n'))

describe('reading', () => {
  test('every JSON text, as the platform reads it', () => {
    fc.assert(fc.property(json, layout, (value, print) => {
      const { root, faults } = readJson(print(value))
      expect(faults).toEqual([])
      expect(plainOf(root!)).toEqual(plain(value))
    }))
  })
  test('never takes what the platform refuses, and never throws', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', '-', 'true', 'nul', ' ', '\n', '"', '//', '01', '1.', '"\\x"', '\ufeff')
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      let valid = true
      try { JSON.parse(text) } catch { valid = false }
      const { root } = readJson(text)
      expect(root !== null, JSON.stringify(text)).toBe(valid)
    }), { numRuns: 5000 })
  })
  test.each([
    ['\ufeff{}', 'bom', 1, 1], ['{\n  // no\n}', 'comment', 2, 3], ['{"a": 1, # no\n}', 'comment', 1, 10], ['{\n  "a": 1,\n}', 'trailing-comma', 2, 9], ['{"a": [1,]}', 'trailing-comma', 1, 9],
    ['{"a": 1,\n "a": 2}', 'duplicate', 2, 2], ["{'a': 1}", 'quotes', 1, 2], ['{"a": “x”}', 'quotes', 1, 7], ['{"a": 1', 'end', 1, 8], ['{"a": 1 "b": 2}', 'comma', 1, 9], ['{"a" 1}', 'colon', 1, 6],
    ['{a: 1}', 'key', 1, 2], ['{"a": yes}', 'unexpected', 1, 7], ['{"a": True}', 'unexpected', 1, 7], ['{} {}', 'more', 1, 4], ['{"a": 01}', 'number', 1, 7], ['{"a": "x\n"}', 'string', 1, 7], ['['.repeat(60), 'deep', 1, 52], ['', 'end', 1, 1],
  ])('%j: %s in line %i, column %i', (text, what, line, column) => {
    const [fault] = readJson(text).faults
    expect(fault).toMatchObject({ what })
    expect(placeOf(text, fault!.at)).toEqual({ line, column })
  })
})

describe('editing', () => {
  test('says what is wished, and everything else word for word', () => {
    fc.assert(fc.property(object, layout, object, fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 }), (before, print, set, names) => {
      const text = print(before)
      const unset = [...names, ...Object.keys(before).slice(0, 1)].filter((key) => !Object.hasOwn(set, key))
      const after = editJson(text, { set: set as never, unset })!
      const wanted = Object.fromEntries(Object.entries({ ...before, ...set }).filter(([key]) => !unset.includes(key)))
      expect(plain(JSON.parse(after))).toEqual(plain(wanted))
      // Members that nobody named keep their order and the very text of their values.
      const kept = Object.keys(before).filter((key) => !unset.includes(key) && !Object.hasOwn(set, key))
      const texts = (of: string) => Object.fromEntries(((readJson(of).root as { members: { key: string; value: { start: number; end: number } }[] }).members).map(({ key, value }) => [key, of.slice(value.start, value.end)]))
      const [was, is] = [texts(text), texts(after)]
      expect(kept.map((key) => is[key])).toEqual(kept.map((key) => was[key]))
      expect(Object.keys(is).filter((key) => kept.includes(key))).toEqual(Object.keys(was).filter((key) => kept.includes(key)))
    }), { numRuns: 500 })
  })
  test('setting and taking out again gives the same text', () => {
    fc.assert(fc.property(object, layout, json, (before, print, value) => {
      fc.pre(!Object.hasOwn(before, 'ipv6x') && Object.keys(before).length > 0)
      const text = print(before)
      expect(editJson(editJson(text, { set: { ipv6x: value as never }, unset: [] })!, { set: {}, unset: ['ipv6x'] })).toBe(text)
    }))
  })
  test.each([
    ['', { ipv6: true }, '{\n  "ipv6": true\n}\n'],
    ['{}', { ipv6: true }, '{\n  "ipv6": true\n}'],
    ['{\n    "debug":true\n}\n', { ipv6: true }, '{\n    "debug":true,\n    "ipv6":true\n}\n'],
    ['{"debug": true}', { mtu: 1400 }, '{"debug": true, "mtu": 1400}'],
    ['{\n\t"x": {"y": [1,\n 2]},\n\t"mtu": 1500\n}', { mtu: 1400, dns: ['fd00::1'] }, '{\n\t"x": {"y": [1,\n 2]},\n\t"mtu": 1400,\n\t"dns": ["fd00::1"]\n}'],
    ['{\r\n  "a": 1\r\n}\r\n', { 'default-address-pools': [{ base: 'fd00::/48', size: 64 }] }, '{\r\n  "a": 1,\r\n  "default-address-pools": [\r\n    {\r\n      "base": "fd00::/48",\r\n      "size": 64\r\n    }\r\n  ]\r\n}\r\n'],
    ['{ "mtu" : 1.5e3 }', { mtu: 1500 }, '{ "mtu" : 1.5e3 }'],
  ])('%j with %j', (text, set, after) => expect(editJson(text, { set: set as never, unset: [] })).toBe(after))
  test('what is no object is not edited', () => {
    for (const text of ['[]', '{"a": 1,}', '"x"', '{"a":1,"a":2}']) expect(editJson(text, { set: { b: 1 }, unset: [] })).toBeNull()
  })
})
