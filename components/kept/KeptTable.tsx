'use client'
import dynamic from 'next/dynamic'
import type { KeptRow } from '../../lib/features/kept/schema'
import { keptPage as words } from '../../lib/text/en/kept'
import type { DrawerContent } from '../drawer/content'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { Ago } from '../ui/Time'

// Only who opens a row needs them.
const KeptActions = dynamic(() => import('./KeptActions').then((module) => module.KeptActions))

const MEANINGS = { there: 'good', missing: 'attention', unknown: 'unknown' } as const
const NO_LINK = new Set(['all', 'default', 'lo'])

const view: TableView<KeptRow> = {
  resource: 'kept',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.commands.join('\n'),
  quick: [
    { label: words.quick.missing, q: 'state:missing' },
    { label: words.quick.sysctls, q: 'kind:sysctls' },
    { label: words.quick.addresses, q: 'kind:addresses' },
    { label: words.quick.routes, q: 'kind:routes' },
    { label: words.quick.proxies, q: 'kind:proxies' },
  ],
  empty: words.empty,
  columns: [
    { id: 'what', header: words.columns.what, sort: true, min: 260, grow: 2, mono: true, mobile: 'title', cell: (row) => <span className="truncate">{row.what}</span> },
    { id: 'kind', header: words.columns.kind, sort: true, min: 104, grow: 0, mobile: 'fact', cell: (row) => words.kinds[row.kind] },
    { id: 'dev', header: words.columns.dev, sort: true, min: 110, mono: true, mobile: 'fact', cell: (row) => <KeptLink row={row} /> },
    { id: 'state', header: words.columns.state, sort: true, min: 96, grow: 0, mobile: 'fact', cell: (row) => <State row={row} /> },
    { id: 'why', header: words.columns.why, min: 220, grow: 2, mobile: 'hide', cell: (row) => <span data-tip={row.why ?? undefined} className="truncate text-soft">{row.why}</span> },
    { id: 'by', header: words.columns.by, sort: true, min: 90, grow: 0, mobile: 'hide', cell: (row) => row.by },
    { id: 'since', header: words.columns.since, sort: true, min: 90, grow: 0, mobile: 'hide', cell: (row) => (row.since === null ? null : <Ago at={row.since} />) },
  ],
  drawer: keptDrawer,
}

/** The page of what dock6 keeps. */
export function KeptTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} />
}

function State({ row }: { row: KeptRow }) {
  return <StatusMark meaning={MEANINGS[row.state]} plain={row.state === 'there'} why={words.stateWhy[row.state]}>{words.states[row.state]}</StatusMark>
}

function KeptLink({ row }: { row: KeptRow }) {
  if (row.dev === null || NO_LINK.has(row.dev)) return <>{row.dev}</>
  return <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} />
}

function keptDrawer(row: KeptRow): DrawerContent {
  return {
    title: <span className="font-mono">{row.what}</span>,
    name: row.what,
    state: { meaning: MEANINGS[row.state], word: words.states[row.state], why: words.stateWhy[row.state] },
    actions: <KeptActions row={row} />,
    facts: [
      { label: words.columns.why, value: row.why, wide: true },
      { label: words.facts.kind, value: words.kinds[row.kind] },
      { label: words.facts.dev, value: row.dev ? <code className="font-mono">{row.dev}</code> : null },
      { label: words.facts.by, value: row.by },
      { label: words.facts.since, value: row.since === null ? null : <Ago at={row.since} /> },
      { label: words.facts.restored, value: row.restoredAt === null ? null : <Ago at={row.restoredAt} /> },
      { label: words.facts.file, value: row.record === null ? words.inFile : null, wide: true },
      { label: words.facts.commands, value: row.commands.map((command) => <code key={command} className="basis-full font-mono text-12">{command}</code>), wide: true },
      { label: words.facts.key, value: <code className="font-mono text-12">{row.key}</code>, wide: true },
    ],
    related: [row.dev !== null && !NO_LINK.has(row.dev) && { what: words.related.link, label: row.dev, to: { resource: 'links', key: row.dev, label: row.dev } }],
  }
}
