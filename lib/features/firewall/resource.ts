import { defineResource } from '../../core/resource'
import { toRows, type ChainFact } from './chains'
import { ip6tables, ip6tablesLegacy, iptables, iptablesLegacy, nftRuleset } from './readings'
import type { FirewallChain } from './schema'

/** Every chain of every firewall on the host, IPv6 first. A tool that is missing takes only its own chains away. */
export const firewall = defineResource({
  name: 'firewall',
  needs: {},
  enriches: { ip6tables, ip6tablesLegacy, nftRuleset, iptables, iptablesLegacy },
  rows: (_needs, { ip6tables = [], ip6tablesLegacy = [], nftRuleset = [], iptables = [], iptablesLegacy = [] }): FirewallChain[] => {
    const saved = [...ip6tables, ...unlessSame(ip6tablesLegacy, ip6tables), ...iptables, ...unlessSame(iptablesLegacy, iptables)]
    // iptables-nft keeps its tables in nf_tables; they are told once, in the words of the tool that made them.
    // A table that is named like one of those but is none is left out by iptables-save, and told by nft.
    const owned = new Set(saved.filter((c) => c.backend === 'iptables-nft').map((c) => `${c.family} ${c.table}`))
    return toRows([...saved, ...nftRuleset.filter((c) => !owned.has(`${c.family} ${c.table}`))])
  },
  key: (row: FirewallChain) => row.key,
  search: (row: FirewallChain) => [row.backend, row.family, row.table, row.chain, row.hook ?? '', row.policy ?? '', ...row.rules.map((rule) => `${rule.text} ${rule.comment ?? ''}`)].join(' '),
  sorts: { backend: 'text', family: 'text', table: 'text', chain: 'text', hook: 'text', priority: 'number', policy: 'text', packets: 'number', bytes: 'number' },
  volatile: ['rules', 'packets', 'bytes'],
})

/** Where the plain command already speaks for the legacy tables, they are not told again. */
function unlessSame(legacy: ChainFact[], plain: ChainFact[]): ChainFact[] {
  return plain.some((c) => c.backend === 'iptables-legacy') ? [] : legacy
}
