import type { Family } from '../../core/ip'
import type { ChainFact } from '../firewall/chains'
import { compileRules, type Packet, type Rules, type Verdict } from './walk'

/** What the tools of the firewall printed; each may be missing. */
export type FirewallFacts = { ip6tables?: ChainFact[] | undefined; ip6tablesLegacy?: ChainFact[] | undefined; iptables?: ChainFact[] | undefined; iptablesLegacy?: ChainFact[] | undefined; nftRuleset?: ChainFact[] | undefined }

/** The way a packet takes through the hooks of this host: `before` as it arrives, `after` as it goes on to a container or to a socket of the host. */
export type Journey = { before: Packet; after: Packet; hook: 'FORWARD' | 'INPUT' }

/** Answers whether the firewall lets a packet through; null if no tool could be asked. */
export type Filter = (journey: Journey) => Verdict | null

const ENGINE_TABLES = ['docker-bridges', 'netavark']

/** Compiles the whole firewall once, to ask it for many ports. Rules of native nftables are not judged, only noticed where one of them drops. */
export function filterOf(facts: FirewallFacts): Filter {
  const saved: Record<Family, Rules[]> = { 6: compiled(facts.ip6tables, facts.ip6tablesLegacy), 4: compiled(facts.iptables, facts.iptablesLegacy) }
  const owned = new Set([...(facts.ip6tables ?? []), ...(facts.iptables ?? [])].filter((c) => c.backend === 'iptables-nft').map((c) => `${c.family} ${c.table}`))
  const native = (facts.nftRuleset ?? []).filter((c) => !owned.has(`${c.family} ${c.table}`) && !ENGINE_TABLES.includes(c.table))
  const strict = { 4: strictBase(native, ['ip', 'inet']), 6: strictBase(native, ['ip6', 'inet']) }
  const known = { 4: facts.iptables ?? facts.nftRuleset, 6: facts.ip6tables ?? facts.nftRuleset }
  return ({ before, after, hook }) => {
    const { family } = after
    if (known[family] === undefined) return null
    const verdicts = saved[family].flatMap((rules) => [rules.chain('raw', 'PREROUTING', before), rules.chain('mangle', 'PREROUTING', before), rules.chain('mangle', hook, after), rules.chain('filter', hook, after)])
    const other = strict[family](hook)
    return verdicts.find((v) => v.says === 'drop') ?? verdicts.find((v) => v.says === 'unsure') ?? (other ? { says: 'unsure', rule: other } : { says: 'pass', rule: null })
  }
}

function compiled(plain: ChainFact[] | undefined, legacy: ChainFact[] | undefined): Rules[] {
  const both = legacy && !plain?.some((c) => c.backend === 'iptables-legacy') ? [plain, legacy] : [plain]
  return both.flatMap((facts) => (facts ? [compileRules(facts)] : []))
}

/** The first native base chain on the way whose table can drop. */
function strictBase(native: readonly ChainFact[], families: readonly string[]): (hook: 'FORWARD' | 'INPUT') => string | null {
  const mine = native.filter((c) => families.includes(c.family))
  const drops = new Set(mine.filter((c) => c.policy === 'drop' || c.rules.some((rule) => rule.target === 'drop' || rule.target === 'reject')).map((c) => `${c.family} ${c.table}`))
  return (hook) => {
    const base = mine.find((c) => (c.hook === 'prerouting' || c.hook === hook.toLowerCase()) && drops.has(`${c.family} ${c.table}`))
    return base ? `nft ${base.family} ${base.table} ${base.chain}` : null
  }
}
