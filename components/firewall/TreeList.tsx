'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { copyText } from '../../lib/client/copy'
import { firewallPage as words } from '../../lib/text/en/pages-firewall'
import { table } from '../../lib/text/en/table'
import { Skeleton } from '../ui/Skeleton'
import { chainCommand, ruleCommand } from './commands'
import type { Item } from './flatten'
import { treeKeys } from './tree-keys'
import { TreeLine } from './TreeLine'

const LINE_PX = 33
const HEAD_PX = 32

/** The lines of the tree: only those in sight are drawn; one tab stop, the active line told by `aria-activedescendant`. */
export function TreeList({ items, loading, glow, asked, onToggle, onEscape, tree }: { items: readonly Item[]; loading: boolean; glow: ReadonlyMap<string, number>; asked: string | null; onToggle: (id: string) => void; onEscape: () => void; tree: RefObject<HTMLDivElement | null> }) {
  const virtual = useVirtualizer({
    count: loading ? 18 : items.length,
    getScrollElement: () => tree.current,
    estimateSize: () => LINE_PX,
    // Heights are known by line, not by place: opening a branch must not mix them up.
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: HEAD_PX,
    initialRect: { width: 1200, height: 800 },
  })
  const inSight = virtual.getVirtualItems()

  // The active line is remembered by its id: what opens or comes above it does not move it.
  const [active, setActive] = useState<{ id: string | null; index: number }>({ id: null, index: -1 })
  const found = active.id !== null && items[active.index]?.id !== active.id ? items.findIndex(({ id }) => id === active.id) : active.index
  const index = Math.min(found >= 0 ? found : active.index, items.length - 1)

  function move(to: number): void {
    setActive({ id: items[to]?.id ?? null, index: to })
    virtual.scrollToIndex(to, { align: 'auto' })
  }

  // A chain that a link asks for is scrolled to once it is there.
  const reached = useRef(false)
  useEffect(() => {
    if (reached.current || loading || items.length === 0) return
    reached.current = true
    const at = asked === null ? -1 : items.findIndex(({ id }) => id === asked)
    if (at < 0) return
    setActive({ id: asked, index: at })
    virtual.scrollToIndex(at, { align: 'center' })
  }, [asked, items, loading, virtual])

  const onKeyDown = treeKeys({
    items,
    active: index,
    page: Math.max(1, Math.floor((tree.current?.clientHeight ?? 600) / LINE_PX) - 2),
    move,
    toggle: (item) => onToggle(item.id),
    copy: (item, at) => {
      const text = item.type === 'rule' ? ruleCommand(item.chain, item.jump.rule) : item.type === 'chain' ? chainCommand(item.chain) : null
      if (text) void copyText(text, document.getElementById(lineId(at)), table.copiedRow(text))
    },
    escape: onEscape,
  })

  return (
    <div className="flex min-h-0 flex-1 flex-col [--packets:56px] @lg:[--packets:80px]">
      <div aria-hidden className="grid h-8 shrink-0 items-center border-b border-line pr-4 pl-7 text-12 text-soft [grid-template-columns:minmax(0,1fr)_var(--packets)] @lg:pl-9 @lg:[grid-template-columns:minmax(0,1fr)_var(--packets)_72px] [scrollbar-gutter:stable]">
        <span>{words.columns.rule}</span>
        <span className="text-right" data-tip={words.help.packets}>{words.columns.packets}</span>
        <span className="hidden text-right @lg:block" data-tip={words.help.bytes}>{words.columns.bytes}</span>
      </div>
      <div
        ref={tree}
        role="tree"
        tabIndex={0}
        aria-label={words.label}
        aria-description={words.keys}
        aria-busy={loading}
        aria-activedescendant={inSight.some((line) => line.index === index) && items[index] ? lineId(index) : undefined}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && index < 0 && items.length > 0) setActive({ id: items[0]?.id ?? null, index: 0 })
        }}
        onClick={(event) => {
          const at = Number((event.target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
          const item = items[at]
          if (!item || window.getSelection()?.toString()) return
          setActive({ id: item.id, index: at })
          if (item.open !== null) onToggle(item.id)
        }}
        className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none focus-visible:outline-none"
      >
        <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
          {inSight.map((line) => {
            const item = items[line.index]
            if (loading || !item) return <div key={line.index} role="none" className="absolute left-0 flex w-full items-center px-9" style={{ top: line.start, height: LINE_PX }}><Skeleton width={`${30 + ((line.index * 17) % 45)}%`} /></div>
            return <TreeLine key={item.id} id={lineId(line.index)} item={item} index={line.index} top={line.start} active={line.index === index} glow={(item.type === 'chain' && glow.get(item.chain.key)) || 0} measure={virtual.measureElement} />
          })}
        </div>
      </div>
    </div>
  )
}

function lineId(index: number): string {
  return `firewall-${index}`
}
