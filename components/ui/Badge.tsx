import type { ReactNode } from 'react'
import { cx } from './class-names'
import type { Meaning } from '../../lib/core/meaning'

const LOOK: Record<Meaning | 'plain', string> = {
  plain: 'border-line-strong text-soft',
  good: 'border-good/40 text-good bg-good-wash',
  attention: 'border-attention/40 text-attention bg-attention-wash',
  bad: 'border-bad/40 text-bad bg-bad-wash',
  unknown: 'border-line-strong text-unknown bg-unknown-wash',
}

/** A word that classifies: a kind, a flag, a driver. Plain unless the word itself is good or bad news. `tip` explains it on hover. */
export function Badge({ children, meaning = 'plain', mono = false, tip }: { children: ReactNode; meaning?: Meaning | 'plain'; mono?: boolean; tip?: string }) {
  return (
    <span data-tip={tip} aria-description={tip} className={cx('inline-flex h-[18px] shrink-0 items-center rounded-[4px] border px-1 text-11 leading-none whitespace-nowrap', mono && 'font-mono', LOOK[meaning])}>
      {children}
    </span>
  )
}
