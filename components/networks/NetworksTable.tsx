'use client'
import dynamic from 'next/dynamic'
import type { Network } from '../../lib/features/networks/schema'
import { glossary } from '../../lib/text/en/glossary'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { Ago } from '../ui/Time'
import { networkDrawer } from './network-drawer'
import { CarrierCell, FlagsCell, MembersCell, ModeCell, NameCell, SubnetCell, UseCell } from './NetworkCells'
import { forms } from '../../lib/text/en/forms'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'

const FORMS: PageForms = {
  1: { kind: 'networks.create', form: dynamic(() => import('./NetworkForm').then((module) => module.NetworkForm)) },
  recreate: { kind: 'networks.recreate', form: dynamic(() => import('./RecreateForm').then((module) => module.RecreateForm)) },
  answer: { kind: 'proxies.rule-add', form: dynamic(() => import('../proxy-rules/RuleForm').then((module) => module.RuleForm)) },
  connect: { kind: 'networks.connect', form: dynamic(() => import('./ConnectForm').then((module) => module.ConnectToNetworkForm)) },
}

const view: TableView<Network> = {
  resource: 'networks',
  label: words.label,
  rowKey: (row) => row.id,
  copyText: (row) => row.pools.find((pool) => pool.family === 6)?.subnet ?? row.pools[0]?.subnet ?? row.name,
  quick: [
    { label: words.quick.six, q: 'ipv6:true' },
    { label: words.quick.without, q: 'ipv6:false' },
    { label: words.quick.routed, q: 'gatewayMode6:routed' },
    { label: words.quick.internal, q: 'internal:true' },
    { label: words.quick.ignored, q: 'pools:"ignored":true' },
  ],
  empty: words.empty,
  columns: [
    { id: 'name', header: words.columns.name, sort: true, min: 140, grow: 3, mobile: 'title', cell: (row) => <NameCell network={row} /> },
    { id: 'driver', header: words.columns.driver, sort: true, min: 64, grow: 0, mobile: 'hide', cell: (row) => <span className="text-soft">{row.driver}</span> },
    { id: 'v6', header: words.columns.v6, min: 256, grow: 3, mobile: 'fact', cell: (row) => <SubnetCell network={row} family={6} /> },
    { id: 'v4', header: words.columns.v4, min: 132, grow: 1, mobile: 'hide', cell: (row) => <SubnetCell network={row} family={4} /> },
    { id: 'gatewayMode6', header: words.columns.mode, help: glossary.gatewayMode.means, sort: true, min: 98, grow: 0, mobile: 'fact', cell: (row) => <ModeCell network={row} /> },
    { id: 'bridge', header: words.columns.bridge, help: words.help.bridge, sort: true, min: 120, grow: 1, mono: true, mobile: 'hide', cell: (row) => <CarrierCell network={row} /> },
    { id: 'members', header: words.columns.members, help: words.help.members, min: 72, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <MembersCell network={row} /> },
    { id: 'use', header: words.columns.use, help: words.help.use, min: 104, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <UseCell network={row} family={6} /> },
    { id: 'flags', header: words.columns.flags, min: 64, grow: 0, mobile: 'hide', cell: (row) => <FlagsCell network={row} /> },
    { id: 'use4', header: words.columns.use4, min: 104, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => <UseCell network={row} family={4} /> },
    { id: 'project', header: words.columns.project, sort: true, min: 80, defaultHidden: true, mobile: 'hide', cell: (row) => row.project },
    { id: 'mtu', header: words.columns.mtu, sort: true, min: 52, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => row.mtu },
    { id: 'created', header: words.columns.created, sort: true, min: 76, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => <Ago at={Date.parse(row.created)} /> },
  ],
  drawer: networkDrawer,
}

/** The Networks page: the engine's networks, their prefixes and who is on them. */
export function NetworksTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} actions={<NewButton kind="networks.create">{forms.network.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
}
