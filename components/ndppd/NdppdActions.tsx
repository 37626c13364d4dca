'use client'
import type { NdppdRule } from '../../lib/features/ndppd/schema'
import { ndppdPage as words } from '../../lib/text/en/pages-ndppd'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

/** What can be done with a rule of ndppd. */
export function NdppdRuleActions({ row: { dev, prefix } }: { row: NdppdRule }) {
  return <ChangeButton kind="ndppd.rule-remove" look="danger" input={{ dev, prefix }} wish={{ host: useHost(), title: words.removeTitle(prefix, dev) }}>{words.remove}</ChangeButton>
}
