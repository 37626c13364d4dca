'use client'
import { columnVisibilityFeature, tableFeatures, useTable, type ColumnVisibilityState } from '@tanstack/react-table'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { Column } from './column'

const features = tableFeatures({ columnVisibilityFeature })
const NO_ROWS: never[] = []
const stored = (resource: string) => `dock6.columns.${resource}`
const noChange = () => () => {}

/** What a table needs to know of its columns: which are shown, and how to show others. */
export type ShownColumns<Row> = { shown: readonly Column<Row>[]; isShown(id: string): boolean; show(id: string, on: boolean): void; reset(): void; changed: boolean }

/**
 * The column model: TanStack Table keeps visibility, the browser remembers it per table.
 * Rows, order and filter are not its business here: they belong to the keeper and come as windows.
 */
export function useColumns<Row extends object>(resource: string, columns: readonly Column<Row>[]): ShownColumns<Row> {
  const first = useMemo<ColumnVisibilityState>(() => Object.fromEntries(columns.filter((c) => c.defaultHidden).map((c) => [c.id, false])), [columns])
  const remembered = useSyncExternalStore(noChange, () => read(resource), () => null)
  const [chosen, setChosen] = useState<string | null>(null)
  const text = chosen ?? remembered
  const columnVisibility = useMemo<ColumnVisibilityState>(() => ({ ...first, ...parse(text) }), [first, text])
  const defs = useMemo(() => columns.map((column) => ({ id: column.id, header: column.header, enableHiding: column.mobile !== 'title' })), [columns])

  const save = useCallback((next: ColumnVisibilityState | null) => {
    const json = next ? JSON.stringify(next) : ''
    setChosen(json)
    try {
      if (next) localStorage.setItem(stored(resource), json)
      else localStorage.removeItem(stored(resource))
    } catch {
      // Storage is full or forbidden: the choice holds for this visit.
    }
  }, [resource])

  const table = useTable({
    features,
    columns: defs,
    data: NO_ROWS,
    state: { columnVisibility },
    onColumnVisibilityChange: (updater) => save(typeof updater === 'function' ? updater(columnVisibility) : updater),
  })
  const ids = table.getVisibleLeafColumns().map((column) => column.id).join()
  const shown = useMemo(() => columns.filter((column) => ids.split(',').includes(column.id)), [columns, ids])
  return {
    shown,
    isShown: (id) => table.getColumn(id)?.getIsVisible() ?? false,
    show: (id, on) => table.getColumn(id)?.toggleVisibility(on),
    reset: () => save(null),
    changed: Boolean(text),
  }
}

function read(resource: string): string | null {
  try {
    return localStorage.getItem(stored(resource))
  } catch {
    return null
  }
}

function parse(text: string | null): ColumnVisibilityState {
  try {
    const value: unknown = JSON.parse(text || '{}')
    return value && typeof value === 'object' ? (value as ColumnVisibilityState) : {}
  } catch {
    return {}
  }
}
