import type { FirewallChain } from '../firewall/schema'

/** Chains that are the engine's own, and the links that it makes. */
const OWN_CHAIN = /^DOCKER($|-)/
const OWN_TARGET = /(?:^| )-[jg] DOCKER(?:$|-|\s)/
const OWN_LINK = /(?:^| )-[io] (?:docker0|br-[0-9a-f]{12})(?: |$)/

/** What ip6tables held before the engine wrote rules there: the policy of FORWARD, and each rule as `table chain words`. */
export type Rules6 = { policy: 'ACCEPT' | 'DROP'; keep: string[] }

/** What is in ip6tables now; null where the engine has chains there already, so that nobody could tell later what was there without it. */
export function rules6Before(chains: readonly FirewallChain[]): Rules6 | null {
  const six = chains.filter(({ family, backend }) => family === 'ip6' && backend !== 'nft')
  if (six.some(({ chain }) => OWN_CHAIN.test(chain))) return null
  const forward = six.find(({ table, chain }) => table === 'filter' && chain === 'FORWARD')
  return { policy: forward?.policy === 'DROP' ? 'DROP' : 'ACCEPT', keep: six.flatMap(({ table, chain, rules }) => rules.map(({ text }) => `${table} ${chain} ${text}`)) }
}

/**
 * Input for `ip6tables-restore --noflush` that takes the engine's chains and rules out of what `ip6tables-save` printed, and gives FORWARD its former policy.
 * An engine that is told to write no IPv6 rules any more leaves those that it wrote, with a FORWARD policy of DROP (seen with 20.10). Empty where nothing is left.
 */
export function withoutRules6(saved: string, { policy, keep }: Rules6): string {
  const kept = new Set(keep)
  let tables = ''
  let table = ''
  let lines: string[] = []
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) {
      table = line.slice(1)
      lines = []
    }
    const chain = /^:(\S+) (\S+)/.exec(line)
    if (chain && OWN_CHAIN.test(chain[1]!)) lines.push(`-F ${chain[1]}`)
    if (chain && table === 'filter' && chain[1] === 'FORWARD' && chain[2] !== policy) lines.unshift(`:FORWARD ${policy} [0:0]`)
    const rule = /^-A (\S+) (.*)$/.exec(line)
    if (rule && !OWN_CHAIN.test(rule[1]!) && (OWN_TARGET.test(rule[2]!) || OWN_LINK.test(rule[2]!)) && !kept.has(`${table} ${rule[1]} ${rule[2]}`)) lines.push(`-D ${rule[1]} ${rule[2]}`)
    if (line !== 'COMMIT' || lines.length === 0) continue
    const gone = lines.filter((one) => one.startsWith('-F ')).map((one) => one.replace('-F', '-X'))
    tables += [`*${table}`, ...lines, ...gone, 'COMMIT', ''].join('\n')
  }
  return tables
}
