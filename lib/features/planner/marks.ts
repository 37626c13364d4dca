import { lastOf, makePrefix, parsePrefix, type Prefix } from '../../core/ip'
import type { Conflict } from './uses'
import type { Plan, Used } from './schema'

/** What a part of the picture is. `mixed` holds several smaller ones. */
export type PartState = 'free' | 'used' | 'planned' | 'kept' | 'conflict' | 'mixed'

/** One thing at its place in the address space. `facts` are sentences about it. */
export type Mark = { prefix: Prefix; state: Exclude<PartState, 'free' | 'mixed'>; name: string; purpose: string; facts: readonly string[]; /** The block of a Docker host: what is free in it is free for its networks. */ block: boolean }

/** Everything that is to be seen of a prefix, from the whole to its smallest part. */
export function marksOf(plan: Plan | null, used: readonly Used[], conflicts: readonly Conflict[], words: { kept: string; conflict: (names: readonly string[]) => string }): Mark[] {
  const inConflict = new Map(conflicts.map(({ prefix, names }) => [prefix, names]))
  const marks: Mark[] = []
  const seen = new Set<string>()
  const add = (text: string, mark: Omit<Mark, 'prefix'>) => {
    const parsed = parsePrefix(text)
    if (parsed.ok) marks.push({ ...mark, prefix: makePrefix(6, parsed.value.network, parsed.value.length) })
  }
  for (const { prefix, what, owner, kind } of used) {
    // A network's own gateway, or a neighbor that is a router as well: one mark per thing and place.
    const key = `${prefix} ${owner}`
    if (seen.has(key)) continue
    seen.add(key)
    const names = inConflict.get(prefix)
    add(prefix, { state: names ? 'conflict' : 'used', name: kind === 'network' ? owner.replace(/^network /, '') : (prefix.split('/')[0] ?? prefix), purpose: what, facts: names ? [words.conflict(names)] : [], block: false })
  }
  for (const { prefix, role, name, purpose, reasons } of plan?.allocations ?? []) add(prefix, { state: role === 'kept' ? 'kept' : 'planned', name: role === 'kept' ? words.kept : name, purpose, facts: reasons, block: role === 'host' })
  return marks.toSorted((a, b) => (a.prefix.network < b.prefix.network ? -1 : a.prefix.network > b.prefix.network ? 1 : a.prefix.length - b.prefix.length))
}

/** Whether a mark lies strictly inside a prefix. */
export function isInside(outer: Prefix, { prefix }: Mark): boolean {
  return prefix.length > outer.length && prefix.network >= outer.network && prefix.network <= lastOf(outer)
}
