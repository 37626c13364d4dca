'use client'
import { useEffect, type KeyboardEvent, type RefObject } from 'react'

/** What the keys of a table act on. `page` is how many rows PageUp and PageDown move by. */
export type GridActions = { count: number; active: number; page: number; move(index: number): void; open(index: number): void; copy(index: number): void; escape(): void }

/** Keys inside the grid: arrows, Home, End, PageUp, PageDown move; Enter opens; c copies; Esc closes the drawer or clears the filter. */
export function gridKeys({ count, active, page, move, open, copy, escape }: GridActions): (event: KeyboardEvent) => void {
  const steps: Record<string, () => number> = {
    ArrowDown: () => active + 1,
    ArrowUp: () => active - 1,
    j: () => active + 1,
    k: () => active - 1,
    PageDown: () => active + page,
    PageUp: () => active - page,
    Home: () => 0,
    End: () => count - 1,
  }
  return (event) => {
    // A button inside a cell or the header has its own keys.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    if (step && count > 0) move(Math.min(Math.max(step(), 0), count - 1))
    else if (event.key === 'Enter' && active >= 0) open(active)
    else if (event.key === 'c' && active >= 0) copy(active)
    else if (event.key === 'Escape') escape()
    else return
    event.preventDefault()
  }
}

/** Keys that work from anywhere on the page as long as nobody is typing: / to the filter, arrows into the grid, Esc closes what is open. */
export function usePageKeys(filter: RefObject<HTMLInputElement | null>, grid: RefObject<HTMLElement | null>, escape: () => void): void {
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
      const typing = event.target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"][data-state]')
      if (typing) return
      if (event.key === '/') {
        event.preventDefault()
        filter.current?.focus()
        filter.current?.select()
      } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target === document.body) {
        event.preventDefault()
        grid.current?.focus()
      } else if (event.key === 'Escape' && event.target === document.body) escape()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [filter, grid, escape])
}
