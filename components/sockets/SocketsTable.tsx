'use client'
import type { SocketRow } from '../../lib/features/sockets/schema'
import { containerRef } from '../../lib/client/refs'
import { socketsPage as words } from '../../lib/text/en/pages-sockets'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { socketDrawer } from './socket-drawer'
import { ExposureMark, SocketPlace, Takes, Where } from './SocketMarks'
import { socketPlace } from './socket-place'

const view: TableView<SocketRow> = {
  resource: 'sockets',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: socketPlace,
  quick: [
    { label: words.quick.six, q: 'family:6' },
    { label: words.quick.four, q: 'family:4' },
    { label: words.quick.all, q: 'exposure:all' },
    { label: words.quick.onHost, q: 'inside:false' },
    { label: words.quick.published, q: 'enginePort:true' },
    { label: words.quick.inside, q: 'inside:true' },
  ],
  empty: words.empty,
  columns: [
    { id: 'address', header: words.columns.address, sort: true, min: 230, grow: 3, mobile: 'title', cell: (row) => <SocketPlace row={row} /> },
    { id: 'port', header: words.columns.port, sort: true, min: 56, grow: 0, align: 'right', mono: true, defaultHidden: true, mobile: 'hide', cell: (row) => row.port },
    { id: 'proto', header: words.columns.proto, sort: true, min: 64, grow: 0, mobile: 'fact', cell: (row) => row.proto },
    { id: 'exposure', header: words.columns.exposure, help: words.help.exposure, sort: true, min: 120, grow: 0, mobile: 'fact', cell: (row) => <ExposureMark exposure={row.exposure} /> },
    { id: 'family', header: words.columns.family, help: words.help.family, sort: true, min: 92, grow: 0, mobile: 'hide', cell: (row) => <Takes row={row} /> },
    { id: 'process', header: words.columns.process, sort: true, min: 150, grow: 2, mobile: 'fact', cell: (row) => <Process row={row} /> },
    { id: 'inside', header: words.columns.inside, help: words.help.inside, min: 72, grow: 0, mobile: 'hide', cell: (row) => <Where row={row} /> },
    { id: 'container', header: words.columns.container, help: words.help.container, sort: true, min: 110, grow: 2, mobile: 'fact', cell: (row) => (row.container ? <RefLink to={containerRef(row.container)} /> : null) },
    { id: 'dev', header: words.columns.dev, help: words.help.dev, sort: true, min: 80, mono: true, defaultHidden: true, mobile: 'hide', cell: (row) => row.dev },
  ],
  drawer: socketDrawer,
}

/** The Sockets page: what listens on the host and inside its containers. */
export function SocketsTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} />
}

function Process({ row }: { row: SocketRow }) {
  if (!row.process) return null
  return <span className="flex min-w-0 items-baseline gap-1.5"><span className="truncate">{row.process.name}</span><span className="shrink-0 text-12 text-faint">{words.pid(row.process.pid)}</span></span>
}
