import type { FirewallBackend, FirewallChain } from '../firewall/schema'
import { isInside } from './look'

/**
 * A base chain on the way through this host that drops what it does not accept, and is none of those that the engine writes into: what the engine accepts in its own chains is not final
 * there (nft(8), “accept”). `from` and `to`: prefixes that it accepts whole, whatever else the packet is.
 */
export type ForeignDrop = { backend: FirewallBackend; family: string; table: string; chain: string; from: string[]; to: string[] }

/** Tables of ip6tables that say nothing about whether a packet may pass. */
const OTHER_TABLES = new Set(['mangle', 'raw', 'security', 'nat'])
/** firewalld has a zone and a policy for the engine's bridges, which the engine writes itself. */
const ARRANGED = 'firewalld'
const VERDICT = /^(?:counter )?(?:log(?: \S+ (?:"[^"]*"|\S+))* )?(accept|drop|reject(?: with .*)?)$/

/** Chains that drop IPv6 packets of containers, whatever the engine's rules say. */
export function foreignDrops(chains: readonly FirewallChain[]): ForeignDrop[] {
  const engines = new Set(chains.filter(({ engine, family, backend }) => engine && family === 'ip6' && backend !== 'nft').map(({ backend }) => backend))
  // Two ip6tables can be on one host; the engine writes into one of them.
  const isForeign = ({ backend, engine, table }: FirewallChain) => (backend === 'nft' ? !engine && table !== ARRANGED : engines.size > 0 && !engines.has(backend))
  const found = chains.filter((one) => one.hook === 'forward' && (one.family === 'ip6' || one.family === 'inet') && !OTHER_TABLES.has(one.table) && isForeign(one) && isDropping(one))
  return found.map(({ backend, family, table, chain, rules }) => ({ backend, family, table, chain, from: accepted(rules, 'saddr', '-s'), to: accepted(rules, 'daddr', '-d') }))
}

/** The chains that do not let a subnet pass in both directions. Rules that name links instead of prefixes are not known to fit. */
export function dropping(drops: readonly ForeignDrop[], subnet: string): ForeignDrop[] {
  const has = (prefixes: readonly string[]) => prefixes.some((prefix) => isInside(subnet, prefix))
  return drops.filter(({ from, to }) => !has(from) || !has(to))
}

/** What lets subnets pass in a chain, as commands. */
export function passLines({ backend, family, table, chain }: ForeignDrop, subnets: readonly string[]): string[] {
  const tool = backend === 'iptables-legacy' ? 'ip6tables-legacy' : 'ip6tables-nft'
  const line = (way: 'saddr' | 'daddr', subnet: string) => (backend === 'nft' ? `nft insert rule ${family} ${table} ${chain} ip6 ${way} ${subnet} accept` : `${tool} -I ${chain} ${way === 'saddr' ? '-s' : '-d'} ${subnet} -j ACCEPT`)
  return subnets.flatMap((subnet) => [line('daddr', subnet), line('saddr', subnet)])
}

/** What a person calls the chain. */
export function chainName({ backend, family, table, chain }: ForeignDrop): string {
  return `${backend === 'nft' ? '' : `${backend} `}${family} ${table} ${chain}`
}

/** Whether what no rule of the chain picks is dropped, by its policy or by a rule for everything. */
function isDropping({ policy, rules }: FirewallChain): boolean {
  for (const { text } of rules) {
    const verdict = VERDICT.exec(text)?.[1]
    if (verdict !== undefined) return verdict !== 'accept'
  }
  return /^drop$/i.test(policy ?? '')
}

function accepted(rules: FirewallChain['rules'], field: 'saddr' | 'daddr', flag: '-s' | '-d'): string[] {
  const nft = new RegExp(`^ip6 ${field} (\\{[^}]*\\}|[^!@\\s]\\S*)(?: counter)? accept$`)
  const saved = new RegExp(`^${flag} (\\S+) -j ACCEPT$`)
  return rules.flatMap(({ text }) => ((nft.exec(text) ?? saved.exec(text))?.[1] ?? '').split(/[{},\s]+/).filter(Boolean))
}
