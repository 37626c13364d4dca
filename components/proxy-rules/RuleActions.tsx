'use client'
import type { ProxyRuleRow } from '../../lib/features/proxies/rule-schema'
import { proxyRulesPage as words } from '../../lib/text/en/pages-proxy-rules'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'
import { SwitchFixes } from '../proxies/SwitchFixes'

/** What can be done with a rule: make the kernel answer, or take the rule away with its entries. */
export function RuleActions({ row }: { row: ProxyRuleRow }) {
  const { network, dev, state } = row
  const host = useHost()
  if (state === 'leaving') return null
  return (
    <>
      <SwitchFixes of={row} />
      <ChangeButton kind="proxies.rule-remove" look="danger" input={{ network, dev }} wish={{ host, title: words.removeTitle(network, dev) }}>{words.remove}</ChangeButton>
    </>
  )
}
