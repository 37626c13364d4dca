'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { copyText } from '../../lib/client/copy'
import type { RowWindow, WindowState } from '../../lib/client/row-window'
import { table as words } from '../../lib/text/en/table'
import { InCell } from '../address/cell-context'
import { minWidthOf, templateOf, type Column, type TableView } from './column'
import { TableHead } from './TableHead'
import { TableRow } from './TableRow'
import { gridKeys } from './use-grid-keys'
import { useWidth } from './use-width'

const ROW_PX = 32
const CARD_PX = 54
const HEAD_PX = 32
/** Below this width rows are cards: on phones, and beside an open drawer. */
const CARDS_BELOW_PX = 560
const FOLLOW_MS = 70

export type GridProps<Row extends object> = {
  view: TableView<Row>
  columns: readonly Column<Row>[]
  rows: WindowState<Row>
  source: RowWindow<Row>
  stale: boolean
  sort: string
  onSort: (sort: string) => void
  openKey: string | null
  /** `enter`: the person wants to be inside the drawer, not only to see it. */
  onOpen: (key: string, enter: boolean) => void
  onEscape: () => void
  grid: RefObject<HTMLDivElement | null>
  /** Instead of rows, when there are none. */
  children: ReactNode
}

/** The rows: virtual, so that 200,000 scroll like 20; one tab stop for the whole grid, the active row told by `aria-activedescendant`. */
export function TableGrid<Row extends object>({ view, columns, rows, source, stale, sort, onSort, openKey, onOpen, onEscape, grid, children }: GridProps<Row>) {
  const width = useWidth(grid)
  const card = width > 0 && width < CARDS_BELOW_PX
  const size = card ? CARD_PX : ROW_PX
  const head = card ? 0 : HEAD_PX
  const count = rows.state === 'loading' ? 24 : rows.matched
  const virtual = useVirtualizer({ count, getScrollElement: () => grid.current, estimateSize: () => size, overscan: 12, scrollPaddingStart: head, initialRect: { width: 1200, height: 800 } })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  useEffect(() => virtual.measure(), [virtual, size])
  useEffect(() => source.setRange(first, last), [source, first, last])
  // A new filter or order starts at the top; the same rows read again stay where they are.
  const shown = useRef(source)
  useEffect(() => {
    if (stale || shown.current === source) return
    shown.current = source
    grid.current?.scrollTo({ top: 0 })
  }, [stale, source, grid])

  // The active row is remembered by key: when others come or go above it, it stays the same row.
  const [active, setActive] = useState<{ index: number; key: string | null }>({ index: -1, key: null })
  const keyAt = (index: number) => {
    const row = rows.rowAt(index)
    return row ? view.rowKey(row) : null
  }
  const found = active.key !== null && keyAt(active.index) !== active.key ? rows.indexOf(active.key) : -1
  const index = Math.min(found >= 0 ? found : active.index, rows.matched - 1)

  // A row opened by a link is scrolled to once it is there.
  const reached = useRef<string | null>(null)
  useEffect(() => {
    if (!openKey || reached.current === openKey) return
    const at = rows.indexOf(openKey)
    if (at < 0) return
    reached.current = openKey
    setActive({ index: at, key: openKey })
    virtual.scrollToIndex(at, { align: 'auto' })
  }, [openKey, rows, virtual])

  const follow = useRef<ReturnType<typeof setTimeout>>(undefined)
  function move(to: number): void {
    const key = keyAt(to)
    setActive({ index: to, key })
    virtual.scrollToIndex(to, { align: 'auto' })
    // An open drawer follows the keys; not at every step, browsers bound how often the URL may change.
    clearTimeout(follow.current)
    if (openKey && key) follow.current = setTimeout(() => ((reached.current = key), onOpen(key, false)), FOLLOW_MS)
  }
  function copy(at: number): void {
    const row = rows.rowAt(at)
    if (row) void copyText(view.copyText(row), document.getElementById(`${view.resource}-${at}`)?.firstElementChild, words.copiedRow(view.copyText(row)))
  }
  const onKeyDown: (event: KeyboardEvent) => void = gridKeys({
    count: rows.matched,
    active: index,
    page: Math.max(1, Math.floor((grid.current?.clientHeight ?? 600) / size) - 2),
    move,
    open: (at) => {
      const key = keyAt(at)
      if (key) onOpen(key, key === openKey)
    },
    copy,
    escape: onEscape,
  })

  const empty = rows.state !== 'loading' && rows.matched === 0
  const activeShown = index >= first && index <= last && rows.matched > 0
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={view.label}
      aria-description={words.keys}
      aria-rowcount={rows.matched + 1}
      aria-colcount={columns.length}
      aria-busy={rows.state === 'loading' || stale}
      aria-activedescendant={activeShown ? `${view.resource}-${index}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && index < 0 && rows.matched > 0) setActive({ index: first, key: keyAt(first) })
      }}
      onClick={(event) => {
        const target = (event.target as Element).closest<HTMLElement>('[data-key]')
        if (!target?.dataset['key'] || window.getSelection()?.toString()) return
        setActive({ index: Number(target.dataset['index']), key: target.dataset['key'] })
        reached.current = target.dataset['key']
        onOpen(target.dataset['key'], false)
      }}
      style={{ '--cols': templateOf(columns) } as CSSProperties}
      className="relative min-h-0 flex-1 overflow-auto outline-none focus-visible:outline-none"
    >
      {stale || (rows.refreshing && rows.state !== 'ready') ? <div aria-hidden className="sticky top-0 left-0 z-20 h-0"><div className="h-0.5 overflow-hidden"><div className="h-full w-1/4 animate-progress bg-accent" /></div></div> : null}
      <div style={{ minWidth: card ? undefined : minWidthOf(columns) }}>
        <TableHead columns={columns} sort={sort} onSort={onSort} hidden={card} />
        {empty ? <div role="row"><div role="gridcell" className="sticky left-0 w-[min(100%,640px)]">{children}</div></div> : (
          <InCell value={true}>
            <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
              {items.map((item) => {
                const row = rows.rowAt(item.index)
                const key = row ? view.rowKey(row) : null
                return (
                  <TableRow key={key ?? item.index} id={`${view.resource}-${item.index}`} index={item.index} top={item.start} height={size} row={row} view={view} columns={columns} active={item.index === index} open={key !== null && key === openKey} glow={(key !== null && rows.glow.get(key)) || 0} card={card} />
                )
              })}
            </div>
          </InCell>
        )}
      </div>
    </div>
  )
}
