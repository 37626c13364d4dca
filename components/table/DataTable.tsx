'use client'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { useRowWindow } from '../../lib/client/use-row-window'
import { useTableUrl } from '../../lib/client/use-table-url'
import { RowDrawer } from '../drawer/RowDrawer'
import { ProblemNote } from '../problem/ProblemView'
import type { QuickFilter, TableView } from './column'
import { TableEmpty } from './TableEmpty'
import { TableFilter } from './TableFilter'
import { TableFoot } from './TableFoot'
import { TableGrid } from './TableGrid'
import { TableToolbar } from './TableToolbar'
import { useColumns } from './use-columns'
import { usePageKeys } from './use-grid-keys'

const NO_QUICK: readonly QuickFilter[] = []

/**
 * A whole table page: filter, rows of any number, drawer, foot. Filter, order and the open row live in the URL, so every view is a link.
 * `view` has to be a constant of its module; `extra` stands at the right of the toolbar and `actions` last in it; `panel` stands where the drawer is while no row is open; `param` is passed to the resource.
 */
export function DataTable<Row extends object>({ host, view, param, extra, actions, panel }: { host: string; view: TableView<Row>; param?: string; extra?: ReactNode; actions?: ReactNode; panel?: ReactNode }) {
  const url = useTableUrl()
  const identity = useMemo(() => ({ rowKey: view.rowKey, ...(view.volatile ? { volatile: view.volatile } : {}) }), [view])
  const { rows, source, stale } = useRowWindow<Row>({ host, resource: view.resource, q: url.q, sort: url.sort, ...(param ? { param } : {}) }, identity)
  const chooser = useColumns(view.resource, view.columns)
  const grid = useRef<HTMLDivElement>(null)
  const filter = useRef<HTMLInputElement>(null)
  // Grows when the person asks to be inside the drawer.
  const [enter, setEnter] = useState(0)

  const { now, set, open, q } = url
  const setFilter = useCallback((next: string) => set({ q: next }), [set])
  const onOpen = useCallback((key: string, inside: boolean) => {
    set({ open: key })
    if (inside) setEnter((n) => n + 1)
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

  // Rows that were there stay when a later read fails; the failure is told above them.
  const failedWithRows = rows.state === 'failed' && rows.matched > 0 && rows.problem
  const openRow = open ? rows.rowAt(rows.indexOf(open)) : undefined
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
        <TableToolbar
          filter={<TableFilter label={view.label} q={q} onFilter={setFilter} onLeave={() => grid.current?.focus()} box={filter} />}
          quick={view.quick ?? NO_QUICK}
          q={q}
          onFilter={setFilter}
          columns={view.columns}
          chooser={chooser}
          extra={extra}
          actions={actions}
        />
        {failedWithRows ? <ProblemNote problem={failedWithRows} meaning="bad" /> : null}
        {rows.problems.map((problem) => <ProblemNote key={`${problem.code} ${problem.message}`} problem={problem} />)}
        <TableGrid view={view} columns={chooser.shown} rows={rows} source={source} stale={stale} sort={url.sort} onSort={(sort) => set({ sort })} openKey={open} onOpen={onOpen} onEscape={escape} grid={grid}>
          <TableEmpty problem={rows.problem} q={q} total={rows.total} empty={view.empty} onClear={() => setFilter('')} onRetry={source.refresh} refreshing={rows.refreshing} />
        </TableGrid>
        <TableFoot rows={rows} />
      </div>
      {open ? <RowDrawer key={view.resource} host={host} view={view} openKey={open} row={openRow} enter={enter} onClose={close} /> : panel}
    </div>
  )
}
