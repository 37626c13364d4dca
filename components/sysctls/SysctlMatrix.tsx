'use client'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { count } from '../../lib/client/ago'
import { useAllRows } from '../../lib/client/use-all-rows'
import { useTableUrl } from '../../lib/client/use-table-url'
import type { Link } from '../../lib/features/links/schema'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { RowDrawer } from '../drawer/RowDrawer'
import { ProblemNote } from '../problem/ProblemView'
import { TableEmpty } from '../table/TableEmpty'
import { TableFilter } from '../table/TableFilter'
import { TableFoot } from '../table/TableFoot'
import { usePageKeys } from '../table/use-grid-keys'
import { arrange, narrow } from './matrix'
import { MatrixGrid } from './MatrixGrid'
import { QuickFilters } from '../table/QuickFilters'
import { sysctlView } from './sysctl-view'
import { WholeHost } from './WholeHost'

const settingIdentity = { rowKey: (row: Sysctl) => row.key }
const linkIdentity = { rowKey: (row: Link) => row.name, volatile: ['received', 'sent'] }
const QUICK = [
  { label: words.quick.uplink, q: 'uplink' },
  { label: words.quick.bridges, q: 'kind:bridge' },
  { label: words.quick.veths, q: 'kind:veth' },
]

/** Links times settings. What differs from the default of new links stands out; the drawer of a cell says what it does. */
export function SysctlMatrix({ host, extra }: { host: string; extra: ReactNode }) {
  const { q, open, now, set } = useTableUrl()
  const settings = useAllRows<Sysctl>(host, 'sysctls', settingIdentity)
  // Only for names beside the links: without it the matrix is whole all the same.
  const links = useAllRows<Link>(host, 'links', linkIdentity)
  const whole = useMemo(() => arrange(settings.rows, links.rows), [settings.rows, links.rows])
  const matrix = useMemo(() => narrow(whole, q), [whole, q])
  const grid = useRef<HTMLDivElement>(null)
  const filter = useRef<HTMLInputElement>(null)
  const [enter, setEnter] = useState(0)

  const setFilter = useCallback((next: string) => set({ q: next }), [set])
  const onOpen = useCallback((key: string) => {
    if (new URLSearchParams(window.location.search).get('open') === key) setEnter((n) => n + 1)
    else set({ open: key })
  }, [set])
  const close = useCallback(() => {
    set({ open: null })
    grid.current?.focus({ preventScroll: true })
  }, [set])
  const escape = useCallback(() => {
    const { open: opened, q: filtered } = now()
    if (opened) close()
    else if (filtered) setFilter('')
  }, [now, close, setFilter])
  usePageKeys(filter, grid, escape)

  const shown = matrix.lines.reduce((sum, { cells }) => sum + matrix.names.filter((name) => cells.has(name)).length, matrix.whole.length)
  const nothing = settings.state !== 'loading' && (matrix.lines.length === 0 || matrix.names.length === 0) && matrix.whole.length === 0
  const foot = { ...settings, matched: shown, total: settings.rows.length, rowAt: () => undefined, indexOf: () => -1 }
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
        <div role="toolbar" aria-label={words.label} className="flex shrink-0 items-center gap-2 px-4 py-2">
          <TableFilter label={words.label} q={q} onFilter={setFilter} onLeave={() => grid.current?.focus()} box={filter} />
          <QuickFilters quick={QUICK} q={q} onFilter={setFilter} />
          <div className="ml-auto flex items-center gap-1">{extra}</div>
        </div>
        {settings.state === 'failed' && settings.problem && settings.rows.length > 0 ? <ProblemNote problem={settings.problem} meaning="bad" /> : null}
        {settings.problems.map((problem) => <ProblemNote key={`${problem.code} ${problem.message}`} problem={problem} />)}
        {nothing ? (
          <div className="min-h-0 flex-1 overflow-auto"><TableEmpty problem={settings.rows.length > 0 ? null : settings.problem} q={q} total={settings.rows.length} empty={words.empty} onClear={() => setFilter('')} onRetry={settings.refresh} refreshing={settings.refreshing} /></div>
        ) : (
          <>
            <WholeHost rows={matrix.whole} openKey={open} onOpen={onOpen} glow={settings.glow} />
            <MatrixGrid matrix={matrix} loading={settings.state === 'loading'} defaults={whole.lines.find(({ dev }) => dev === 'default')} glow={settings.glow} openKey={open} onOpen={onOpen} onEscape={escape} grid={grid} summary={words.counts(count(matrix.lines.length), count(matrix.names.length))} />
          </>
        )}
        <TableFoot rows={foot} />
      </div>
      {open ? <RowDrawer host={host} view={sysctlView} openKey={open} row={settings.rows.find(({ key }) => key === open)} enter={enter} onClose={close} /> : null}
    </div>
  )
}
