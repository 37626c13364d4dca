import { count } from '../../lib/client/ago'
import type { FirewallChain } from '../../lib/features/firewall/schema'
import { firewallPage as words } from '../../lib/text/en/pages-firewall'
import { Badge } from '../ui/Badge'
import type { Group } from './model'

/** The heading of a kind of packet. */
export function FamilyWords({ group }: { group: Group }) {
  const { family, chains, rules } = group
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 py-1.5" data-tip={words.familyWhy[family]}>
      <span className="font-semibold">{words.family[family] ?? family}</span>
      <span className="text-12 text-faint">{words.chains(chains.length, count(chains.length))}, {words.rules(rules, count(rules))}</span>
    </span>
  )
}

/** A chain: its hook and priority if it stands at one, its name in the words of its tool, whose it is, and what happens at its end. */
export function ChainWords({ chain, found, top }: { chain: FirewallChain; found: number | null; top: boolean }) {
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-1.5 @lg:gap-x-2.5">
      {top ? <HookWords chain={chain} /> : null}
      <span className="min-w-0 font-mono text-[12.5px] [overflow-wrap:anywhere]"><span className="text-faint">{chain.table} </span>{chain.chain}</span>
      <span className="flex shrink-0 items-baseline gap-1">
        <Badge tip={words.backendWhy[chain.backend]}>{words.backend[chain.backend]}</Badge>
        {chain.family === 'inet' ? <Badge tip={words.inetWhy}>{words.inet}</Badge> : null}
        {chain.engine ? <EngineMark /> : null}
      </span>
      {chain.policy ? <span className="text-12 text-soft" data-tip={words.policyWhy[chain.policy.toUpperCase()]}>{words.policy(chain.policy.toUpperCase())}</span> : null}
      <RuleCount chain={chain} found={found} />
      {found !== null && chain.hook === null && chain.calledFrom.length > 0 ? <span className="min-w-0 text-12 text-faint [overflow-wrap:anywhere]">{words.from(chain.calledFrom.join(', '))}</span> : null}
    </span>
  )
}

function HookWords({ chain }: { chain: FirewallChain }) {
  if (chain.hook === null) return <span className="shrink-0 text-12 text-faint @lg:w-[124px]" data-tip={chain.calledFrom.length === 0 ? words.noHookWhy : undefined}>{chain.calledFrom.length === 0 ? words.noHook : null}</span>
  return (
    <span className="flex shrink-0 items-baseline justify-between gap-2 @lg:w-[124px]">
      <span data-tip={words.hook[chain.hook]}>{chain.hook}</span>
      {chain.priority === null ? null : <span className="font-mono text-12 text-faint" data-tip={words.priority(chain.priority)}>{chain.priority}</span>}
    </span>
  )
}

/** Says that the engine writes this chain. */
export function EngineMark() {
  return <Badge tip={words.engineWhy}>{words.engine}</Badge>
}

/** How many rules a chain has, and how many of them the filter left. */
export function RuleCount({ chain, found }: { chain: FirewallChain; found: number | null }) {
  const all = chain.rules.length
  if (found !== null && found < all) return <span className="text-12 text-soft">{words.someRules(count(found), count(all))}</span>
  return <span className="text-12 text-faint">{all === 0 ? words.empty : words.rules(all, count(all))}</span>
}
