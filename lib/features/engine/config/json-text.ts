/** A value in a JSON text with the place where it stands (offsets in UTF-16 units, `end` behind it). */
export type JsonNode = { start: number; end: number } & (
  | { kind: 'object'; members: JsonMember[] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null'; value: null }
)
export type JsonMember = { key: string; keyStart: number; value: JsonNode }

/** Why a text is no JSON as the engine reads it (RFC 8259, strictly), and where. */
export type JsonFault = { at: number; what: 'bom' | 'comment' | 'trailing-comma' | 'duplicate' | 'unexpected' | 'quotes' | 'end' | 'string' | 'number' | 'comma' | 'colon' | 'key' | 'more' | 'deep'; found: string }

const DEEPEST = 50
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORDS: Record<string, boolean | null> = { true: true, false: false, null: null }

class Broken extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.what)
  }
}

/** Reads a JSON text with places. The first fault ends the reading; members named twice do not, and are all told. */
export function readJson(text: string): { root: JsonNode | null; faults: JsonFault[] } {
  const doubles: JsonFault[] = []
  let at = 0

  function broken(what: JsonFault['what'], place = at): never {
    throw new Broken({ at: place, what, found: /^\S{1,20}/.exec(text.slice(place))?.[0] ?? '' })
  }

  function blank(): void {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++
    if (text.startsWith('//', at) || text.startsWith('/*', at) || text[at] === '#') broken('comment')
  }

  function match(pattern: RegExp): string | null {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) at += found.length
    return found
  }

  function string(): string {
    const start = at
    const found = match(STRING)
    if (found === null) broken('string', start)
    return JSON.parse(found) as string
  }

  function value(depth: number): JsonNode {
    if (depth > DEEPEST) broken('deep')
    const start = at
    const sign = text[at]
    if (sign === undefined) broken('end')
    if (sign === '{') return object(start, depth)
    if (sign === '[') return array(start, depth)
    if (sign === '"') return { kind: 'string', value: string(), start, end: at }
    if (sign === "'" || sign === '“' || sign === '”') broken('quotes')
    if (sign === '-' || (sign >= '0' && sign <= '9')) {
      const found = match(NUMBER)
      if (found === null || /[\w.]/.test(text[at] ?? '')) broken('number', start)
      return { kind: 'number', value: Number(found), start, end: at }
    }
    const word = /^[A-Za-z_]\w*/.exec(text.slice(at, at + 40))?.[0] ?? ''
    if (!Object.hasOwn(WORDS, word)) broken('unexpected')
    at += word.length
    const known = WORDS[word]
    return known === null || known === undefined ? { kind: 'null', value: null, start, end: at } : { kind: 'boolean', value: known, start, end: at }
  }

  /** The items of a list in brackets, commas between them. */
  function listed(close: string, item: () => void): void {
    at++
    blank()
    if (text[at] === close) return void at++
    for (;;) {
      item()
      blank()
      if (text[at] === close) return void at++
      if (at >= text.length) broken('end')
      if (text[at] !== ',') broken('comma')
      const comma = at++
      blank()
      if (text[at] === close) broken('trailing-comma', comma)
    }
  }

  function object(start: number, depth: number): JsonNode {
    const members: JsonMember[] = []
    listed('}', () => {
      const keyStart = at
      if (at >= text.length) broken('end')
      if (text[at] !== '"') broken(text[at] === "'" || text[at] === '“' ? 'quotes' : 'key')
      const key = string()
      if (members.some((member) => member.key === key)) doubles.push({ at: keyStart, what: 'duplicate', found: key })
      blank()
      if (text[at] !== ':') broken('colon')
      at++
      blank()
      members.push({ key, keyStart, value: value(depth + 1) })
    })
    return { kind: 'object', members, start, end: at }
  }

  function array(start: number, depth: number): JsonNode {
    const items: JsonNode[] = []
    listed(']', () => items.push(value(depth + 1)))
    return { kind: 'array', items, start, end: at }
  }

  try {
    if (text.startsWith('\ufeff')) broken('bom')
    blank()
    const root = value(0)
    blank()
    if (at < text.length) broken('more')
    return { root, faults: doubles }
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    return { root: null, faults: [...doubles, error.fault] }
  }
}

/** The plain value of a node. Of members named twice the last counts, as for the engine. */
export function plainOf(node: JsonNode): unknown {
  if (node.kind === 'array') return node.items.map(plainOf)
  // Not an object literal: a member may be called __proto__.
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, plainOf(value)]))
  return node.value
}

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}
