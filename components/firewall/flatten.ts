import type { FirewallChain } from '../../lib/features/firewall/schema'
import type { Found } from './match'
import { jumpsOf, type Group, type Jump, type Model } from './model'

type Place = { id: string; depth: number; pos: number; size: number; parent: number }
/** One line of the tree in sight. `open` is null where there is nothing to open; `parent` is the index of the line above it in the tree. */
export type Item = Place & { open: boolean | null } & (
  | { type: 'family'; group: Group }
  | { type: 'chain'; chain: FirewallChain; /** How many of its rules the filter left. */ found: number | null; top: boolean }
  | { type: 'rule'; jump: Jump; chain: FirewallChain; loop: boolean }
)

/** What of the tree is to be seen. */
export type Wanted = { open: ReadonlySet<string>; closedFamilies: ReadonlySet<string>; filter: ((chain: FirewallChain) => Found) | null }

/** The lines in sight, in order. Closed branches cost nothing. With a filter each chain that has matches stands once, with the rules that match. */
export function flatten(model: Model, { open, closedFamilies, filter }: Wanted): Item[] {
  const items: Item[] = []

  function rules(chain: FirewallChain, path: string, depth: number, parent: number, above: readonly string[], only: ReadonlySet<number> | null): void {
    const jumps = jumpsOf(chain, path, model.chain).filter(({ index }) => only?.has(index) ?? true)
    jumps.forEach((jump, i) => {
      const [target] = jump.targets
      const loop = jump.targets.some((one) => above.includes(one.chain.key) || one.chain.key === chain.key)
      const id = jump.targets.length === 1 && target ? target.id : `${path}>@${jump.index}`
      const leads = !loop && jump.targets.some((one) => one.chain.rules.length > 0)
      const isOpen = leads && open.has(id)
      const at = items.push({ type: 'rule', id: leads ? id : `${path}>@${jump.index}`, depth, pos: i + 1, size: jumps.length, parent, open: leads ? isOpen : null, jump, chain, loop }) - 1
      if (!isOpen) return
      const next = [...above, chain.key]
      if (jump.targets.length === 1 && target) rules(target.chain, target.id, depth + 1, at, next, null)
      else jump.targets.forEach((one, j) => branch(one.chain, one.id, depth + 1, at, next, { pos: j + 1, size: jump.targets.length }, null, false))
    })
  }

  function branch(chain: FirewallChain, id: string, depth: number, parent: number, above: readonly string[], { pos, size }: { pos: number; size: number }, found: ReadonlySet<number> | null, top: boolean): void {
    const isOpen = found !== null || open.has(id)
    const at = items.push({ type: 'chain', id, depth, pos, size, parent, open: chain.rules.length > 0 && found === null ? isOpen : null, chain, found: found?.size ?? null, top }) - 1
    if (isOpen) rules(chain, id, depth + 1, at, above, found)
  }

  model.groups.forEach((group, g) => {
    const roots = filter ? matches(group, filter) : group.roots.map((root) => ({ ...root, found: null }))
    if (roots.length === 0) return
    const isOpen = !closedFamilies.has(group.family)
    const at = items.push({ type: 'family', id: `@${group.family}`, depth: 1, pos: g + 1, size: model.groups.length, parent: -1, open: isOpen, group }) - 1
    if (isOpen) roots.forEach(({ id, chain, found }, i) => branch(chain, id, 2, at, [], { pos: i + 1, size: roots.length }, found, true))
  })
  return items
}

/** Chains with matches: those at the top in their order, then the others, each once. */
function matches(group: Group, filter: (chain: FirewallChain) => Found): { id: string; chain: FirewallChain; found: ReadonlySet<number> | null }[] {
  const tops = new Map(group.roots.map(({ id, chain }) => [chain.key, id]))
  const ordered = [...group.roots.map(({ chain }) => chain), ...group.chains.filter(({ key }) => !tops.has(key))]
  return ordered.flatMap((chain) => {
    const found = filter(chain)
    return found === null ? [] : [{ id: tops.get(chain.key) ?? `?${chain.key}${chain.family === group.family ? '' : `@${group.family}`}`, chain, found: found === 'whole' ? null : found }]
  })
}
