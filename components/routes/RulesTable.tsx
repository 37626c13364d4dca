'use client'
import type { ReactNode } from 'react'
import type { RuleRow } from '../../lib/features/rules/schema'
import { glossary } from '../../lib/text/en/glossary'
import { routes } from '../../lib/text/en/routes'
import { Prefix } from '../address/Prefix'
import type { DrawerContent } from '../drawer/content'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { Term } from '../ui/Term'

const words = routes.rules

const view: TableView<RuleRow> = {
  resource: 'rules',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.text,
  quick: [
    { label: routes.quick.six, q: 'family:6' },
    { label: routes.quick.four, q: 'family:4' },
  ],
  empty: words.empty,
  columns: [
    { id: 'priority', header: words.columns.priority, help: words.priorityWhy, sort: true, min: 68, grow: 0, align: 'right', mobile: 'fact', cell: (row) => row.priority },
    { id: 'text', header: words.columns.text, min: 300, grow: 4, mono: true, mobile: 'title', cell: (row) => <span className="truncate">{row.text}</span> },
    { id: 'family', header: words.columns.family, sort: true, min: 56, grow: 0, mobile: 'fact', cell: (row) => `IPv${row.family}` },
    { id: 'from', header: words.columns.from, sort: true, min: 150, grow: 2, mobile: 'hide', cell: (row) => <Selector prefix={row.from} /> },
    { id: 'to', header: words.columns.to, sort: true, min: 120, grow: 2, mobile: 'hide', cell: (row) => (row.to ? <Selector prefix={row.to} /> : null) },
    { id: 'action', header: words.columns.action, sort: true, min: 80, grow: 0, mobile: 'hide', cell: (row) => row.action },
    { id: 'table', header: routes.columns.table, help: glossary.table.means, sort: true, min: 72, grow: 0, mobile: 'fact', cell: (row) => row.table },
    { id: 'iif', header: words.columns.iif, sort: true, min: 90, mono: true, defaultHidden: true, mobile: 'hide', cell: (row) => row.iif },
    { id: 'oif', header: words.columns.oif, sort: true, min: 90, mono: true, defaultHidden: true, mobile: 'hide', cell: (row) => row.oif },
    { id: 'fwmark', header: words.columns.fwmark, sort: true, min: 90, mono: true, defaultHidden: true, mobile: 'hide', cell: (row) => row.fwmark },
  ],
  drawer: ruleDrawer,
}

/** Policy rules: which routing table the kernel asks, and in which order. */
export function RulesTable({ host, extra }: { host: string; extra: ReactNode }) {
  return <DataTable host={host} view={view} extra={extra} />
}

function Selector({ prefix }: { prefix: string }) {
  return prefix === 'all' ? <span className="text-faint">{words.all}</span> : <Prefix prefix={prefix} />
}

function ruleDrawer(row: RuleRow): DrawerContent {
  return {
    title: <span className="font-mono">{row.text}</span>,
    name: row.text,
    facts: [
      { label: words.columns.priority, value: row.priority },
      { label: words.columns.family, value: `IPv${row.family}` },
      { label: words.columns.from, value: <Selector prefix={row.from} /> },
      { label: words.columns.to, value: row.to ? <Selector prefix={row.to} /> : words.all },
      { label: words.columns.iif, value: row.iif },
      { label: words.columns.oif, value: row.oif },
      { label: words.columns.fwmark, value: row.fwmark },
      { label: words.columns.action, value: row.action },
      { label: <Term name="table">{routes.columns.table}</Term>, value: row.table },
    ],
    related: [row.table && { what: 'routes', label: row.table, href: `/hosts/local/routes?q=${encodeURIComponent(`table:${row.table} family:${row.family}`)}` }],
  }
}
