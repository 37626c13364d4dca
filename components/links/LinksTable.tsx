'use client'
import { count } from '../../lib/client/ago'
import type { Counters, Link } from '../../lib/features/links/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { glossary } from '../../lib/text/en/glossary'
import { linksPage as words } from '../../lib/text/en/pages-links'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { byteCount } from './byte-count'
import { linkDrawer } from './link-drawer'
import { linkRef, linkRowKey } from './link-key'
import { isTooSmall, linkState } from './link-state'

const view: TableView<Link> = {
  resource: 'links',
  label: words.label,
  rowKey: linkRowKey,
  copyText: (row) => row.name,
  volatile: ['received', 'sent'],
  quick: [
    { label: words.quick.uplink, q: 'uplink:true' },
    { label: words.quick.bridges, q: 'kind:bridge' },
    { label: words.quick.veths, q: 'kind:veth' },
    { label: words.quick.down, q: 'state:down' },
  ],
  empty: words.empty,
  columns: [
    { id: 'name', header: words.columns.name, sort: true, min: 130, grow: 1, mobile: 'title', cell: (row) => <Name row={row} /> },
    { id: 'kind', header: words.columns.kind, sort: true, min: 66, grow: 0, mobile: 'fact', cell: (row) => <span className="truncate text-soft">{row.kind}</span> },
    { id: 'state', header: words.columns.state, sort: true, min: 92, grow: 0, mobile: 'fact', cell: (row) => <State row={row} /> },
    { id: 'mtu', header: words.columns.mtu, help: words.help.mtu, sort: true, min: 60, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <Mtu row={row} /> },
    { id: 'mac', header: words.columns.mac, sort: true, min: 134, grow: 0, mono: true, mobile: 'hide', cell: (row) => <span className="text-soft">{row.mac}</span> },
    { id: 'master', header: words.columns.master, help: words.help.master, sort: true, min: 120, grow: 1, mono: true, mobile: 'hide', cell: (row) => (row.master ? <RefLink to={linkRef(row.master)} /> : null) },
    { id: 'container', header: words.columns.container, help: words.help.container, sort: true, min: 118, grow: 1, mobile: 'fact', cell: (row) => <Behind row={row} /> },
    { id: 'network', header: words.columns.network, sort: true, min: 84, grow: 1, mobile: 'hide', cell: (row) => (row.network ? <RefLink to={networkRef(row.network)} /> : null) },
    { id: 'rx', header: words.columns.rx, min: 72, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <Bytes counters={row.received} /> },
    { id: 'tx', header: words.columns.tx, min: 72, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <Bytes counters={row.sent} /> },
    { id: 'lost', header: words.columns.errors, help: words.help.errors, min: 60, grow: 0, align: 'right', mobile: 'hide', cell: (row) => <Lost row={row} /> },
    { id: 'index', header: words.columns.index, sort: true, min: 52, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => row.index },
    { id: 'flags', header: words.columns.flags, min: 180, defaultHidden: true, mobile: 'hide', cell: (row) => <span className="truncate text-soft" data-tip={row.flags.join(' ')}>{row.flags.join(' ').toLowerCase()}</span> },
    { id: 'alias', header: words.columns.alias, sort: true, min: 100, defaultHidden: true, mobile: 'hide', cell: (row) => row.alias },
  ],
  drawer: linkDrawer,
}

/** The Links page: the interfaces of the host and what they belong to. */
export function LinksTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} />
}

function Name({ row }: { row: Link }) {
  return <span className="flex min-w-0 items-center gap-1.5"><span className="truncate font-mono text-[12.5px]">{row.name}</span>{row.uplink ? <Badge tip={glossary.uplink.means}>{words.uplink}</Badge> : null}</span>
}

function State({ row }: { row: Link }) {
  const state = linkState(row)
  return <StatusMark meaning={state.meaning} why={state.why} plain={state.meaning === 'good' || state.meaning === 'unknown'}>{state.word}</StatusMark>
}

function Mtu({ row }: { row: Link }) {
  return isTooSmall(row) ? <StatusMark meaning="attention" why={words.smallMtu}>{row.mtu}</StatusMark> : <>{row.mtu}</>
}

function Behind({ row }: { row: Link }) {
  if (!row.container) return null
  return <span className="flex min-w-0 items-center gap-1.5"><RefLink to={containerRef(row.container)} />{row.containerLink ? <code className="shrink-0 font-mono text-12 text-faint">{row.containerLink}</code> : null}</span>
}

function Bytes({ counters }: { counters: Counters }) {
  return <span data-tip={words.packets(count(counters.packets))} className={counters.bytes === 0 ? 'text-faint' : ''}>{byteCount(counters.bytes)}</span>
}

function Lost({ row }: { row: Link }) {
  const errors = row.received.errors + row.sent.errors
  const dropped = row.received.dropped + row.sent.dropped
  const why = words.lost(count(errors), count(dropped))
  if (errors > 0) return <StatusMark meaning="attention" why={why}>{count(errors + dropped)}</StatusMark>
  return <span data-tip={why} className={dropped === 0 ? 'text-faint' : ''}>{count(dropped)}</span>
}
