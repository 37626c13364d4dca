import type { FirewallBackend, FirewallChain, FirewallRule } from './schema'

/** One chain as its own tool tells it, before it is set among the others. */
export type ChainFact = Omit<FirewallChain, 'key' | 'engine' | 'calledFrom' | 'fingerprint'>

/** Chains and tables that container engines make: Docker's iptables chains, its nftables tables, netavark's. */
const ENGINE_CHAIN = /^(DOCKER($|-)|NETAVARK($|[-_])|CNI-)/
const ENGINE_TABLES = ['docker-bridges', 'netavark']

/** Completes chains with their keys, their callers and their fingerprints. */
export function toRows(facts: ChainFact[]): FirewallChain[] {
  const callers = new Map<string, Set<string>>()
  for (const fact of facts) {
    for (const rule of fact.rules) {
      for (const target of targetsOf(rule)) {
        const key = keyOf(fact.backend, fact.family, fact.table, target)
        callers.set(key, (callers.get(key) ?? new Set()).add(fact.chain))
      }
    }
  }
  return facts.map((fact) => {
    const key = keyOf(fact.backend, fact.family, fact.table, fact.chain)
    return {
      ...fact,
      key,
      engine: ENGINE_CHAIN.test(fact.chain) || (fact.backend === 'nft' && ENGINE_TABLES.includes(fact.table)),
      calledFrom: [...(callers.get(key) ?? [])],
      fingerprint: hash(fact.rules.map((rule) => `${rule.text}\n${rule.comment ?? ''}`).join('\n')),
    }
  })
}

/** A rule has one target; a verdict map has as many as it names. */
function targetsOf(rule: FirewallRule): string[] {
  const mapped = [...rule.text.matchAll(/: (?:jump|goto) ([^\s,}]+)/g)].map((match) => match[1] ?? '')
  return rule.target === null ? mapped : [rule.target, ...mapped]
}

function keyOf(backend: FirewallBackend, family: string, table: string, chain: string): string {
  return `${backend} ${family} ${table} ${chain}`
}

/** FNV-1a over two lanes: tells two rule sets apart, guards nothing. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}
