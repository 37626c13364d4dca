'use client'
import dynamic from 'next/dynamic'
import type { Neighbor } from '../../lib/features/neighbors/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { count } from '../../lib/client/ago'
import { neighborsPage as words } from '../../lib/text/en/pages-neighbors'
import { Address } from '../address/Address'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { Mac } from './Mac'
import { neighborDrawer } from './neighbor-drawer'
import { NeighborState } from './NeighborState'
import { forms } from '../../lib/text/en/forms'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'

const FORMS: PageForms = { 1: { kind: 'neighbors.add', form: dynamic(() => import('./NeighborForm').then((module) => module.NeighborForm)) } }


const view: TableView<Neighbor> = {
  resource: 'neighbors',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.address,
  quick: [
    { label: words.quick.six, q: 'family:6' },
    { label: words.quick.four, q: 'family:4' },
    { label: words.quick.routers, q: 'router:true' },
    { label: words.quick.reachable, q: 'state:reachable' },
    { label: words.quick.failed, q: 'state:failed' },
  ],
  empty: words.empty,
  columns: [
    { id: 'address', header: words.columns.address, sort: true, min: 260, grow: 3, mobile: 'title', cell: (row) => <Address address={row.address} kind={row.kind} /> },
    { id: 'state', header: words.columns.state, help: words.help.state, sort: true, min: 120, grow: 0, mobile: 'fact', cell: (row) => <NeighborState state={row.state} /> },
    { id: 'dev', header: words.columns.dev, sort: true, min: 130, mono: true, mobile: 'fact', cell: (row) => <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} /> },
    { id: 'mac', header: words.columns.mac, help: words.help.mac, sort: true, min: 136, grow: 0, mobile: 'hide', cell: (row) => (row.mac ? <Mac mac={row.mac} /> : <span className="text-faint">{words.noMac}</span>) },
    { id: 'router', header: words.columns.router, help: words.help.router, min: 60, grow: 0, mobile: 'fact', cell: (row) => (row.router ? <Badge tip={words.help.router}>{words.router}</Badge> : null) },
    { id: 'sameMac', header: words.columns.sameMac, help: words.help.sameMac, sort: 'sameMacTotal', min: 84, grow: 0, mobile: 'hide', cell: (row) => <SameMac row={row} /> },
    { id: 'container', header: words.columns.container, help: words.help.container, sort: true, min: 110, mobile: 'fact', cell: (row) => (row.container ? <RefLink to={containerRef(row.container)} /> : null) },
    { id: 'network', header: words.columns.network, sort: true, min: 100, mobile: 'hide', cell: (row) => (row.network ? <RefLink to={networkRef(row.network)} /> : null) },
  ],
  drawer: neighborDrawer,
}

/** The Neighbors page: the neighbor caches of both families. */
export function NeighborsTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} actions={<NewButton kind="neighbors.add">{forms.neighbor.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
}

function SameMac({ row }: { row: Neighbor }) {
  if (row.sameMacTotal === 0) return null
  const rest = row.sameMacTotal - row.sameMac.length
  const tip = [...row.sameMac, ...(rest > 0 ? [words.sameMac.more(count(rest))] : [])].join('\n')
  return <span className="text-soft" data-tip={tip}>{words.others(row.sameMacTotal, count(row.sameMacTotal))}</span>
}
