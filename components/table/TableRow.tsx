'use client'
import { memo } from 'react'
import { cx } from '../ui/class-names'
import { Skeleton } from '../ui/Skeleton'
import type { Column, TableView } from './column'

export type RowProps<Row extends object> = {
  id: string
  index: number
  top: number
  height: number
  row: Row | undefined
  view: TableView<Row>
  columns: readonly Column<Row>[]
  active: boolean
  open: boolean
  glow: number
  card: boolean
}

/** Same props, same picture: rows keep their object while they say the same, so scrolling and changes elsewhere cost nothing here. */
export const TableRow = memo(function TableRow<Row extends object>({ id, index, top, height, row, view, columns, active, open, glow, card }: RowProps<Row>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={open}
      data-index={index}
      data-key={row ? view.rowKey(row) : undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      className={cx(
        'absolute top-0 left-0 w-full border-b border-line/60 contain-strict',
        open ? 'bg-accent-wash shadow-[inset_2px_0_var(--color-accent)]' : 'hover:bg-hover',
        active && 'in-[[role=grid]:focus-visible]:outline-2 in-[[role=grid]:focus-visible]:-outline-offset-2 in-[[role=grid]:focus-visible]:outline-accent',
        active && !open && 'bg-hover',
        glow > 0 && (glow % 2 === 1 ? 'animate-glow-a' : 'animate-glow-b'),
        card ? 'flex flex-col justify-center gap-0.5 px-4' : 'grid items-center gap-x-4 px-4 [grid-template-columns:var(--cols)]',
      )}
    >
      {card ? <Card row={row} columns={columns} /> : columns.map((column) => (
        <div key={column.id} role="gridcell" className={cx('flex h-full min-w-0 items-center overflow-hidden text-13 whitespace-nowrap', column.mono && 'font-mono text-[12.5px]', column.align === 'right' && 'justify-end text-right')}>
          {row ? column.cell(row) : <Skeleton width={`${35 + ((index * 7 + column.id.length * 13) % 45)}%`} />}
        </div>
      ))}
    </div>
  )
}) as <Row extends object>(props: RowProps<Row>) => React.ReactElement

function Card<Row extends object>({ row, columns }: { row: Row | undefined; columns: readonly Column<Row>[] }) {
  const title = columns.find((column) => column.mobile === 'title')
  const facts = columns.filter((column) => column.mobile === 'fact')
  if (!row) return <><Skeleton width="55%" /><span className="h-1" /><Skeleton width="80%" /></>
  return (
    <>
      <div role="gridcell" className="flex min-w-0 items-center overflow-hidden text-13 whitespace-nowrap">{title?.cell(row)}</div>
      <div role="gridcell" className="flex min-w-0 items-center gap-3 overflow-hidden text-12 whitespace-nowrap text-soft [&>*]:min-w-0 [&>*]:shrink-0 [&>:last-child]:shrink">
        {facts.map((column) => {
          const cell = column.cell(row)
          return cell === null || cell === undefined || cell === '' ? null : <span key={column.id} className={cx('inline-flex max-w-[60%] items-center overflow-hidden empty:hidden', column.mono && 'font-mono')}>{cell}</span>
        })}
      </div>
    </>
  )
}
