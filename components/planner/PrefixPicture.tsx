'use client'
import { useMemo, useState } from 'react'
import { contains, parsePrefix, type Prefix } from '../../lib/core/ip'
import type { Mark } from '../../lib/features/planner/marks'
import { fitView, pictureOf, zoomInto, type Part } from '../../lib/features/planner/picture'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { PartFacts } from './PartFacts'
import { PictureGrid } from './PictureGrid'
import { PictureLegend } from './PictureLegend'
import { ZoomLadder } from './ZoomLadder'

const words = plannerPage.picture

/**
 * A prefix in proportion: the levels above as bars, each opening into the next, and the level in sight as rectangles. `onFree` hears of a
 * free part that was clicked, with the network that would begin there.
 */
export function PrefixPicture({ prefix, marks, networkLength, onFree }: { prefix: string; marks: readonly Mark[]; networkLength: number; onFree?: (subnet: string) => void }) {
  const outer = useMemo(() => {
    const parsed = parsePrefix(prefix)
    return parsed.ok ? parsed.value : null
  }, [prefix])
  // Where somebody zoomed to stays; until then the picture follows the plan.
  const [trail, setTrail] = useState<readonly Prefix[] | null>(null)
  const [active, setActive] = useState(0)
  const fitted = useMemo(() => (outer ? fitView(outer, marks) : null), [outer, marks])
  const levels = useMemo(() => trail ?? (outer && fitted ? (fitted.length > outer.length ? [outer, fitted] : [outer]) : []), [trail, outer, fitted])
  const view = levels.at(-1)
  const picture = useMemo(() => (view ? pictureOf(view, marks) : null), [view, marks])
  if (!outer || !view || !picture) return null
  const go = (next: readonly Prefix[]) => {
    setTrail(next)
    setActive(0)
  }
  const zoomIn = (to: Part) => go([...levels, ...zoomInto(to)])
  const zoomOut = () => {
    const above = levels.slice(0, -1)
    if (above.length === 0) return
    go(above)
    // The part that one comes from.
    const index = pictureOf(above.at(-1)!, marks).parts.findIndex((part) => contains(part.prefix, view))
    setActive(Math.max(0, index))
  }
  const at = Math.min(active, picture.parts.length - 1)
  const part = picture.parts[at]
  return (
    <div className="flex min-w-0 flex-col" role="group" aria-label={words.label(prefix)}>
      <ZoomLadder levels={levels} marks={marks} onLevel={(index) => go(levels.slice(0, index + 1))} />
      <PictureGrid picture={picture} networkLength={networkLength} active={at} onActive={setActive} onZoomIn={zoomIn} onZoomOut={zoomOut} {...(onFree ? { onFree } : {})} />
      {part ? <PartFacts part={part} picture={picture} networkLength={networkLength} onZoomIn={zoomIn} {...(levels.length > 1 ? { onZoomOut: zoomOut } : {})} {...(onFree ? { onFree } : {})} /> : null}
      <PictureLegend />
    </div>
  )
}
