'use client'
import { Plus } from 'lucide-react'
import { stretchesOf, type Part, type Picture } from '../../lib/features/planner/picture'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { cx } from '../ui/class-names'
import { PART_ICONS, PART_LOOKS, STRETCH_LOOKS } from './part-look'
import { countsOf, sentenceOf, shortOf, titleOf } from './part-words'

const words = plannerPage.picture
/** A part lower than this has room for one line only. */
const TWO_LINES = 34

/** One rectangle. What fits is written in it; everything is in its label and in the facts below the picture. */
export function PicturePart({ part, picture, height, tabStop, onAct, onEnter, makes }: { part: Part; picture: Picture; height: number; tabStop: boolean; onAct: () => void; onEnter: () => void; makes: string | null }) {
  const { state, inside, prefix } = part
  const Icon = PART_ICONS[state]
  const title = state === 'mixed' ? countsOf(inside).join(', ') : titleOf(part)
  const tall = height >= TWO_LINES
  return (
    <button
      type="button"
      data-part={state}
      tabIndex={tabStop ? 0 : -1}
      aria-label={[sentenceOf(part, picture), makes ? words.takes(makes) : ''].filter(Boolean).join('. ')}
      onClick={onAct}
      onPointerEnter={onEnter}
      onFocus={onEnter}
      className={cx('group/part @container relative min-w-0 overflow-hidden rounded-[4px] text-left transition-[filter,border-color] focus-visible:z-10', PART_LOOKS[state], makes ? 'hover:border-solid hover:border-accent hover:text-text' : 'hover:brightness-[1.06]', tabStop && 'outline-1 outline-offset-1 outline-line-strong')}
      style={{ gridColumn: `${part.column + 1} / span ${part.columns}`, gridRow: `${part.row + 1} / span ${part.rows}` }}
    >
      <span className={cx('absolute inset-0 hidden min-w-0 px-2 @min-[44px]:flex', tall ? 'flex-col justify-start gap-0 pt-1.5' : 'items-center gap-1.5', part.state === 'kept' && '[text-shadow:0_0_3px_var(--color-canvas),0_0_3px_var(--color-canvas)]')}>
        <span className="flex min-w-0 items-center gap-1.5 text-12">
          {makes ? <Plus aria-hidden size={12} className="hidden shrink-0 text-accent group-hover/part:block" /> : null}
          <Icon aria-hidden size={12} className={cx('shrink-0', makes && 'group-hover/part:hidden', state === 'planned' && 'text-accent', state === 'conflict' && 'text-bad')} />
          <span className={cx('truncate', state !== 'free' && 'font-medium')}>{title}</span>
        </span>
        {tall ? <span className="truncate font-mono text-11 text-soft"><span className="hidden @min-[150px]:inline">{prefix.text}</span><span className="@min-[150px]:hidden">{shortOf(part)}</span></span> : null}
      </span>
      <Icon aria-hidden size={10} className={cx('absolute top-1/2 left-1/2 -translate-x-1/2 -translate-y-1/2 @min-[44px]:hidden', state === 'free' && 'hidden', state === 'planned' && 'text-accent', state === 'conflict' && 'text-bad')} />
      {inside.length > 0 && tall ? <Inside part={part} /> : null}
    </button>
  )
}

/** What lies inside, as a thin bar in proportion. */
function Inside({ part }: { part: Part }) {
  return (
    <span aria-hidden className="absolute inset-x-2 bottom-1.5 h-1.5 overflow-hidden rounded-[2px] bg-surface shadow-[inset_0_0_0_1px_var(--color-line-strong)]">
      {stretchesOf(part.prefix, part.inside).slice(0, 60).map(({ mark, start, share }) => <span key={`${mark.prefix.text} ${mark.name}`} className={cx('absolute inset-y-0 min-w-[2px]', STRETCH_LOOKS[mark.state])} style={{ left: `${Math.min(start, 0.985) * 100}%`, width: `${share * 100}%` }} />)}
    </span>
  )
}
