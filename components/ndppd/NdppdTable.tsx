'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { NdppdRule } from '../../lib/features/ndppd/schema'
import { ndppdPage as words } from '../../lib/text/en/pages-ndppd'
import { Prefix } from '../address/Prefix'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { ndppdDrawer } from './ndppd-drawer'
import { methodWord, ndppdState } from './ndppd-state'
import { NdppdService } from './NdppdService'

const FORMS: PageForms = { ndppd: { kind: 'ndppd.rule-add', form: dynamic(() => import('./NdppdForm').then((module) => module.NdppdForm)) } }

const view: TableView<NdppdRule> = {
  resource: 'ndppd-rules',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.prefix,
  quick: [{ label: words.quick.both, q: 'both' }],
  empty: words.empty,
  columns: [
    { id: 'prefix', header: words.columns.prefix, help: words.help.prefix, sort: true, min: 240, grow: 2, mobile: 'title', cell: (row) => <Prefix prefix={row.prefix} /> },
    { id: 'verdict', header: words.columns.verdict, min: 200, grow: 2, mobile: 'fact', cell: (row) => <RuleVerdict row={row} /> },
    { id: 'dev', header: words.columns.dev, sort: true, min: 96, mono: true, mobile: 'fact', cell: (row) => <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} /> },
    { id: 'method', header: words.columns.method, help: words.help.method, sort: true, min: 200, grow: 2, mobile: 'fact', cell: methodWord },
    { id: 'networks', header: words.columns.networks, min: 120, mobile: 'hide', cell: (row) => row.networks.join(', ') },
    { id: 'line', header: words.columns.line, help: words.help.line, sort: true, min: 48, grow: 0, align: 'right', mobile: 'hide', cell: (row) => row.line },
  ],
  drawer: ndppdDrawer,
}

/** ndppd: its service, and the rules in its file. */
export function NdppdTable({ host, extra }: { host: string; extra: ReactNode }) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <NdppdService host={host} />
      <DataTable host={host} view={view} extra={extra} actions={<NewButton kind="ndppd.rule-add" form="ndppd">{words.form.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
    </div>
  )
}

function RuleVerdict({ row }: { row: NdppdRule }) {
  const { meaning, word, why } = ndppdState(row)
  return <StatusMark meaning={meaning} why={why} plain={meaning === 'good'}>{word}</StatusMark>
}
