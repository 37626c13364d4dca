import dynamic from 'next/dynamic'
import type { Network } from '../../lib/features/networks/schema'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import { table } from '../../lib/text/en/table'
import type { DrawerContent } from '../drawer/content'
import { CopyButton } from '../ui/CopyButton'
import { StatusMark } from '../ui/StatusMark'
import { Term } from '../ui/Term'
import { Ago } from '../ui/Time'
import { KeyValues } from './KeyValues'
import { MemberList } from './MemberList'
import { networkState } from './network-state'
import { NetworkChain } from './NetworkChain'
import { PoolList } from './PoolList'

// Only who opens a row needs them.
const NetworkActions = dynamic(() => import('./NetworkActions').then((module) => module.NetworkActions))

/** What the drawer says of a network. */
export function networkDrawer(row: Network): DrawerContent {
  const state = networkState(row)
  const created = Date.parse(row.created)
  return {
    title: row.name,
    name: row.name,
    state,
    actions: <NetworkActions row={row} />,
    facts: [
      { label: '', value: state.meaning === 'attention' && state.why ? <Warning why={state.why} /> : null, wide: true },
      { label: words.columns.driver, value: row.driver },
      { label: words.facts.scope, value: row.scope },
      { label: <Term name="gatewayMode">{words.facts.mode6}</Term>, value: row.ipv6 && row.gatewayMode6 ? <Mode mode={row.gatewayMode6} /> : null },
      { label: <Term name="gatewayMode">{words.facts.mode4}</Term>, value: row.ipv4 && row.gatewayMode4 ? <Mode mode={row.gatewayMode4} /> : null },
      { label: words.facts.parent, value: row.parent ? <code className="font-mono">{row.parent}</code> : null },
      { label: words.columns.mtu, value: row.mtu },
      { label: words.facts.masquerade, value: yesNo(row.masquerade) },
      { label: words.facts.icc, value: yesNo(row.icc) },
      { label: words.facts.internal, value: yesNo(row.internal) },
      { label: words.facts.attachable, value: yesNo(row.attachable) },
      { label: words.facts.project, value: row.project },
      { label: words.facts.created, value: Number.isNaN(created) ? null : <Ago at={created} /> },
      { label: words.facts.id, value: <><code className="font-mono text-12">{row.id.slice(0, 12)}</code><span className="-my-1"><CopyButton text={row.id} what={words.facts.id} /></span></> },
    ],
    sections: [
      { title: table.drawer.related, content: <NetworkChain network={row} /> },
      { title: words.sections.pools, content: row.pools.length > 0 ? <PoolList pools={row.pools} /> : <p className="text-13 text-soft">{words.noPools(row.driver)}</p> },
      { title: `${words.sections.members} · ${row.members.length}`, content: row.members.length > 0 ? <MemberList members={row.members} network={row.name} /> : <p className="text-13 text-soft">{words.noMembers}</p> },
      Object.keys(row.options).length > 0 && { title: words.sections.options, content: <KeyValues entries={row.options} /> },
      Object.keys(row.labels).length > 0 && { title: words.sections.labels, content: <KeyValues entries={row.labels} /> },
    ],
  }
}

function yesNo(value: boolean | null): string | null {
  if (value === null) return null
  return value ? table.drawer.yes : table.drawer.no
}

function Mode({ mode }: { mode: string }) {
  return <span data-tip={words.mode[mode]} aria-description={words.mode[mode]}>{mode}</span>
}

function Warning({ why }: { why: string }) {
  return <p className="rounded-md bg-attention-wash px-2.5 py-1.5 text-13"><StatusMark meaning="attention">{words.state.ignored}</StatusMark><span className="mt-0.5 block">{why}</span></p>
}
