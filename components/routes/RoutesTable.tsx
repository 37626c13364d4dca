'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { RouteRow } from '../../lib/features/routes/schema'
import { networkRef } from '../../lib/client/refs'
import { glossary } from '../../lib/text/en/glossary'
import { routes as words } from '../../lib/text/en/routes'
import { Address } from '../address/Address'
import { Prefix } from '../address/Prefix'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { Ahead } from '../ui/Time'
import { NextHop, routeDrawer } from './route-drawer'
import { routeState } from './route-state'
import { forms } from '../../lib/text/en/forms'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'

const FORMS: PageForms = {
  1: { kind: 'routes.add', form: dynamic(() => import('./RouteForm').then((module) => module.RouteForm)) },
  change: { kind: 'routes.replace', form: dynamic(() => import('./RouteChangeForm').then((module) => module.RouteChangeForm)) },
}

const view: TableView<RouteRow> = {
  resource: 'routes',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.dst,
  volatile: ['expiresAt'],
  quick: [
    { label: words.quick.six, q: 'family:6' },
    { label: words.quick.four, q: 'family:4' },
    { label: words.quick.main, q: 'table:main' },
    { label: words.quick.defaults, q: 'dst:default' },
    { label: words.quick.ra, q: 'protocol:ra' },
  ],
  empty: words.empty,
  columns: [
    { id: 'dst', header: words.columns.dst, sort: true, min: 220, grow: 3, mobile: 'title', cell: (row) => <Prefix prefix={row.dst} /> },
    { id: 'via', header: words.columns.via, help: glossary.nexthop.means, sort: true, min: 150, grow: 2, mobile: 'fact', cell: (row) => <NextHop row={row} /> },
    { id: 'dev', header: words.columns.dev, sort: true, min: 124, mono: true, mobile: 'fact', cell: (row) => (row.dev ? <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} /> : null) },
    { id: 'protocol', header: words.columns.protocol, help: glossary.protocol.means, sort: true, min: 72, grow: 0, mobile: 'hide', cell: (row) => row.protocol },
    { id: 'metric', header: words.columns.metric, help: glossary.metric.means, sort: true, min: 60, grow: 0, align: 'right', mobile: 'hide', cell: (row) => row.metric },
    { id: 'table', header: words.columns.table, help: glossary.table.means, sort: true, min: 64, grow: 0, mobile: 'hide', cell: (row) => row.table },
    { id: 'type', header: words.columns.type, sort: true, min: 80, grow: 0, mobile: 'hide', cell: (row) => <span className={row.type === 'unicast' ? 'text-faint' : ''}>{row.type}</span> },
    { id: 'state', header: words.columns.state, min: 92, grow: 0, mobile: 'fact', cell: (row) => <RouteStateMark row={row} /> },
    { id: 'network', header: words.columns.network, sort: true, min: 100, mobile: 'fact', cell: (row) => (row.network ? <RefLink to={networkRef(row.network)} /> : null) },
    { id: 'src', header: words.columns.src, help: glossary.source.means, sort: true, min: 150, grow: 2, defaultHidden: true, mobile: 'hide', cell: (row) => (row.src ? <Address address={row.src} unmarked /> : null) },
    { id: 'scope', header: words.columns.scope, help: glossary.scope.means, sort: true, min: 64, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => row.scope },
    { id: 'pref', header: words.columns.pref, help: glossary.pref.means, sort: true, min: 76, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => row.pref },
    { id: 'mtu', header: words.columns.mtu, sort: true, min: 56, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => row.mtu },
    { id: 'expiresAt', header: words.columns.expiresAt, sort: true, min: 84, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => <Ahead at={row.expiresAt} /> },
  ],
  drawer: routeDrawer,
}

/** Every route of every table, IPv6 and IPv4. */
export function RoutesTable({ host, extra }: { host: string; extra: ReactNode }) {
  return <DataTable host={host} view={view} actions={<NewButton kind="routes.add">{forms.route.new}</NewButton>} panel={useFormPanel(host, FORMS)} extra={extra} />
}

function RouteStateMark({ row }: { row: RouteRow }) {
  const state = routeState(row)
  return <StatusMark meaning={state.meaning} why={state.why} plain={state.meaning === 'good'}>{state.word}</StatusMark>
}
