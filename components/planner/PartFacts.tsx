'use client'
import { Plus, ZoomIn, ZoomOut } from 'lucide-react'
import { canZoom, type Part, type Picture } from '../../lib/features/planner/picture'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { planner as sentences } from '../../lib/text/en/planner'
import { Button } from '../ui/Button'
import { cx } from '../ui/class-names'
import { PART_ICONS } from './part-look'
import { countsOf, rangeOf, subnetAt } from './part-words'

const words = plannerPage.picture
const MOST_NAMED = 5

/** The facts of the part under the pointer or the focus, and what can be done with it. Of one height, so that nothing jumps. */
export function PartFacts({ part, picture, networkLength, onZoomIn, onZoomOut, onFree }: { part: Part; picture: Picture; networkLength: number; onZoomIn: (to: Part) => void; onZoomOut?: () => void; onFree?: (subnet: string) => void }) {
  const { prefix, state, mark, inside } = part
  const Icon = PART_ICONS[state]
  const subnet = subnetAt(part, picture, networkLength)
  const named = inside.slice(0, MOST_NAMED).map(({ name, prefix: at }) => (at.text.startsWith(`${name}/`) ? name : `${name} ${at.text}`))
  return (
    <div className="mt-2 flex min-h-[92px] flex-wrap items-start gap-x-4 gap-y-2 rounded-md border border-line bg-surface px-3 py-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 text-13">
          <Icon aria-hidden size={14} className={cx('shrink-0', state === 'planned' && 'text-accent', state === 'conflict' && 'text-bad')} />
          {mark ? <span className="font-medium">{mark.name}</span> : null}
          <span className="font-mono text-[12.5px]">{prefix.text}</span>
          <span className="text-soft">{state === 'free' && picture.around.length > 0 ? words.freeIn(picture.around.at(-1)!.name) : words.states[state]}</span>
          <span className="text-faint">{sentences.size(128 - prefix.length)} · {words.share(prefix.length - picture.view.length)}</span>
        </p>
        <p className="mt-0.5 font-mono text-11 [overflow-wrap:anywhere] text-faint">{rangeOf(part)}</p>
        {mark && mark.purpose !== mark.name ? <p className="mt-0.5 text-12 text-soft">{mark.purpose}</p> : null}
        {mark?.facts.map((fact) => <p key={fact} className="text-12 text-soft">{fact}</p>)}
        {inside.length > 0 ? <p className="text-12 text-soft">{words.holds(countsOf(inside))}: <span className="font-mono text-11">{named.join(', ')}</span>{inside.length > MOST_NAMED ? ` ${words.more(inside.length - MOST_NAMED)}` : ''}</p> : null}
        {subnet && onFree ? <p className="text-12 text-soft">{words.takes(subnet)}</p> : null}
      </div>
      <div className="flex shrink-0 flex-wrap gap-2">
        {subnet && onFree ? <Button look="primary" icon={<Plus aria-hidden size={14} />} aria-label={words.make(subnet)} onClick={() => onFree(subnet)}>{words.makeShort}</Button> : null}
        {canZoom(part) ? <Button icon={<ZoomIn aria-hidden size={14} />} aria-label={words.zoomIn(prefix.text)} onClick={() => onZoomIn(part)}>{words.zoomShort}</Button> : null}
        {onZoomOut ? <Button icon={<ZoomOut aria-hidden size={14} />} onClick={onZoomOut}>{words.zoomOut}</Button> : null}
      </div>
    </div>
  )
}
