import type { FirewallChain, FirewallRule } from '../../lib/features/firewall/schema'

/** Chains of one kind of packet: those at hooks in the order a packet meets them, then those that nothing leads to. */
export type Group = { family: string; roots: readonly Root[]; chains: readonly FirewallChain[]; rules: number }
/** A chain that stands at the top. `id` names it in the URL. */
export type Root = { id: string; chain: FirewallChain }
/** Everything the tree is made of. `pathTo` leads from the top to any chain, by the shortest way. */
export type Model = { groups: readonly Group[]; chain(key: string): FirewallChain | undefined; pathTo(key: string): string | undefined }

const HOOKS = ['ingress', 'prerouting', 'input', 'forward', 'output', 'postrouting', 'egress']
/** An inet chain sees both, so it stands under both. */
const SEEN_BY: Record<string, readonly string[]> = { inet: ['ip6', 'ip'] }
const FAMILIES = ['ip6', 'ip', 'bridge', 'arp', 'netdev']

/** Builds the model. Cost grows with chains and rules; nothing is nested yet. */
export function buildModel(chains: readonly FirewallChain[]): Model {
  const byKey = new Map(chains.map((chain) => [chain.key, chain]))
  const find = (key: string) => byKey.get(key)
  const paths = new Map<string, string>()
  const families = [...new Set(chains.flatMap(({ family }) => SEEN_BY[family] ?? [family]))].sort((a, b) => place(FAMILIES, a) - place(FAMILIES, b))
  const groups = families.map((family): Group => {
    const mine = chains.filter((chain) => (SEEN_BY[chain.family] ?? [chain.family]).includes(family))
    const hooked = mine.filter(({ hook }) => hook !== null).sort((a, b) => place(HOOKS, a.hook ?? '') - place(HOOKS, b.hook ?? '') || (a.priority ?? 0) - (b.priority ?? 0))
    const rootOf = (chain: FirewallChain): Root => ({ id: chain.family === 'inet' && family !== 'ip6' ? `${chain.key}@${family}` : chain.key, chain })
    const roots = hooked.map(rootOf)
    const reached = new Set<string>()
    reach(roots, find, paths, reached)
    // First those that nobody calls; what is left then calls itself in a circle.
    for (const lonely of [(chain: FirewallChain) => chain.calledFrom.length === 0, () => true]) {
      for (const chain of mine) {
        if (reached.has(chain.key) || !lonely(chain)) continue
        const root = rootOf(chain)
        roots.push(root)
        reach([root], find, paths, reached)
      }
    }
    return { family, roots, chains: mine, rules: mine.reduce((sum, chain) => sum + chain.rules.length, 0) }
  })
  return { groups, chain: find, pathTo: (key) => paths.get(key) }
}

/** Walks breadth first, so that the first path to a chain is a shortest one. */
function reach(roots: readonly Root[], find: Model['chain'], paths: Map<string, string>, reached: Set<string>): void {
  const queue = roots.map(({ id, chain }) => ({ id, chain }))
  for (const { id, chain } of queue) {
    if (reached.has(chain.key)) continue
    reached.add(chain.key)
    if (!paths.has(chain.key)) paths.set(chain.key, id)
    for (const jump of jumpsOf(chain, id, find)) for (const target of jump.targets) if (!reached.has(target.chain.key)) queue.push(target)
  }
}

/** A rule with the chains it leads to, each with its path. Most lead to one, verdict maps to many, verdicts to none. */
export type Jump = { rule: FirewallRule; index: number; targets: readonly Root[] }

/** The rules of a chain that stands at `path`. The second jump to the same chain is told apart by its number. */
export function jumpsOf(chain: FirewallChain, path: string, find: Model['chain']): Jump[] {
  const seen = new Map<string, number>()
  return chain.rules.map((rule, index): Jump => {
    const found = targetNames(rule).flatMap((name) => find(`${chain.backend} ${chain.family} ${chain.table} ${name}`) ?? [])
    if (found.length > 1) return { rule, index, targets: found.map((target) => ({ id: `${path}>@${index}>${target.chain}`, chain: target })) }
    return { rule, index, targets: found.map((target) => ({ id: `${path}>${numbered(target.chain, seen)}`, chain: target })) }
  })
}

function numbered(name: string, seen: Map<string, number>): string {
  const nth = (seen.get(name) ?? 0) + 1
  seen.set(name, nth)
  return nth > 1 ? `${name}#${nth}` : name
}

function targetNames({ text, target }: FirewallRule): string[] {
  const mapped = text.includes(' vmap ') ? [...text.matchAll(/: (?:jump|goto) ([^\s,}]+)/g)].map((match) => match[1] ?? '') : []
  return [...new Set(target === null ? mapped : [target, ...mapped])]
}

/** The paths that have to be open so that the last one can be seen: all its beginnings, and itself. */
export function withBeginnings(path: string): string[] {
  const parts = path.split('>')
  return parts.map((_, i) => parts.slice(0, i + 1).join('>'))
}

/** What is open, out of what the URL says: paths, or keys of chains as links from elsewhere have them. */
export function openPaths(asked: readonly string[], { pathTo }: Model): Set<string> {
  return new Set(asked.flatMap((one) => withBeginnings(pathTo(one) ?? one)))
}

function place(order: readonly string[], name: string): number {
  const at = order.indexOf(name)
  return at < 0 ? order.length : at
}
