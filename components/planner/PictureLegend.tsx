import type { PartState } from '../../lib/features/planner/marks'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { cx } from '../ui/class-names'
import { PART_ICONS, PART_LOOKS } from './part-look'

const words = plannerPage.picture
const ORDER: readonly PartState[] = ['planned', 'used', 'kept', 'conflict', 'mixed', 'free']

/** What the looks mean, each with its icon and word, and the keys. */
export function PictureLegend() {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-soft">
      <ul className="contents">
        {ORDER.map((state) => {
          const Icon = PART_ICONS[state]
          return <li key={state} className="flex items-center gap-1.5"><span className={cx('flex h-4 w-6 items-center justify-center rounded-[3px]', PART_LOOKS[state])}><Icon aria-hidden size={10} className={cx(state === 'planned' && 'text-accent', state === 'conflict' && 'text-bad')} /></span>{words.states[state]}</li>
        })}
      </ul>
      <p className="text-faint max-md:hidden">{words.keys}</p>
    </div>
  )
}
