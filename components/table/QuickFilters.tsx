'use client'
import { hasWords, toggleWords } from '../../lib/client/table-url'
import { table } from '../../lib/text/en/table'
import type { QuickFilter } from './column'
import { cx } from '../ui/class-names'

/** Quick filters beside the filter box, as a table has them. */
export function QuickFilters({ quick, q, onFilter }: { quick: readonly QuickFilter[]; q: string; onFilter: (q: string) => void }) {
  return (
    <div role="group" aria-label={table.quick} className="hidden min-w-0 items-center gap-1 overflow-hidden py-0.5 @lg:flex">
      {quick.map((one) => {
        const on = hasWords(q, one.q)
        return (
          <button key={one.label} type="button" aria-pressed={on} onClick={() => onFilter(toggleWords(q, one.q))} className={cx('h-[26px] shrink-0 rounded-md px-2 text-12 whitespace-nowrap', on ? 'bg-accent-wash text-accent' : 'text-soft hover:bg-hover hover:text-text')}>
            {one.label}
          </button>
        )
      })}
    </div>
  )
}
