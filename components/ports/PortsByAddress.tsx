'use client'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { useAllRows } from '../../lib/client/use-all-rows'
import { useTableUrl } from '../../lib/client/use-table-url'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import type { SocketRow } from '../../lib/features/sockets/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { publishForm } from '../../lib/text/en/publish'
import { RowDrawer } from '../drawer/RowDrawer'
import { useFormPanel } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'
import { ProblemNote } from '../problem/ProblemView'
import { QuickFilters } from '../table/QuickFilters'
import { TableEmpty } from '../table/TableEmpty'
import { TableFilter } from '../table/TableFilter'
import { TableFoot } from '../table/TableFoot'
import { usePageKeys } from '../table/use-grid-keys'
import { Skeleton } from '../ui/Skeleton'
import { AddressCard } from './AddressCard'
import { groupByAddress, narrowGroups } from './by-address'
import { PORT_FORMS, portsView } from './PortsTable'

const portIdentity = { rowKey: (row: PortRow) => row.key }
const addressIdentity = { rowKey: (row: AddressRow) => row.key, volatile: ['validUntil', 'preferredUntil'] }
const socketIdentity = { rowKey: (row: SocketRow) => row.key }
const QUICK = [
  { label: words.group.quick.busy, q: 'is:used' },
  { label: words.group.quick.free, q: 'is:free' },
  { label: words.group.quick.missing, q: 'is:missing' },
]
const EMPTY = { title: words.group.emptyTitle, why: words.group.emptyWhy }

/** Each address of the host with what it serves on which ports, and those that are free. */
export function PortsByAddress({ host, extra }: { host: string; extra: ReactNode }) {
  const { q, open, now, set } = useTableUrl()
  const ports = useAllRows<PortRow>(host, 'ports', portIdentity)
  const addresses = useAllRows<AddressRow>(host, 'addresses', addressIdentity)
  // Only for programs beside the ports: without them the view is whole all the same.
  const sockets = useAllRows<SocketRow>(host, 'sockets', socketIdentity)
  const all = useMemo(() => groupByAddress(ports.rows, addresses.rows, sockets.rows), [ports.rows, addresses.rows, sockets.rows])
  const groups = useMemo(() => narrowGroups(all, q), [all, q])
  const list = useRef<HTMLDivElement>(null)
  const filter = useRef<HTMLInputElement>(null)
  const [enter, setEnter] = useState(0)
  const panel = useFormPanel(host, PORT_FORMS)

  const setFilter = useCallback((next: string) => set({ q: next }), [set])
  const onOpen = useCallback((key: string) => {
    set({ open: key })
    setEnter((n) => n + 1)
  }, [set])
  const close = useCallback(() => {
    set({ open: null })
    list.current?.focus({ preventScroll: true })
  }, [set])
  const escape = useCallback(() => {
    const { open: opened, q: filtered } = now()
    if (opened) close()
    else if (filtered) setFilter('')
  }, [now, close, setFilter])
  usePageKeys(filter, list, escape)

  const loading = (ports.state === 'loading' || addresses.state === 'loading') && all.length === 0
  const problem = ports.problem ?? addresses.problem
  const problems = [...new Map([...ports.problems, ...(all.length > 0 && problem ? [problem] : []), ...(sockets.problem ? [sockets.problem] : [])].map((one) => [`${one.code} ${one.message}`, one])).values()]
  const foot = { ...ports, matched: groups.length, total: all.length, rowAt: () => undefined, indexOf: () => -1 }
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
        <div role="toolbar" aria-label={words.group.label} className="flex shrink-0 items-center gap-2 px-4 py-2">
          <TableFilter label={words.group.label} q={q} onFilter={setFilter} onLeave={() => list.current?.focus()} box={filter} />
          <QuickFilters quick={QUICK} q={q} onFilter={setFilter} />
          <div className="ml-auto flex items-center gap-1">{extra}<NewButton kind="containers.publish" form="publish">{publishForm.open}</NewButton></div>
        </div>
        {problems.map((one) => <ProblemNote key={`${one.code} ${one.message}`} problem={one} />)}
        <div ref={list} tabIndex={0} role="region" aria-label={words.group.label} className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
          {loading ? <div className="flex flex-col gap-4 py-2" aria-busy>{[70, 50, 60, 40].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div>
            : groups.length === 0 ? <TableEmpty problem={all.length > 0 ? null : problem} q={q} total={all.length} empty={EMPTY} onClear={() => setFilter('')} onRetry={ports.refresh} refreshing={ports.refreshing} />
            : <ul className="flex flex-col gap-2">{groups.map((group) => <AddressCard key={group.address} group={group} openKey={open} onOpen={onOpen} glow={ports.glow} />)}</ul>}
        </div>
        <TableFoot rows={foot} />
      </div>
      {open ? <RowDrawer host={host} view={portsView} openKey={open} row={ports.rows.find(({ key }) => key === open)} enter={enter} onClose={close} /> : panel}
    </div>
  )
}
