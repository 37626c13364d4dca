'use client'
import { Columns3 } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasWords, toggleWords } from '../../lib/client/table-url'
import { table as words } from '../../lib/text/en/table'
import { cx } from '../ui/class-names'
import { IconButton } from '../ui/IconButton'
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuLine } from '../ui/Menu'
import type { Column, QuickFilter } from './column'
import type { ShownColumns } from './use-columns'

/** The line above a table: filter box, quick filters, what the page adds, and the column chooser. */
export function TableToolbar<Row>({ filter, quick, q, onFilter, columns, chooser, extra, actions }: { filter: ReactNode; quick: readonly QuickFilter[]; q: string; onFilter: (q: string) => void; columns: readonly Column<Row>[]; chooser: ShownColumns<Row>; extra?: ReactNode; actions?: ReactNode }) {
  return (
    <div role="toolbar" aria-label={words.quick} className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2 @lg:flex-nowrap">
      {filter}
      {quick.length > 0 ? (
        <div role="group" aria-label={words.quick} className="hidden min-w-0 items-center gap-1 overflow-hidden py-0.5 @lg:flex">
          {quick.map((one) => {
            const on = hasWords(q, one.q)
            return (
              <button key={one.label} type="button" aria-pressed={on} onClick={() => onFilter(toggleWords(q, one.q))} className={cx('h-[26px] shrink-0 rounded-md px-2 text-12 whitespace-nowrap', on ? 'bg-accent-wash text-accent' : 'text-soft hover:bg-hover hover:text-text')}>
                {one.label}
              </button>
            )
          })}
        </div>
      ) : null}
      <div className="ml-auto flex items-center gap-1">
        {extra}
        <Menu label={words.columnsHelp} trigger={<IconButton label={words.columns}><Columns3 aria-hidden size={16} /></IconButton>}>
          <MenuLabel>{words.columnsHelp}</MenuLabel>
          {columns.filter((column) => column.mobile !== 'title').map((column) => (
            <MenuCheck key={column.id} checked={chooser.isShown(column.id)} onChange={(on) => chooser.show(column.id, on)}>{column.header}</MenuCheck>
          ))}
          {chooser.changed ? <><MenuLine /><MenuItem onSelect={chooser.reset}>{words.columnsReset}</MenuItem></> : null}
        </Menu>
        {actions}
      </div>
    </div>
  )
}
