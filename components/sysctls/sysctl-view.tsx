import dynamic from 'next/dynamic'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import type { DrawerContent } from '../drawer/content'
import type { TableView } from '../table/column'
import { CopyButton } from '../ui/CopyButton'
import { RefLink } from '../ui/RefLink'
import { KeptWord, SetByList } from './SysctlFiles'
import { RouterNote } from './RouterNote'
import { aboutOf, dottedName, meaningOf } from './sysctl-words'

// Only who opens a row needs them.
const SysctlActions = dynamic(() => import('./SysctlActions').then((module) => module.SysctlActions))

const NO_LINK = new Set(['all', 'default'])

/** The settings as a flat table, and the drawer that the matrix shares with it. */
export const sysctlView: TableView<Sysctl> = {
  resource: 'sysctls',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => `${dottedName(row)} = ${row.value}`,
  quick: [
    ...['forwarding', 'accept_ra', 'proxy_ndp', 'disable_ipv6'].map((name) => ({ label: name, q: `name:${name}` })),
    { label: words.quick.all, q: 'dev:all' },
    { label: words.kept.quick, q: 'kept' },
  ],
  empty: words.empty,
  columns: [
    { id: 'name', header: words.columns.name, sort: true, min: 190, grow: 1, mono: true, mobile: 'title', cell: (row) => <span data-tip={aboutOf(row) || undefined} className="truncate">{row.name}</span> },
    { id: 'dev', header: words.columns.dev, sort: true, min: 120, grow: 1, mono: true, mobile: 'fact', cell: (row) => <SysctlLink row={row} /> },
    { id: 'value', header: words.columns.value, sort: true, min: 72, grow: 0, mono: true, align: 'right', mobile: 'fact', cell: (row) => row.value },
    { id: 'kept', header: words.columns.kept, sort: true, min: 84, grow: 0, mobile: 'fact', cell: (row) => (row.kept === null ? '' : <KeptWord row={row} />) },
    { id: 'means', header: words.columns.means, min: 200, grow: 2, mobile: 'fact', cell: (row) => <span className="truncate text-soft">{meaningOf(row)}</span> },
    { id: 'path', header: words.columns.path, sort: true, min: 300, grow: 2, mono: true, mobile: 'hide', cell: (row) => <span className="truncate text-faint">{row.path}</span> },
  ],
  drawer: sysctlDrawer,
}

function SysctlLink({ row }: { row: Sysctl }) {
  if (row.dev === null) return <span className="font-sans text-faint">{words.whole.toLowerCase()}</span>
  return NO_LINK.has(row.dev) ? <>{row.dev}</> : <RefLink to={{ resource: 'links', key: row.dev, label: row.dev }} />
}

function sysctlDrawer(row: Sysctl): DrawerContent {
  const name = dottedName(row)
  const meaning = meaningOf(row)
  const scope = row.dev === 'all' || row.dev === 'default' ? words.rowWhy[row.dev] : ''
  return {
    title: <span className="font-mono">{name}</span>,
    name,
    actions: <SysctlActions row={row} />,
    facts: [
      { label: words.facts.means, value: <><code className="font-mono text-16">{row.value}</code>{meaning ? <span className="text-soft">{meaning}</span> : null}{row.dev !== null && !NO_LINK.has(row.dev) && row.name === 'accept_ra' && row.value === '1' ? <RouterNote dev={row.dev} /> : null}</>, wide: true },
      { label: words.kept.label, value: <KeptWord row={row} />, wide: true },
      { label: words.kept.setBy, value: <SetByList row={row} />, wide: true },
      { label: words.facts.about, value: aboutOf(row), wide: true },
      { label: row.dev ?? '', value: scope, wide: true },
      { label: words.facts.path, value: <code className="font-mono">{row.path}</code>, wide: true },
      { label: words.facts.set, value: <Command text={`sysctl -w ${name}=${row.value}`} />, wide: true },
    ],
    related: [row.dev === null || NO_LINK.has(row.dev) ? null : { what: words.related.link, label: row.dev, to: { resource: 'links', key: row.dev, label: row.dev } }],
  }
}

function Command({ text }: { text: string }) {
  return (
    <span className="flex w-full min-w-0 items-center rounded-md border border-line bg-raised pl-2.5">
      <code className="min-w-0 flex-1 py-1 font-mono text-12 [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} what={text} />
    </span>
  )
}
