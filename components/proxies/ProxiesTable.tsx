'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { proxiesPage as words } from '../../lib/text/en/pages-proxies'
import { proxyRulesPage as rules } from '../../lib/text/en/pages-proxy-rules'
import { Address } from '../address/Address'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { ANY_LINK, proxyDrawer } from './proxy-drawer'
import { proxyState } from './proxy-state'
import { SilentNote } from './SilentNote'
import { forms } from '../../lib/text/en/forms'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'

const FORMS: PageForms = { 1: { kind: 'proxies.add', form: dynamic(() => import('./ProxyForm').then((module) => module.ProxyForm)) } }


const view: TableView<ProxyRow> = {
  resource: 'proxies',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.address,
  quick: [
    { label: words.quick.silent, q: 'silent' },
    { label: words.quick.stale, q: 'stale:true' },
    { label: words.quick.offLink, q: 'offLink:true' },
    { label: rules.quickRuled, q: 'rule:proxies/' },
  ],
  empty: {
    title: words.empty.title,
    why: (
      <>
        <span className="block">{words.empty.what}</span>
        <span className="mt-2 block">{words.empty.needed}</span>
        <span className="mt-2 block">{words.empty.notNeeded}</span>
        <span className="mt-3 mb-1 block">{words.empty.byHand}</span>
        <code className="block w-fit rounded-md border border-line bg-raised px-2 py-1 font-mono text-12 [overflow-wrap:anywhere]">{words.empty.command}</code>
      </>
    ),
  },
  columns: [
    { id: 'address', header: words.columns.address, sort: true, min: 260, grow: 2, mobile: 'title', cell: (row) => <Address address={row.address} /> },
    { id: 'verdict', header: words.columns.verdict, help: words.help.verdict, min: 250, grow: 2, mobile: 'fact', cell: (row) => <ProxyVerdict row={row} /> },
    { id: 'dev', header: words.columns.dev, help: words.help.dev, sort: true, min: 96, mono: true, mobile: 'fact', cell: (row) => <ProxyLink row={row} /> },
    { id: 'container', header: words.columns.container, sort: true, min: 110, mobile: 'fact', cell: (row) => (row.container ? <RefLink to={containerRef(row.container)} /> : null) },
    { id: 'network', header: words.columns.network, sort: true, min: 100, mobile: 'hide', cell: (row) => (row.network ? <RefLink to={networkRef(row.network)} /> : null) },
    { id: 'rule', header: rules.column, help: rules.columnHelp, min: 130, mobile: 'hide', cell: (row) => (row.rule ? <RefLink to={{ resource: 'proxy-rules', key: row.rule.key, label: rules.markOf(row.rule.network) }} /> : null) },
    { id: 'answersProbes', header: words.columns.probes, help: words.help.probes, sort: true, min: 96, grow: 0, mobile: 'hide', cell: (row) => <span className={row.answersProbes === false ? 'text-text' : 'text-faint'}>{probeWord(row)}</span> },
    { id: 'protocol', header: words.columns.protocol, help: words.help.protocol, min: 72, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => row.protocol },
  ],
  drawer: proxyDrawer,
}

/** The NDP proxy page: for whom this host answers, and whether it does. */
export function ProxiesTable({ host, extra }: { host: string; extra: ReactNode }) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SilentNote host={host} resource="proxies" q="silent" />
      <DataTable host={host} view={view} extra={extra} actions={<NewButton kind="proxies.add">{forms.proxy.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
    </div>
  )
}

function ProxyVerdict({ row }: { row: ProxyRow }) {
  const { meaning, word, why } = proxyState(row)
  return <StatusMark meaning={meaning} why={why} plain={meaning === 'good'}>{word}</StatusMark>
}

function ProxyLink({ row }: { row: ProxyRow }) {
  return row.dev === ANY_LINK ? <span className="font-sans">{words.anyLink}</span> : <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} />
}

function probeWord(row: ProxyRow): string {
  return row.answersProbes === null ? words.probes.unknown : row.answersProbes ? words.probes.yes : words.probes.no
}
