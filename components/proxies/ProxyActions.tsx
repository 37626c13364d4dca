'use client'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { forms } from '../../lib/text/en/forms'
import { proxyRules } from '../../lib/text/en/proxy-rules'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'
import { SwitchFixes } from './SwitchFixes'

const words = forms.proxy

/** What can be done with a proxy entry: make it answer, or take it away. A rule would add its own again. */
export function ProxyActions({ row }: { row: ProxyRow }) {
  const { address, dev, rule } = row
  const host = useHost()
  return (
    <>
      <SwitchFixes of={row} />
      <ChangeButton kind="proxies.remove" look="danger" disabledReason={rule && `${proxyRules.keptByRule(rule.network, dev)} ${proxyRules.keptByRuleHint}`} input={{ address, dev }} wish={{ host, title: words.removeTitle(address, dev) }}>{words.remove}</ChangeButton>
    </>
  )
}
