import { canonicalText, contains, parseAddress, parsePrefix, type Prefix } from '../../lib/core/ip'
import type { FirewallChain, FirewallRule } from '../../lib/features/firewall/schema'

/** What a filter finds in a chain: the whole of it, some of its rules (by index), or null. */
export type Found = 'whole' | ReadonlySet<number> | null

type Word = { inChain(chain: FirewallChain): boolean; inRule(rule: FirewallRule): boolean }

const FIELDS = ['backend', 'family', 'table', 'chain', 'hook', 'policy', 'priority', 'engine'] as const
type Field = (typeof FIELDS)[number]

/** Parsed once per text: filtering by prefix asks for the addresses of every rule at each key. */
const addresses = new Map<string, readonly Prefix[]>()
const KEPT = 20_000

/** Makes a filter of what was typed. Every word has to occur in a rule or in the chain around it; `field:word` asks the chain; addresses and prefixes are compared by value. */
export function filterOf(q: string): (chain: FirewallChain) => Found {
  const words = q.split(/\s+/).filter(Boolean).map(wordOf)
  return (chain) => {
    const left = words.filter((word) => !word.inChain(chain))
    if (left.length === 0) return 'whole'
    const found = new Set<number>()
    chain.rules.forEach((rule, index) => {
      if (left.every((word) => word.inRule(rule))) found.add(index)
    })
    return found.size > 0 ? found : null
  }
}

function wordOf(word: string): Word {
  const asPrefix = prefixOf(word)
  if (asPrefix) {
    // An address asks "which rules touch me?": those that name a prefix around it count. A prefix asks for what lies inside.
    const touches = (one: Prefix) => contains(asPrefix.prefix, one) || (asPrefix.single && contains(one, asPrefix.prefix))
    return { inChain: () => false, inRule: (rule) => addressesIn(rule.text).some(touches) }
  }
  const colon = word.indexOf(':')
  const field = FIELDS.find((name) => name === word.slice(0, colon))
  if (field) {
    const wanted = word.slice(colon + 1).toLowerCase()
    return { inChain: (chain) => fieldText(chain, field).includes(wanted), inRule: () => false }
  }
  const text = canonicalText(word).toLowerCase()
  return {
    inChain: (chain) => [chain.chain, chain.table, chain.hook ?? '', `policy ${chain.policy ?? ''}`].some((part) => part.toLowerCase().includes(text)),
    inRule: (rule) => rule.text.toLowerCase().includes(text) || (rule.comment?.toLowerCase().includes(text) ?? false),
  }
}

function fieldText(chain: FirewallChain, field: Field): string {
  const text = String(chain[field] ?? '').toLowerCase()
  // inet is both: asking for ip6 must not hide what IPv6 packets meet.
  return field === 'family' && text === 'inet' ? 'inet ip6 ip' : text
}

function prefixOf(word: string): { prefix: Prefix; single: boolean } | null {
  if (!/[.:]/.test(word)) return null
  const address = parseAddress(word)
  const prefix = parsePrefix(address.ok ? `${word}/${address.value.family === 6 ? 128 : 32}` : word)
  return prefix.ok ? { prefix: prefix.value, single: address.ok } : null
}

function addressesIn(text: string): readonly Prefix[] {
  const known = addresses.get(text)
  if (known) return known
  const found = (text.match(/[0-9a-f]*[:.][0-9a-f:.]+(?:\/\d+)?/gi) ?? []).flatMap((word) => {
    const parsed = prefixOf(word)
    return parsed ? [parsed.prefix] : []
  })
  if (addresses.size > KEPT) addresses.clear()
  addresses.set(text, found)
  return found
}
