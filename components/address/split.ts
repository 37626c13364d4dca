import type { Family } from '../../lib/core/ip'

/**
 * Cuts the text of an address where its prefix ends, so that both parts can look different. The text stays as it is (RFC 5952):
 * a `::` that spans the border belongs to the prefix, a group that the border divides is cut at its last whole hex digit.
 */
export function splitAtPrefix(text: string, family: Family, length: number): [prefix: string, rest: string] {
  if (length <= 0) return ['', text]
  if (family === 4) {
    if (length >= 32) return [text, '']
    const octets = text.split('.')
    const whole = Math.floor(length / 8)
    const head = octets.slice(0, whole).join('.')
    return whole === 0 ? ['', text] : [`${head}.`, octets.slice(whole).join('.')]
  }
  if (length >= 128) return [text, '']
  const at = cut6(text, length)
  return [text.slice(0, at), text.slice(at)]
}

/** Index in the text where bit `length` begins, walking over its groups. */
function cut6(text: string, length: number): number {
  const gap = text.indexOf('::')
  const groupsIn = (part: string) => (part === '' ? 0 : part.split(':').length)
  const tailGroups = gap < 0 ? 0 : groupsIn(text.slice(gap + 2))
  let bit = 0
  let at = 0
  while (at < text.length) {
    if (at === gap) {
      bit = 128 - tailGroups * 16
      at += 2
      if (bit >= length) return at
      continue
    }
    if (text[at] === ':') {
      at++
      continue
    }
    let end = at
    while (end < text.length && text[end] !== ':') end++
    if (bit + 16 > length) {
      // Leading zeros of the group are not written: digit i of n stands for nibble 4 - n + i.
      const digits = end - at
      const wholeNibbles = Math.floor((length - bit) / 4)
      return at + Math.max(0, wholeNibbles - (4 - digits))
    }
    bit += 16
    at = end
    // The colon behind a group that is all prefix is prefix, too.
    if (bit >= length) return text[at] === ':' && at !== gap ? at + 1 : at === gap ? at + 2 : at
  }
  return text.length
}
