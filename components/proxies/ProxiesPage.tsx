'use client'
import { ndppdPage as words } from '../../lib/text/en/pages-ndppd'
import { NdppdTable } from '../ndppd/NdppdTable'
import { useView, ViewSwitch } from '../table/ViewSwitch'
import { RulesTable } from '../proxy-rules/RulesTable'
import { ProxiesTable } from './ProxiesTable'

const VIEWS = ['kernel', 'rules', 'ndppd'] as const

/** The two mechanisms that answer neighbor solicitations for others: the kernel's table with the rules that keep it right, and ndppd. */
export function ProxiesPage({ host }: { host: string }) {
  const view = useView(VIEWS)
  const extra = <ViewSwitch label={words.views.label} value={view} views={VIEWS.map((value) => ({ value, label: words.views[value] }))} />
  if (view === 'rules') return <RulesTable key="rules" host={host} extra={extra} />
  return view === 'ndppd' ? <NdppdTable key="ndppd" host={host} extra={extra} /> : <ProxiesTable key="kernel" host={host} extra={extra} />
}
