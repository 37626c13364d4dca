import { bitsOf, lastOf, makePrefix, overlaps, parsePrefix, type Prefix } from '../../core/ip'
import type { Used } from './schema'

/** What is in use of a prefix: from the first to the last address, and by what. */
export type Block = { first: bigint; last: bigint; owners: Set<string>; what: string[] }

/** The used parts of a prefix in order, those that touch or overlap joined. Text that is no prefix takes nothing. */
export function takenIn(outer: Prefix, used: readonly Used[]): Block[] {
  const blocks = used.flatMap(({ prefix, what, owner }): Block[] => {
    const parsed = parsePrefix(prefix)
    return parsed.ok && overlaps(parsed.value, outer) ? [{ first: parsed.value.network, last: lastOf(parsed.value), owners: new Set([owner]), what: [what] }] : []
  })
  // Of two that begin together the larger one first: it names the smaller ones of the same owner.
  blocks.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.last > b.last ? -1 : 1))
  const result: Block[] = []
  for (const block of blocks) {
    const last = result.at(-1)
    if (!last || block.first > last.last) result.push(block)
    else {
      if (block.last > last.last) last.last = block.last
      // A network's own addresses need no naming beside it.
      if (![...block.owners].every((owner) => last.owners.has(owner))) last.what.push(...block.what)
      for (const owner of block.owners) last.owners.add(owner)
    }
  }
  return result
}

/** A free part, and what lies between it and the one before. */
export type FreePart = { prefix: Prefix; skipped: string[] }

/** The first free parts of one length, in order. `from` is how many parts at the beginning are not looked at. */
export function freeParts(outer: Prefix, length: number, count: number, taken: readonly Block[], from = 0): FreePart[] {
  const size = 1n << BigInt(bitsOf(outer.family) - length)
  const end = lastOf(outer)
  const result: FreePart[] = []
  let next = outer.network + size * BigInt(from)
  let at = 0
  let skipped: string[] = []
  while (result.length < count && next + size - 1n <= end) {
    while (at < taken.length && taken[at]!.last < next) at++
    const block = taken[at]
    if (block && block.first <= next + size - 1n) {
      skipped.push(...block.what)
      // On to the first boundary behind it.
      next = ((block.last + size) / size) * size
      continue
    }
    result.push({ prefix: makePrefix(outer.family, next, length), skipped: [...new Set(skipped)] })
    skipped = []
    next += size
  }
  return result
}
