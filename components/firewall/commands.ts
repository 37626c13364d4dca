import type { FirewallChain, FirewallRule } from '../../lib/features/firewall/schema'

const TOOLS = {
  'iptables-nft': { ip6: 'ip6tables', ip: 'iptables' },
  'iptables-legacy': { ip6: 'ip6tables-legacy', ip: 'iptables-legacy' },
} as const

/** The command that would add the rule, in the words of the tool that owns it. */
export function ruleCommand(chain: FirewallChain, rule: FirewallRule): string {
  const tool = toolOf(chain)
  if (tool) return `${tool} -t ${chain.table} -A ${chain.chain} ${rule.text}`
  return `nft add rule ${chain.family} ${chain.table} ${chain.chain} ${rule.text}${rule.comment === null ? '' : ` comment ${JSON.stringify(rule.comment)}`}`
}

/** The command that shows the chain. */
export function chainCommand(chain: FirewallChain): string {
  const tool = toolOf(chain)
  return tool ? `${tool} -t ${chain.table} -vnL ${chain.chain}` : `nft list chain ${chain.family} ${chain.table} ${chain.chain}`
}

function toolOf({ backend, family }: FirewallChain): string | null {
  return backend === 'nft' ? null : family === 'ip6' ? TOOLS[backend].ip6 : TOOLS[backend].ip
}
