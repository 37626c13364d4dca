'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { ProxyRuleRow } from '../../lib/features/proxies/rule-schema'
import { proxyRulesPage as words } from '../../lib/text/en/pages-proxy-rules'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'
import { SilentNote } from '../proxies/SilentNote'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { Ago } from '../ui/Time'
import { ruleDrawer } from './rule-drawer'
import { ruleState } from './rule-state'

const FORMS: PageForms = { rule: { kind: 'proxies.rule-add', form: dynamic(() => import('./RuleForm').then((module) => module.RuleForm)) } }

const view: TableView<ProxyRuleRow> = {
  resource: 'proxy-rules',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => `${row.network} ${row.dev}`,
  quick: [
    { label: words.quick.off, q: 'state:off' },
    { label: words.quick.nonsense, q: 'state:makes-no-sense' },
  ],
  empty: {
    title: words.empty.title,
    why: (
      <>
        <span className="block">{words.empty.what}</span>
        <span className="mt-2 block">{words.empty.when}</span>
      </>
    ),
  },
  columns: [
    { id: 'network', header: words.columns.network, help: words.help.network, sort: true, min: 140, grow: 2, mobile: 'title', cell: (row) => (row.networkId ? <RefLink to={{ resource: 'networks', key: row.networkId, label: row.network }} /> : row.network) },
    { id: 'dev', header: words.columns.dev, help: words.help.dev, sort: true, min: 96, mono: true, mobile: 'fact', cell: (row) => <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} /> },
    { id: 'state', header: words.columns.state, sort: true, min: 210, grow: 1, mobile: 'fact', cell: (row) => <RuleState row={row} /> },
    { id: 'why', header: words.columns.why, min: 260, grow: 4, mobile: 'hide', cell: (row) => <span className="truncate text-soft" data-tip={row.why}>{row.why}</span> },
    { id: 'owns', header: words.columns.owns, help: words.help.owns, sort: true, min: 64, grow: 0, align: 'right', mobile: 'hide', cell: (row) => row.owns },
    { id: 'by', header: words.columns.by, min: 80, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => row.by },
    { id: 'since', header: words.columns.since, min: 90, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => (row.since > 0 ? <Ago at={row.since} /> : null) },
  ],
  drawer: ruleDrawer,
}

/** Rules that keep proxy entries right, and how each stands. */
export function RulesTable({ host, extra }: { host: string; extra: ReactNode }) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SilentNote host={host} resource="proxy-rules" q="state:off" />
      <DataTable host={host} view={view} extra={extra} actions={<NewButton kind="proxies.rule-add" form="rule">{words.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
    </div>
  )
}

function RuleState({ row }: { row: ProxyRuleRow }) {
  const { meaning, word, why } = ruleState(row)
  return <StatusMark meaning={meaning} why={why} plain={meaning === 'good'}>{word}</StatusMark>
}
