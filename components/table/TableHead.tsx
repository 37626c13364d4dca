'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { nextSort } from '../../lib/client/table-url'
import { cx } from '../ui/class-names'
import { sortField, type Column } from './column'

/** The sticky header. Sortable columns are buttons: ascending, descending, and back to the order of the resource. */
export function TableHead<Row>({ columns, sort, onSort, hidden }: { columns: readonly Column<Row>[]; sort: string; onSort: (sort: string) => void; hidden: boolean }) {
  return (
    <div role="rowgroup" className={cx('sticky top-0 z-10 bg-canvas', hidden && 'sr-only')}>
      <div role="row" aria-rowindex={1} className="grid h-8 items-center gap-x-4 border-b border-line px-4 [grid-template-columns:var(--cols)]">
        {columns.map((column) => {
          const field = sortField(column)
          const up = field !== null && sort === field
          const down = field !== null && sort === `-${field}`
          return (
            <div key={column.id} role="columnheader" aria-sort={up ? 'ascending' : down ? 'descending' : field ? 'none' : undefined} className={cx('flex min-w-0 text-12 text-soft', column.align === 'right' && 'justify-end')}>
              {field ? (
                <button type="button" data-tip={column.help} aria-description={column.help} onClick={() => onSort(nextSort(sort, field))} className={cx('group -mx-1 flex min-w-0 items-center gap-1 rounded px-1 hover:text-text', (up || down) && 'text-text')}>
                  <span className="truncate">{column.header}</span>
                  {down ? <ArrowDown aria-hidden size={12} className="shrink-0" /> : <ArrowUp aria-hidden size={12} className={cx('shrink-0', !up && 'opacity-0 group-hover:opacity-50')} />}
                </button>
              ) : (
                <span data-tip={column.help} className="truncate">{column.header}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
