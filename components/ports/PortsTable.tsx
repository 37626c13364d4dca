'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { networkRef } from '../../lib/client/refs'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { publishForm } from '../../lib/text/en/publish'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { portDrawer } from './port-drawer'
import { hostPlace } from './port-state'
import { ContainerPort, HostPlace, PortStateMark, ReachMark, TravelMark } from './PortMarks'

/** Ports as a table. The view by address opens the same drawer. */
export const portsView: TableView<PortRow> = {
  resource: 'ports',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: hostPlace,
  quick: [
    { label: words.quick.six, q: 'family:6' },
    { label: words.quick.four, q: 'family:4' },
    { label: words.quick.all, q: 'exposure:all' },
    { label: words.quick.lost, q: 'travels:proxy' },
    { label: words.quick.trouble, q: 'running:false' },
    { label: words.quick.conflicts, q: 'conflict' },
  ],
  empty: words.empty,
  columns: [
    { id: 'hostIp', header: words.columns.hostIp, help: words.help.hostIp, sort: true, min: 250, grow: 3, mobile: 'title', cell: (row) => <HostPlace row={row} /> },
    { id: 'state', header: words.columns.state, sort: true, min: 178, grow: 1, mobile: 'fact', cell: (row) => <PortStateMark row={row} /> },
    { id: 'container', header: words.columns.container, help: words.help.container, sort: true, min: 140, grow: 2, mobile: 'fact', cell: (row) => <ContainerPort row={row} /> },
    { id: 'proto', header: words.columns.proto, sort: true, min: 64, grow: 0, mobile: 'hide', cell: (row) => row.proto },
    { id: 'travels', header: words.columns.travels, help: words.help.travels, sort: true, min: 150, grow: 0, mobile: 'hide', cell: (row) => <TravelMark row={row} /> },
    { id: 'reach', header: words.columns.reach, help: words.help.reach, sort: true, min: 116, grow: 0, mobile: 'fact', cell: (row) => <ReachMark row={row} /> },
    { id: 'exposure', header: words.columns.exposure, help: words.help.exposure, sort: true, min: 110, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => words.exposure[row.exposure] },
    { id: 'network', header: words.columns.network, sort: true, min: 110, defaultHidden: true, mobile: 'hide', cell: (row) => (row.network ? <RefLink to={networkRef(row.network)} /> : null) },
    { id: 'holder', header: words.columns.holder, help: words.help.holder, min: 130, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => (row.holder ? words.conflict.process(row.holder.name, row.holder.pid) : null) },
    { id: 'project', header: words.columns.project, sort: true, min: 100, defaultHidden: true, mobile: 'hide', cell: (row) => row.project },
  ],
  drawer: portDrawer,
}

export const PORT_FORMS: PageForms = {
  publish: { kind: 'containers.publish', form: dynamic(() => import('./PublishForm').then((module) => module.PublishForm)) },
  create: { kind: 'containers.create', form: dynamic(() => import('./PublishForm').then((module) => module.CreateForm)) },
  unpublish: { kind: 'containers.unpublish', form: dynamic(() => import('./UnpublishForm').then((module) => module.UnpublishForm)) },
}

/** Every published port as a row. */
export function PortsTable({ host, extra }: { host: string; extra: ReactNode }) {
  return <DataTable host={host} view={portsView} extra={extra} actions={<NewButton kind="containers.publish" form="publish">{publishForm.open}</NewButton>} panel={useFormPanel(host, PORT_FORMS)} />
}
