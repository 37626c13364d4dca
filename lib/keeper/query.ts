import { canonicalText, maskOf, parseAddress, parsePrefix, sortKey, type Prefix } from '../core/ip'
import type { Resource, SortAs } from '../core/resource'

/** What a reader asks of a table. `limit` is the number of rows wanted. */
export type Query = { q: string; sort: string; offset: number; limit: number; key: string | null }

type Index = { haystack: string[]; orders: Map<string, Int32Array>; keys: Map<string, string[]>; matches: Map<string, Int32Array> }

// Rows arrays are immutable: an index belongs to exactly one version of a table and goes with it.
const indexes = new WeakMap<readonly unknown[], Index>()
/** Filter results kept per table version: scrolling through a filtered table asks for the same set again. */
const KEPT_MATCHES = 4

/** Filters, sorts and cuts rows. Unknown sort fields are ignored: the order is then the resource's own. */
export function select(resource: Resource<unknown>, rows: readonly unknown[], query: Query): { rows: unknown[]; matched: number } {
  if (query.key !== null) {
    const found = rows.filter((row) => resource.key(row) === query.key)
    return { rows: found, matched: found.length }
  }
  const found = find(resource, rows, query.q.trim(), query.sort)
  const rowsOut = []
  const end = Math.min(found.length, query.offset + query.limit)
  for (let i = query.offset; i < end; i++) rowsOut.push(rows[found[i]!])
  return { rows: rowsOut, matched: found.length }
}

function find(resource: Resource<unknown>, rows: readonly unknown[], q: string, sort: string): Int32Array {
  const index = indexOf(resource, rows)
  const name = `${sort} ${q}`
  const kept = index.matches.get(name)
  if (kept) return kept
  const order = orderOf(resource, rows, index, sort)
  const tests = q === '' ? [] : q.split(/\s+/).map((word) => testOf(resource, rows, index, word))
  const found = tests.length === 0 ? order : order.filter((i) => tests.every((test) => test(i)))
  if (index.matches.size >= KEPT_MATCHES) index.matches.delete(index.matches.keys().next().value!)
  index.matches.set(name, found)
  return found
}

function indexOf(resource: Resource<unknown>, rows: readonly unknown[]): Index {
  let index = indexes.get(rows)
  if (!index) {
    index = { haystack: rows.map((row) => resource.search(row).toLowerCase()), orders: new Map(), keys: new Map(), matches: new Map() }
    indexes.set(rows, index)
  }
  return index
}

/** One word of the filter: `field:word` asks one field, a prefix asks for addresses inside it, anything else for its text. */
function testOf(resource: Resource<unknown>, rows: readonly unknown[], index: Index, word: string): (i: number) => boolean {
  const colon = word.indexOf(':')
  const field = colon > 0 ? word.slice(0, colon) : ''
  const first = rows[0] as Record<string, unknown> | undefined
  if (field !== '' && first !== undefined && Object.hasOwn(first as object, field) && !parseAddress(word).ok && !parsePrefix(word).ok) {
    const wanted = canonicalText(word.slice(colon + 1)).toLowerCase()
    return (i) => fieldText((rows[i] as Record<string, unknown>)[field]).includes(wanted)
  }
  const prefix = parsePrefix(word)
  if (prefix.ok) {
    const inside = insideOf(resource, rows, index, prefix.value)
    const text = canonicalText(word)
    return (i) => index.haystack[i]!.includes(text) || inside(i)
  }
  const text = canonicalText(word).toLowerCase()
  return (i) => index.haystack[i]!.includes(text)
}

/** Tests whether an address field of a row lies inside a prefix, by comparing the leading bits of the sort keys. */
function insideOf(resource: Resource<unknown>, rows: readonly unknown[], index: Index, prefix: Prefix): (i: number) => boolean {
  const columns = Object.entries(resource.sorts).filter(([, as]) => as === 'address').map(([field]) => keysOf(rows, index, field, 'address'))
  const whole = Math.floor((prefix.length + (prefix.family === 4 ? 96 : 0)) / 4)
  const key = `${prefix.family}${prefix.network.toString(16).padStart(32, '0')}`
  const head = key.slice(0, 1 + whole)
  const mask = maskOf(prefix.family, prefix.length)
  return (i) => columns.some((keys) => {
    const one = keys[i]!
    if (!one.startsWith(head) || one[0] !== key[0]) return false
    return (BigInt(`0x${one.slice(1, 33)}`) & mask) === prefix.network && Number(one.slice(33)) >= prefix.length
  })
}

function orderOf(resource: Resource<unknown>, rows: readonly unknown[], index: Index, sort: string): Int32Array {
  const known = index.orders.get(sort)
  if (known) return known
  const order = Int32Array.from({ length: rows.length }, (_, i) => i)
  const down = sort.startsWith('-')
  const field = down ? sort.slice(1) : sort
  const as = resource.sorts[field]
  if (as !== undefined) {
    const turn = down ? -1 : 1
    if (as === 'number') {
      const values = rows.map((row) => Number((row as Record<string, unknown>)[field] ?? Number.NEGATIVE_INFINITY))
      order.sort((a, b) => turn * (values[a]! - values[b]!) || a - b)
    } else {
      const values = keysOf(rows, index, field, as)
      order.sort((a, b) => (values[a]! < values[b]! ? -turn : values[a]! > values[b]! ? turn : a - b))
    }
  }
  index.orders.set(sort, order)
  return order
}

function keysOf(rows: readonly unknown[], index: Index, field: string, as: SortAs): string[] {
  const name = `${as} ${field}`
  let keys = index.keys.get(name)
  if (!keys) {
    keys = rows.map((row) => {
      const value = fieldText((row as Record<string, unknown>)[field])
      if (as !== 'address') return value
      return addressKey(value === 'default' ? '::/0' : value)
    })
    index.keys.set(name, keys)
  }
  return keys
}

/** The `sortKey` of a text. Plain IPv6 text, as tools print it, takes a short way: the general parser needs a second and more for 200,000 routes. */
export function addressKey(text: string): string {
  const slash = text.indexOf('/')
  const end = slash < 0 ? text.length : slash
  if (!readGroups(text, end) || text.indexOf('/', end + 1) >= 0) return sortKey(text)
  for (let i = 0; i < GROUPS.length; i++) {
    for (let shift = 12, at = 4 * i; shift >= 0; shift -= 4, at++) DIGITS[at] = HEX.charCodeAt((GROUPS[i]! >> shift) & 15)
  }
  return `6${DIGITS.toString('latin1')}${slash < 0 ? '128' : text.slice(slash + 1).padStart(3, '0')}`
}

const HEX = '0123456789abcdef'
// Written over by every call, so that 200,000 calls leave nothing behind but their keys.
const GROUPS = new Uint16Array(8)
const DIGITS = Buffer.alloc(32)

/** Reads the eight groups of an IPv6 address into GROUPS; false for all text that is not plain lower-case groups, perhaps with one `::`. */
function readGroups(text: string, end: number): boolean {
  let count = 0
  let gap = -1
  let value = 0
  let digits = 0
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === 58) {
      const double = text.charCodeAt(i + 1) === 58
      if (digits > 0 && count < 8) GROUPS[count++] = value
      else if (!double || i > 0) return false
      if (double) {
        if (gap >= 0) return false
        gap = count
        i++
      }
      value = digits = 0
      continue
    }
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1
    if (digit < 0 || ++digits > 4) return false
    value = value * 16 + digit
  }
  if (digits > 0 && count < 8) GROUPS[count++] = value
  else if (digits > 0 || gap !== count) return false
  if (gap < 0) return count === 8
  if (count > 7) return false
  // What stands behind the gap belongs to the end.
  GROUPS.copyWithin(8 - (count - gap), gap, count)
  GROUPS.fill(0, gap, 8 - (count - gap))
  return true
}

/** A field as text for filtering and sorting: names for references, words for lists. */
function fieldText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(fieldText).join(' ')
  if (typeof value === 'object') return 'name' in value ? fieldText(value.name) : JSON.stringify(value).toLowerCase()
  return String(value).toLowerCase()
}
