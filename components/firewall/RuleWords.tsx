import { firewallPage as words } from '../../lib/text/en/pages-firewall'
import { EngineMark, RuleCount } from './ChainWords'
import type { Item } from './flatten'

/** A rule in the words of its own tool, its number in front, its target strongest; behind a jump what it leads to. */
export function RuleWords({ item }: { item: Item & { type: 'rule' } }) {
  const { rule, index, targets } = item.jump
  const [head, target, tail] = atTarget(rule.text, rule.target)
  const [only] = targets.length === 1 ? targets : []
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-1.5 py-1.5 @lg:gap-2">
      <span className="w-5 shrink-0 text-right @lg:w-6 font-mono text-[11.5px] text-faint select-none">{index + 1}</span>
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2.5">
        <span className="min-w-0 font-mono text-12 text-soft @lg:text-[12.5px] select-text [overflow-wrap:anywhere]">
          {head}<span className="font-medium text-text">{target}</span>{tail}
          {rule.comment !== null && !rule.text.includes('--comment') ? <span className="text-faint"> comment {JSON.stringify(rule.comment)}</span> : null}
        </span>
        {only ? <><RuleCount chain={only.chain} found={null} />{only.chain.engine && !item.chain.engine ? <EngineMark /> : null}</> : null}
        {item.loop ? <span className="text-12 text-attention">{words.loop}</span> : null}
      </span>
    </span>
  )
}

/** Cuts the text around its target: behind `-j` or `-g` for iptables, the last such word for nft. */
function atTarget(text: string, target: string | null): [string, string, string] {
  if (target === null) return [text, '', '']
  const jump = Math.max(text.lastIndexOf(`-j ${target}`), text.lastIndexOf(`-g ${target}`))
  const at = jump >= 0 ? jump + 3 : text.lastIndexOf(target)
  return at < 0 ? [text, '', ''] : [text.slice(0, at), target, text.slice(at + target.length)]
}
