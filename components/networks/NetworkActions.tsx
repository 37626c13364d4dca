'use client'
import { Reply, SlidersHorizontal } from 'lucide-react'
import type { Network } from '../../lib/features/networks/schema'
import { neverFor } from '../../lib/features/proxies/rule-never'
import { forms } from '../../lib/text/en/forms'
import { proxyRulesPage } from '../../lib/text/en/pages-proxy-rules'
import { ChangeButton } from '../change/ChangeButton'
import { NewButton } from '../forms/NewButton'
import { useHost } from './use-host'

const words = forms.network
const BUILT_IN = new Set(['bridge', 'host', 'none'])
const DRIVERS = new Set(Object.keys(words.driverHelp))
/** A list of what is lost says enough with so many. */
const TOLD = 8

/** What can be done with a network: put a container on it, change its options, answer for its containers on another link, or remove it. With containers on it, its name has to be typed. */
export function NetworkActions({ row }: { row: Network }) {
  const host = useHost()
  const { name, driver, members } = row
  const builtIn = BUILT_IN.has(name)
  const loses = members.slice(0, TOLD).map((member) => words.loses(member.name, [member.ipv6, member.ipv4].filter(Boolean).join(', ')))
  if (members.length > TOLD) loses.push(words.losesMore(members.length - TOLD))
  const guard = members.length > 0 ? { typeName: name, loses } : {}
  return (
    <>
      {name === 'host' || name === 'none' ? null : <NewButton kind="networks.connect" form="connect" about={name} look="secondary">{forms.connect.new}</NewButton>}
      <NewButton kind="networks.recreate" form="recreate" about={name} look="secondary" icon={<SlidersHorizontal aria-hidden size={14} />} disabledReason={builtIn ? words.recreateBuiltIn : DRIVERS.has(driver) ? null : words.recreateDriver(driver)}>{words.recreate}</NewButton>
      <NewButton kind="proxies.rule-add" form="answer" about={name} look="secondary" icon={<Reply aria-hidden size={14} />} disabledReason={neverFor(row, row.parent ?? '')[0] ?? null}>{proxyRulesPage.newFor}</NewButton>
      <ChangeButton kind="networks.remove" look="danger" disabledReason={builtIn ? words.removeBuiltIn : null} input={{ name, disconnect: members.length > 0 }} wish={{ host, title: words.removeTitle(name), ...guard }}>{words.remove}</ChangeButton>
    </>
  )
}
