import { sourceText, type Reading, type Source } from '../../core/reading'
import type { ChainFact } from './chains'
import { parseNft } from './parse-nft'
import { parseSave } from './parse-save'

// The firewall has no events that a plain process could listen to; a rule set is read by the clock while somebody looks.
const wakes = [{ poll: 3000 }] as const

function saveReading(name: string, family: 'ip' | 'ip6', source: Source): Reading<ChainFact[]> {
  return { name, source, wakes, parse: (raw) => parseSave(raw, family, sourceText(source)) }
}

/** Tables of `ip6tables` and `iptables`, in whichever backend the host's command speaks. */
export const ip6tables = saveReading('ip6tables', 'ip6', { type: 'argv', argv: ['ip6tables-save', '-c'] })
export const iptables = saveReading('iptables', 'ip', { type: 'argv', argv: ['iptables-save', '-c'] })

// Asked only where the kernel has legacy tables: a host without the legacy commands must not be told that they are missing.
const legacy6 = { type: 'argv', argv: ['ip6tables-legacy-save', '-c'], when: '/proc/net/ip6_tables_names' } as const
const legacy4 = { type: 'argv', argv: ['iptables-legacy-save', '-c'], when: '/proc/net/ip_tables_names' } as const
export const ip6tablesLegacy = saveReading('ip6tables-legacy', 'ip6', legacy6)
export const iptablesLegacy = saveReading('iptables-legacy', 'ip', legacy4)

const nftSource = { type: 'argv', argv: ['nft', '-j', 'list', 'ruleset'] } as const

/** Everything in nf_tables, the tables behind iptables-nft included. */
export const nftRuleset: Reading<ChainFact[]> = { name: 'nft-ruleset', source: nftSource, wakes, parse: (raw) => parseNft(raw, sourceText(nftSource)) }
