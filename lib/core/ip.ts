import { Address4, Address6 } from 'ip-address'
import { fail, ok, type Result } from './result'
// Not the whole catalogue: this module travels to the browser.
import { ip as text } from '../text/en/ip'

export type Family = 4 | 6

/** One IP address. `text` is RFC 5952 (RFC 4038 dotted form for IPv4-mapped), `zone` the part behind `%` if there was one. */
export type Address = { family: Family; value: bigint; text: string; zone?: string }

/** One prefix in CIDR form. `value` is the address as given; `network` has the host bits cleared. */
export type Prefix = { family: Family; value: bigint; network: bigint; length: number; text: string; canonical: boolean }

const BITS = { 4: 32, 6: 128 } as const
const MAPPED = 0xffffn
const GROUP = /^[\da-f]{1,4}$/i

/** Address width of a family, in bits. */
export function bitsOf(family: Family): 32 | 128 {
  return BITS[family]
}

/**
 * Reads an IP address: RFC 4291 text for IPv6 (with an optional zone, RFC 4007), dotted quad without leading zeros for IPv4.
 * Brackets and prefix lengths are refused, each with a sentence that says what to write instead.
 */
export function parseAddress(input: string): Result<Address> {
  const s = input.trim()
  if (s === '') return bad(text.empty)
  if (s.includes('[') || s.includes(']')) return bad(text.brackets(s))
  if (s.includes('/')) return bad(text.lengthNotWanted(s))
  if (s.includes(':')) {
    const [bare = '', zone, ...more] = s.split('%')
    if (more.length > 0 || zone === '') return bad(text.notAddress(s))
    const value = read6(bare)
    if (value === null) return bad(text.notAddress(s))
    return ok({ family: 6, value, text: formatAddress(6, value) + (zone ? `%${zone}` : ''), ...(zone ? { zone } : {}) })
  }
  const value = read4(s)
  return value === null ? bad(text.notAddress(s)) : ok({ family: 4, value, text: formatAddress(4, value) })
}

/** Reads `address/length`. Host bits may be set: `canonical` says whether they were. A zone is refused. */
export function parsePrefix(input: string): Result<Prefix> {
  const s = input.trim()
  const slash = s.lastIndexOf('/')
  if (slash < 0) return bad(text.lengthMissing(s))
  const address = parseAddress(s.slice(0, slash))
  if (!address.ok) return bad(text.notPrefix(s))
  const { family, value, zone } = address.value
  const digits = s.slice(slash + 1)
  const length = /^(0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : -1
  if (zone !== undefined || length < 0 || length > BITS[family]) return bad(text.notPrefix(s))
  return ok(makePrefix(family, value, length))
}

/** Builds a Prefix from numbers; host bits are kept in `value` and cleared in `network` and `text`. */
export function makePrefix(family: Family, value: bigint, length: number): Prefix {
  const network = value & maskOf(family, length)
  return { family, value, network, length, text: `${formatAddress(family, network)}/${length}`, canonical: network === value }
}

/** The network mask of a length, as a number. */
export function maskOf(family: Family, length: number): bigint {
  const bits = BigInt(BITS[family])
  return ((1n << BigInt(length)) - 1n) << (bits - BigInt(length))
}

/** Last address of a prefix, as a number. */
export function lastOf(prefix: Prefix): bigint {
  return prefix.network | ((1n << BigInt(BITS[prefix.family] - prefix.length)) - 1n)
}

/** Whether `inner` (an address or a prefix) lies wholly inside `outer`. Families differ: false. */
export function contains(outer: Prefix, inner: Address | Prefix): boolean {
  if (outer.family !== inner.family) return false
  if ('length' in inner && inner.length < outer.length) return false
  return (inner.value & maskOf(outer.family, outer.length)) === outer.network
}

/** Whether two prefixes share any address. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return a.length <= b.length ? contains(a, b) : contains(b, a)
}

/** The `index`-th part of a given length inside a prefix (0 is the first), or null if there is none or the length is none of this prefix. */
export function partOf(outer: Prefix, length: number, index: bigint): Prefix | null {
  if (length < outer.length || length > BITS[outer.family] || index < 0n || index >= 1n << BigInt(length - outer.length)) return null
  return makePrefix(outer.family, outer.network + (index << BigInt(BITS[outer.family] - length)), length)
}

/** The fewest prefixes that together hold exactly the addresses from `first` to `last`, in order. */
export function prefixesBetween(family: Family, first: bigint, last: bigint): Prefix[] {
  const result: Prefix[] = []
  for (let at = first; at <= last; ) {
    let length = BITS[family] as number
    // One bit shorter as long as it still begins here and ends within.
    while (length > 0 && (at & maskOf(family, length - 1)) === at && at + (1n << BigInt(BITS[family] - length + 1)) - 1n <= last) length--
    result.push(makePrefix(family, at, length))
    at += 1n << BigInt(BITS[family] - length)
  }
  return result
}

/** Prints an address from its number: RFC 5952 for IPv6, with the dotted form for IPv4-mapped (section 5), dotted quad for IPv4. */
export function formatAddress(family: Family, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
  if (value >> 32n === MAPPED) return `::ffff:${formatAddress(4, value & 0xffffffffn)}`
  return text6(value)
}

/** RFC 5952 text of an address or `address/length` that a tool printed; text that is neither comes back unchanged. */
export function canonicalText(input: string): string {
  if (input.includes('/')) {
    const prefix = parsePrefix(input)
    return prefix.ok ? `${formatAddress(prefix.value.family, prefix.value.value)}/${prefix.value.length}` : input
  }
  const address = parseAddress(input)
  return address.ok ? address.value.text : input
}

/**
 * A string that sorts addresses and prefixes by value: family, then bits, then length.
 * A bare address counts as its longest prefix. Text that is no address sorts behind all addresses, by itself.
 */
export function sortKey(input: string): string {
  const [bare = '', length] = input.split('/')
  const address = parseAddress(bare)
  if (!address.ok) return `9${input}`
  const { family, value } = address.value
  return `${family}${value.toString(16).padStart(32, '0')}${(length ?? String(BITS[family])).padStart(3, '0')}`
}

/** The address made of a MAC address (EUI-64, RFC 4291 appendix A) inside a /64 given by its network number. */
export function eui64(network: bigint, mac: string): bigint | null {
  const bytes = mac.split(':').map((part) => Number.parseInt(part, 16))
  if (bytes.length !== 6 || bytes.some((b) => Number.isNaN(b))) return null
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes
  const id = [a ^ 2, b, c, 0xff, 0xfe, d, e, f].reduce((acc, byte) => (acc << 8n) | BigInt(byte), 0n)
  return (network & maskOf(6, 64)) | id
}

/** RFC 5952 section 4. By hand, because plans and tables print thousands of addresses and the package takes a tenth of a millisecond for one. */
function text6(value: bigint): string {
  const digits = value.toString(16).padStart(32, '0')
  const groups: number[] = []
  for (let at = 0; at < 32; at += 4) groups.push(Number.parseInt(digits.slice(at, at + 4), 16))
  // The longest run of zero groups, the first of equal ones, and never one of a single group (section 4.2).
  let [from, length] = [0, 1]
  for (let i = 0, run = 0; i < 8; i++) {
    run = groups[i] === 0 ? run + 1 : 0
    if (run > length) [from, length] = [i - run + 1, run]
  }
  const words = groups.map((group) => group.toString(16))
  return length < 2 ? words.join(':') : `${words.slice(0, from).join(':')}::${words.slice(from + length).join(':')}`
}

/** RFC 4291 section 2.2, forms 1 and 2, by hand for the same reason; form 3 (with a dotted quad) is left to the package. */
function read6(s: string): bigint | null {
  if (s.includes('.')) return readDotted6(s)
  const [head = '', tail, ...more] = s.split('::')
  const words = (part: string) => (part === '' ? [] : part.split(':'))
  const [before, after] = [words(head), words(tail ?? '')]
  const missing = 8 - before.length - after.length
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null
  let digits = ''
  for (const group of before) digits += group.padStart(4, '0')
  digits += '0000'.repeat(missing)
  for (const group of after) digits += group.padStart(4, '0')
  return [...before, ...after].every((group) => GROUP.test(group)) ? BigInt(`0x${digits}`) : null
}

function readDotted6(s: string): bigint | null {
  try {
    return new Address6(s).bigInt()
  } catch {
    return null
  }
}

function read4(s: string): bigint | null {
  try {
    return /^\d+\.\d+\.\d+\.\d+$/.test(s) ? new Address4(s).bigInt() : null
  } catch {
    return null
  }
}

function bad(message: string): Result<never> {
  return fail({ code: 'bad_input', message })
}
