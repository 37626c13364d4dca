import type { KeyboardEvent } from 'react'
import type { Item } from './flatten'

/** What the keys of the tree act on. */
export type TreeActions = { items: readonly Item[]; active: number; page: number; move(index: number): void; toggle(item: Item): void; copy(item: Item, index: number): void; escape(): void }

/** Keys of a tree (WAI-ARIA): up and down move; right opens, then goes inside; left closes, then goes to the parent; Enter and space open or close; c copies. */
export function treeKeys({ items, active, page, move, toggle, copy, escape }: TreeActions): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const item = items[active]
    const to = (index: number) => move(Math.min(Math.max(index, 0), items.length - 1))
    const keys: Record<string, () => void> = {
      ArrowDown: () => to(active + 1),
      ArrowUp: () => to(active - 1),
      j: () => to(active + 1),
      k: () => to(active - 1),
      PageDown: () => to(active + page),
      PageUp: () => to(active - page),
      Home: () => to(0),
      End: () => to(items.length - 1),
      ArrowRight: () => item && (item.open === false ? toggle(item) : item.open && to(active + 1)),
      ArrowLeft: () => item && (item.open ? toggle(item) : item.parent >= 0 && to(item.parent)),
      Enter: () => item && item.open !== null && toggle(item),
      ' ': () => item && item.open !== null && toggle(item),
      c: () => item && copy(item, active),
      Escape: escape,
    }
    const act = keys[event.key]
    if (!act || items.length === 0) return
    act()
    event.preventDefault()
  }
}
