'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react'
import { copyText } from '../../lib/client/copy'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { table } from '../../lib/text/en/table'
import { Skeleton } from '../ui/Skeleton'
import type { Line, Matrix } from './matrix'
import { cellId, MatrixLine } from './MatrixLine'
import { sysctlView } from './sysctl-view'

const ROW_PX = 32
const HEAD_PX = 44

/** The grid itself: virtual lines, one tab stop, the active cell told by `aria-activedescendant`. */
export function MatrixGrid({ matrix, loading, defaults, glow, openKey, onOpen, onEscape, grid, summary }: { matrix: Matrix; loading: boolean; defaults: Line | undefined; glow: ReadonlyMap<string, number>; openKey: string | null; onOpen: (key: string) => void; onEscape: () => void; grid: RefObject<HTMLDivElement | null>; summary: string }) {
  const { names, lines } = matrix
  const virtual = useVirtualizer({ count: loading ? 16 : lines.length, getScrollElement: () => grid.current, estimateSize: () => ROW_PX, overscan: 12, scrollPaddingStart: HEAD_PX, initialRect: { width: 1200, height: 800 } })
  const [at, setAt] = useState({ line: 0, column: 0 })
  const line = Math.min(at.line, Math.max(0, lines.length - 1))
  const column = Math.min(at.column, Math.max(0, names.length - 1))
  const row = (y: number, x: number) => lines[y]?.cells.get(names[x] ?? '')
  const active = row(line, column)
  const inSight = virtual.getVirtualItems().some((item) => item.index === line)

  // A cell opened by a link is where the keys begin.
  useEffect(() => {
    if (!openKey) return
    const y = lines.findIndex(({ cells }) => [...cells.values()].some(({ key }) => key === openKey))
    const x = names.findIndex((name) => lines[y]?.cells.get(name)?.key === openKey)
    if (y < 0 || x < 0) return
    setAt({ line: y, column: x })
    virtual.scrollToIndex(y, { align: 'auto' })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another cell is opened, not when rows are read again
  }, [openKey, lines.length > 0])

  function move(y: number, x: number): void {
    const next = { line: Math.min(Math.max(y, 0), lines.length - 1), column: Math.min(Math.max(x, 0), names.length - 1) }
    setAt(next)
    virtual.scrollToIndex(next.line, { align: 'auto' })
    requestAnimationFrame(() => document.getElementById(cellId(lines[next.line]?.dev ?? '', names[next.column] ?? ''))?.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((grid.current?.clientHeight ?? 600) / ROW_PX) - 3)
    const steps: Record<string, [number, number]> = {
      ArrowDown: [line + 1, column], ArrowUp: [line - 1, column], ArrowLeft: [line, column - 1], ArrowRight: [line, column + 1],
      Home: [line, 0], End: [line, names.length - 1], PageDown: [line + page, column], PageUp: [line - page, column],
    }
    const step = steps[event.key]
    if (step) move(...step)
    else if (event.key === 'Enter' && active) onOpen(active.key)
    else if (event.key === 'c' && active) {
      const text = sysctlView.copyText(active)
      void copyText(text, document.getElementById(cellId(active.dev ?? '', active.name)), table.copiedRow(text))
    } else if (event.key === 'Escape') onEscape()
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={`${words.label}: ${summary}`}
      aria-description={words.matrixKeys}
      aria-rowcount={lines.length + 1}
      aria-colcount={names.length + 1}
      aria-busy={loading}
      aria-activedescendant={active && inSight ? cellId(active.dev ?? '', active.name) : undefined}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const cell = (event.target as Element).closest<HTMLElement>('[data-cell]')
        const key = cell?.dataset['cell']
        if (!key || window.getSelection()?.toString()) return
        setAt({ line: Number(cell.dataset['line']), column: Number(cell.dataset['column']) })
        if (key !== openKey) onOpen(key)
      }}
      style={{ '--cols': `var(--first) repeat(${names.length}, minmax(var(--cell), 1fr))` } as CSSProperties}
      className="relative min-h-0 flex-1 overflow-auto outline-none [--cell:84px] [--first:136px] focus-visible:outline-none @2xl:[--cell:84px] @2xl:[--first:216px]"
    >
      <div className="w-fit min-w-full">
        <div role="row" aria-rowindex={1} style={{ height: HEAD_PX }} className="sticky top-0 z-20 grid border-b border-line bg-canvas pr-2 text-12 text-soft [grid-template-columns:var(--cols)]">
          <div role="columnheader" className="sticky left-0 z-10 flex items-end bg-canvas pb-1.5 pl-4">{words.link}</div>
          {names.map((name) => (
            <div key={name} role="columnheader" data-tip={words.about[name]} className="flex items-end justify-end px-2 pb-1.5 text-right font-mono text-11 leading-[14px]"><Broken name={name} /></div>
          ))}
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const one = lines[item.index]
            if (!one) return <div key={item.index} className="absolute left-0 flex w-full items-center px-4" style={{ top: item.start, height: ROW_PX }}><Skeleton width={`${30 + ((item.index * 17) % 50)}%`} /></div>
            return <MatrixLine key={one.dev} line={one} index={item.index} top={item.start} names={names} defaults={defaults} active={item.index === line ? column : -1} openKey={openKey !== null && [...one.cells.values()].some(({ key }) => key === openKey) ? openKey : null} glow={glow} />
          })}
        </div>
      </div>
    </div>
  )
}

/** A long name breaks at its underscores. */
function Broken({ name }: { name: string }) {
  return <span>{name.split('_').map((part, i) => <span key={`${part} ${i}`}>{i > 0 ? <>_<wbr /></> : null}{part}</span>)}</span>
}
