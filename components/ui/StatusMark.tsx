import { CircleAlert, CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names'
import type { Meaning } from '../../lib/core/meaning'

const ICONS = { good: CircleCheck, attention: CircleAlert, bad: CircleX, unknown: CircleHelp } as const
const TEXT: Record<Meaning, string> = { good: 'text-good', attention: 'text-attention', bad: 'text-bad', unknown: 'text-unknown' }

/** A state as icon and word: color alone never carries it. `why` is told on hover and to screen readers. `plain` keeps the word quiet. */
export function StatusMark({ meaning, children, why, plain = false }: { meaning: Meaning; children: ReactNode; why?: string; plain?: boolean }) {
  const Icon = ICONS[meaning]
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-1.5', plain ? 'text-soft' : TEXT[meaning])} data-tip={why} aria-description={why}>
      <Icon aria-hidden size={14} strokeWidth={2} className={cx('shrink-0', TEXT[meaning])} />
      <span className="truncate">{children}</span>
    </span>
  )
}

/** The icon of a meaning alone, for places where the word stands next to it. */
export function MeaningIcon({ meaning, size = 16 }: { meaning: Meaning; size?: number }) {
  const Icon = ICONS[meaning]
  return <Icon aria-hidden size={size} strokeWidth={2} className={cx('shrink-0', TEXT[meaning])} />
}
