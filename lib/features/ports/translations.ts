import { canonicalText, type Family } from '../../core/ip'
import type { ChainFact } from '../firewall/chains'
import type { Binding } from './bindings'

/** A rule that rewrites the destination of packets to a published port. */
export type Translation = { address: string; port: number }

const HOST: Record<string, Family | undefined> = { ip: 4, ip6: 6 }

/** Finds the rule by which packets for a binding go to a container: in the tables of ip(6)tables, or in nf_tables. */
export function translationIndex(chains: readonly ChainFact[]): (binding: Pick<Binding, 'family' | 'proto' | 'hostIp' | 'hostPort'>) => Translation | null {
  const found = new Map<string, Translation>()
  for (const { family, table, rules, backend } of chains) {
    if (backend !== 'nft' && table !== 'nat') continue
    for (const { text } of rules) {
      if (!/dnat|DNAT/.test(text)) continue
      const proto = /-p (tcp|udp|sctp)\b/.exec(text)?.[1] ?? /\b(tcp|udp|sctp) dport/.exec(text)?.[1]
      const port = /--dport (\d+)\b(?!:)/.exec(text)?.[1] ?? /\bdport (\d+)\b/.exec(text)?.[1]
      const to = /(?:--to-destination|dnat(?: ip6?)? to) (?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d+)/.exec(text)
      if (!proto || !port || !to) continue
      const target = canonicalText(to[1] ?? to[2] ?? '')
      const six: Family = HOST[family] ?? (target.includes(':') ? 6 : 4)
      const given = /(?:^| )-d ([0-9a-f:.]+)/.exec(text)?.[1] ?? /\bip6? daddr ([0-9a-f:.]+)/.exec(text)?.[1]
      const host = given === undefined ? (six === 6 ? '::' : '0.0.0.0') : canonicalText(given)
      const key = `${six} ${proto} ${host} ${port}`
      if (!found.has(key)) found.set(key, { address: target, port: Number(to[3]) })
    }
  }
  return ({ family, proto, hostIp, hostPort }) => found.get(`${family} ${proto} ${hostIp} ${hostPort}`) ?? null
}
