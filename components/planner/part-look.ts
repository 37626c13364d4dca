import { Bookmark, Box, Flag, Layers, SquareDashed, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { PartState } from '../../lib/features/planner/marks'

/** How a part looks: an icon and a pattern beside its word, so that color is never the only sign. */
export const PART_ICONS: Record<PartState, LucideIcon> = { free: SquareDashed, used: Box, planned: Flag, kept: Bookmark, conflict: TriangleAlert, mixed: Layers }

const HATCH = 'bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--hatch)_5px_6px)]'

/** Surface of a part. Planned is filled, used is solid and gray, kept is hatched, conflicting is hatched and framed twice, free is only outlined. */
export const PART_LOOKS: Record<PartState, string> = {
  free: 'border border-dashed border-line-strong text-soft',
  used: 'border border-line-strong bg-hover text-text',
  planned: 'border border-accent bg-accent-wash text-text shadow-[inset_3px_0_var(--color-accent)]',
  kept: `border border-line-strong text-text [--hatch:color-mix(in_srgb,var(--color-line-strong)_55%,transparent)] ${HATCH}`,
  conflict: `border-2 border-bad bg-bad-wash text-text [--hatch:color-mix(in_srgb,var(--color-bad)_30%,transparent)] ${HATCH}`,
  mixed: 'border border-line-strong bg-surface text-text',
}

/** The same on a thin bar. */
export const STRETCH_LOOKS: Record<Exclude<PartState, 'free' | 'mixed'>, string> = {
  used: 'bg-field',
  planned: 'bg-accent',
  kept: `bg-line-strong [--hatch:var(--color-field)] ${HATCH}`,
  conflict: 'bg-bad',
}
