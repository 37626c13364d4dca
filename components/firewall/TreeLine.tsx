'use client'
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { cx } from '../ui/class-names'
import { ChainWords, FamilyWords } from './ChainWords'
import { Bytes, Packets } from './Counter'
import type { Item } from './flatten'
import { RuleWords } from './RuleWords'

export type TreeLineProps = { id: string; item: Item; index: number; top: number; active: boolean; glow: number; measure: (element: Element | null) => void }

/** One line of the tree. Its height follows its text: rules are read whole, never cut. */
export const TreeLine = memo(function TreeLine({ id, item, index, top, active, glow, measure }: TreeLineProps) {
  const counted = item.type === 'chain' ? item.chain : item.type === 'rule' ? item.jump.rule : null
  return (
    <div
      ref={measure}
      id={id}
      role="treeitem"
      aria-level={item.depth}
      aria-posinset={item.pos}
      aria-setsize={item.size}
      aria-expanded={item.open ?? undefined}
      aria-selected={active}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
      className={cx(
        'group absolute top-0 left-0 grid w-full items-stretch border-b border-line/60 pr-4 text-13 hover:bg-hover',
        '[grid-template-columns:minmax(0,1fr)_var(--packets)] @lg:[grid-template-columns:minmax(0,1fr)_var(--packets)_72px]',
        item.open !== null && 'cursor-default',
        active && 'in-[[role=tree]:focus-visible]:outline-2 in-[[role=tree]:focus-visible]:-outline-offset-2 in-[[role=tree]:focus-visible]:outline-accent',
        active && 'bg-hover',
        glow > 0 && (glow % 2 === 1 ? 'animate-glow-a' : 'animate-glow-b'),
      )}
    >
      <div className="flex min-w-0 items-stretch pl-3 @lg:pl-4">
        {Array.from({ length: Math.max(0, item.depth - 2) }, (_, i) => <span key={i} aria-hidden className="ml-[4px] w-[6px] shrink-0 border-l border-line @lg:ml-[7px] @lg:w-[13px]" />)}
        <span aria-hidden className="flex w-4 shrink-0 items-start pt-[9px] @lg:w-5">
          {item.open === null ? null : <ChevronRight size={14} className={cx('text-faint transition-transform group-hover:text-text', item.open && 'rotate-90')} />}
        </span>
        {item.type === 'family' ? <FamilyWords group={item.group} /> : item.type === 'chain' ? <ChainWords chain={item.chain} found={item.found} top={item.top} /> : <RuleWords item={item} />}
      </div>
      <div className="pt-1.5 text-right text-12 leading-5 text-soft"><Packets n={counted?.packets ?? null} /></div>
      <div className="hidden pt-1.5 text-right text-12 leading-5 text-soft @lg:block"><Bytes n={counted?.bytes ?? null} /></div>
    </div>
  )
}, same)

/** Lines are made anew with every read; what is drawn depends on less. */
function same(a: TreeLineProps, b: TreeLineProps): boolean {
  if (a.id !== b.id || a.top !== b.top || a.index !== b.index || a.active !== b.active || a.glow !== b.glow || a.item.id !== b.item.id) return false
  const [x, y] = [a.item, b.item]
  if (x.open !== y.open || x.depth !== y.depth || x.pos !== y.pos || x.size !== y.size) return false
  if (x.type === 'family') return y.type === 'family' && x.group === y.group
  if (x.type === 'chain') return y.type === 'chain' && x.chain === y.chain && x.found === y.found
  return y.type === 'rule' && x.jump.rule === y.jump.rule && x.jump.targets.every((one, i) => one.chain === y.jump.targets[i]?.chain)
}
