/** Which tool owns the table: `ip6tables`/`iptables` over nf_tables, their legacy kernel tables, or native nftables. */
export type FirewallBackend = 'iptables-nft' | 'iptables-legacy' | 'nft'

/** One rule in the words of its own tool. `target` is the chain it jumps to, or the verdict. */
export type FirewallRule = { text: string; target: string | null; packets: number | null; bytes: number | null; comment: string | null }

/** One chain with its rules. `hook` is set for base chains only. */
export type FirewallChain = {
  key: string
  backend: FirewallBackend
  /** ip, ip6, inet, bridge, arp, netdev */
  family: string
  table: string
  chain: string
  hook: string | null
  priority: number | null
  policy: string | null
  /** Counters of the policy, where the backend keeps them. */
  packets: number | null
  bytes: number | null
  /** Made by the container engine. */
  engine: boolean
  /** Chains of the same table that jump here. */
  calledFrom: string[]
  rules: FirewallRule[]
  /** Hash of the rules' texts: changes when a rule does, not when a counter does. */
  fingerprint: string
}
