'use client'
import dynamic from 'next/dynamic'
import type { Bridge } from '../../lib/features/bridges/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { bridgesPage as words } from '../../lib/text/en/pages-bridges'
import { Address } from '../address/Address'
import { linkRowKey } from '../links/link-key'
import { More } from '../networks/More'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { bridgeDrawer } from './bridge-drawer'
import { bridgeState, carrierState, widestFirst } from './bridge-state'
import { forms } from '../../lib/text/en/forms'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'

const FORMS: PageForms = { 1: { kind: 'bridges.create', form: dynamic(() => import('./BridgeForm').then((module) => module.BridgeForm)) }, attach: { kind: 'bridges.attach', form: dynamic(() => import('./AttachForm').then((module) => module.AttachForm)) } }


const view: TableView<Bridge> = {
  resource: 'bridges',
  label: words.label,
  rowKey: linkRowKey,
  copyText: (row) => row.name,
  quick: [
    { label: words.quick.orphans, q: 'orphan:true' },
    { label: words.quick.up, q: 'state:up' },
    { label: words.quick.down, q: 'state:down' },
  ],
  empty: words.empty,
  columns: [
    { id: 'name', header: words.columns.name, sort: true, min: 130, grow: 1, mono: true, mobile: 'title', cell: (row) => <span className="truncate font-mono text-[12.5px]">{row.name}</span> },
    { id: 'state', header: words.columns.state, sort: true, min: 100, grow: 0, mobile: 'fact', cell: (row) => <State row={row} /> },
    { id: 'network', header: words.columns.network, sort: true, min: 120, grow: 1, mobile: 'fact', cell: (row) => <NetworkCell row={row} /> },
    { id: 'addresses', header: words.columns.addresses, min: 220, grow: 3, mobile: 'hide', cell: (row) => <Addresses row={row} /> },
    { id: 'ports', header: words.columns.ports, help: words.help.ports, min: 48, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <span className={row.ports.length === 0 ? 'text-faint' : ''}>{row.ports.length}</span> },
    { id: 'behind', header: words.columns.behind, help: words.help.behind, min: 160, grow: 2, mobile: 'fact', cell: (row) => <Behind row={row} /> },
    { id: 'mtu', header: words.columns.mtu, sort: true, min: 52, grow: 0, align: 'right', mobile: 'hide', cell: (row) => row.mtu },
    { id: 'mac', header: words.columns.mac, sort: true, min: 134, grow: 0, mono: true, mobile: 'hide', cell: (row) => <span className="text-soft">{row.mac}</span> },
    { id: 'stp', header: words.columns.stp, help: words.help.stp, min: 48, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => onOff(row.stp) },
    { id: 'snooping', header: words.columns.snooping, help: words.help.snooping, min: 124, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => onOff(row.multicastSnooping) },
    { id: 'index', header: words.columns.index, sort: true, min: 52, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => row.index },
  ],
  drawer: bridgeDrawer,
}

/** The Bridges page: the virtual switches of the host and what is plugged in. */
export function BridgesTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} actions={<NewButton kind="bridges.create">{forms.bridge.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
}

function State({ row }: { row: Bridge }) {
  const state = carrierState(row)
  return <StatusMark meaning={state.meaning} why={state.why} plain>{state.word}</StatusMark>
}

function NetworkCell({ row }: { row: Bridge }) {
  if (row.network) return <RefLink to={networkRef(row.network)} />
  if (!row.orphan) return <span data-tip={words.foreignWhy} className="truncate text-faint">{words.foreign}</span>
  const state = bridgeState(row)
  return <StatusMark meaning={state.meaning} why={state.why}>{state.word}</StatusMark>
}

function Addresses({ row }: { row: Bridge }) {
  const [first, ...others] = widestFirst(row.addresses)
  if (!first) return <span className="text-faint">{words.noAddress}</span>
  const [address = first, length] = first.split('/')
  return <span className="flex min-w-0 items-center gap-1.5"><Address address={address} length={Number(length)} withLength /><More others={others} /></span>
}

function Behind({ row }: { row: Bridge }) {
  const containers = row.ports.flatMap((port) => (port.container ? [port.container] : []))
  const shown = containers.slice(0, 2)
  return (
    <span className="flex min-w-0 items-center gap-2">
      {shown.map((container) => <RefLink key={container.id} to={containerRef(container)} />)}
      <More others={containers.slice(2).map((container) => container.name)} />
    </span>
  )
}

function onOff(value: boolean | null): string | null {
  if (value === null) return null
  return value ? words.facts.on : words.facts.off
}
