'use client'
import type { Prefix } from '../../lib/core/ip'
import type { Mark } from '../../lib/features/planner/marks'
import { placeIn, stretchesOf } from '../../lib/features/planner/picture'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { cx } from '../ui/class-names'
import { STRETCH_LOOKS } from './part-look'

const words = plannerPage.picture
/** Shares below this could not be seen: they are drawn this wide. */
const LEAST = 0.004

/** The levels above the one in sight. Each bar is a whole prefix; the window in it opens into the next level. A click shows that level. */
export function ZoomLadder({ levels, marks, onLevel }: { levels: readonly Prefix[]; marks: readonly Mark[]; onLevel: (index: number) => void }) {
  return (
    <nav aria-label={words.levels}>
      <ol className="flex flex-col">
        {levels.map((level, i) => {
          const next = levels[i + 1]
          return (
            <li key={level.text}>
              {next ? (
                <button type="button" onClick={() => onLevel(i)} aria-label={words.level(level.text)} className="group block w-full rounded-[4px] text-left">
                  <LevelName level={level} next={next} />
                  <Bar level={level} next={next} marks={marks} />
                </button>
              ) : <p aria-current="step" className={cx('flex h-6 items-center gap-2 font-mono text-12', i > 0 && 'pt-0.5')}><span className="text-text">{level.text}</span><span className="font-sans text-faint">{words.here}</span></p>}
              {next ? <Opening level={level} next={next} /> : null}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

function LevelName({ level, next }: { level: Prefix; next: Prefix }) {
  return (
    <span className="flex h-6 items-center gap-2 font-mono text-12 text-soft group-hover:text-text">
      <span className="underline-offset-[3px] group-hover:underline">{level.text}</span>
      <span className="font-sans text-faint">{words.window(next.length - level.length)}</span>
    </span>
  )
}

function Bar({ level, next, marks }: { level: Prefix; next: Prefix; marks: readonly Mark[] }) {
  const here = placeIn(level, next)
  const share = Math.max(here.share, LEAST)
  return (
    <span className="relative block h-3 overflow-hidden rounded-[3px] bg-raised shadow-[inset_0_0_0_1px_var(--color-line-strong)]">
      {stretchesOf(level, marks).slice(0, 400).map(({ mark, start, share: wide }) => <span key={`${mark.prefix.text} ${mark.name}`} className={cx('absolute inset-y-0.5', STRETCH_LOOKS[mark.state])} style={{ left: `${Math.min(start, 1 - LEAST) * 100}%`, width: `${Math.max(wide, LEAST) * 100}%` }} />)}
      <span className="absolute inset-y-0 border-x-2 border-text" style={{ left: `${Math.min(here.start, 1 - share) * 100}%`, width: `max(${share * 100}%, 5px)` }} />
    </span>
  )
}

/** The window of a bar widening to the whole of the next level. */
function Opening({ level, next }: { level: Prefix; next: Prefix }) {
  const { start, share } = placeIn(level, next)
  const wide = Math.max(share, LEAST) * 1000
  const from = Math.min(start * 1000, 1000 - wide)
  return (
    <svg aria-hidden viewBox="0 0 1000 16" preserveAspectRatio="none" className="block h-4 w-full text-line-strong">
      <polygon points={`${from},0 ${from + wide},0 1000,16 0,16`} fill="currentColor" fillOpacity="0.28" />
      <path d={`M${from},0 L0,16 M${from + wide},0 L1000,16`} stroke="currentColor" vectorEffect="non-scaling-stroke" fill="none" />
    </svg>
  )
}
