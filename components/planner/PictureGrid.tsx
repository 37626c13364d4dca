'use client'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { canZoom, type Part, type Picture } from '../../lib/features/planner/picture'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { PicturePart } from './PicturePart'
import { subnetAt } from './part-words'

const words = plannerPage.picture

export type GridActs = { active: number; onActive: (index: number) => void; onZoomIn: (to: Part) => void; onZoomOut: () => void; onFree?: (subnet: string) => void }

/** Height of a row: few rows have room for words, many are a texture. */
function rowHeight(rows: number): number {
  return rows <= 4 ? 64 : rows <= 8 ? 38 : 21
}

/** The level in sight: one tab stop, arrow keys move between the parts as they lie. */
export function PictureGrid({ picture, networkLength, active, onActive, onZoomIn, onZoomOut, onFree }: GridActs & { picture: Picture; networkLength: number }) {
  const box = useRef<HTMLDivElement>(null)
  const { parts, columns, rows } = picture
  const height = rowHeight(rows)
  // The part that had the focus is gone after a zoom; the focus stays in the picture.
  const zoomed = useRef(false)
  const focusAt = (index: number) => box.current?.querySelectorAll<HTMLElement>('[data-part]')[index]?.focus()
  useEffect(() => {
    if (zoomed.current) focusAt(active)
    zoomed.current = false
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each level
  }, [picture.view])
  const focus = (index: number) => {
    onActive(index)
    focusAt(index)
  }
  const zoomIn = (to: Part) => {
    zoomed.current = true
    onZoomIn(to)
  }
  const zoomOut = () => {
    zoomed.current = true
    onZoomOut()
  }
  const act = (part: Part) => {
    const subnet = onFree ? subnetAt(part, picture, networkLength) : null
    if (subnet !== null) onFree?.(subnet)
    else if (canZoom(part)) zoomIn(part)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const part = parts[active]
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return
    const to = neighborOf(parts, active, event.key)
    if (to !== null) focus(to)
    else if (event.key === '+' && canZoom(part)) zoomIn(part)
    else if (event.key === '-' || event.key === 'Backspace') zoomOut()
    else return
    event.preventDefault()
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the buttons inside
    <div ref={box} role="group" aria-label={picture.view.text} aria-description={words.keys} onKeyDown={onKeyDown} className="grid gap-[3px]" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridTemplateRows: `repeat(${rows}, ${height}px)` }}>
      {parts.map((part, i) => <PicturePart key={part.prefix.text} part={part} picture={picture} height={part.rows * (height + 3) - 3} tabStop={i === active} onAct={() => act(part)} onEnter={() => onActive(i)} makes={onFree ? subnetAt(part, picture, networkLength) : null} />)}
    </div>
  )
}

/** Where a key leads to: along the line, or to what lies above or below. */
function neighborOf(parts: readonly Part[], from: number, key: string): number | null {
  const part = parts[from]!
  const at = (column: number, row: number) => parts.findIndex((one) => column >= one.column && column < one.column + one.columns && row >= one.row && row < one.row + one.rows)
  const found = key === 'ArrowRight' ? from + 1 : key === 'ArrowLeft' ? from - 1 : key === 'Home' ? 0 : key === 'End' ? parts.length - 1 : key === 'ArrowDown' ? at(part.column, part.row + part.rows) : key === 'ArrowUp' ? at(part.column, part.row - 1) : null
  return found === null ? null : found >= 0 && found < parts.length ? found : from
}
