'use client'
import { Grid3x3, Rows3 } from 'lucide-react'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { cx } from '../ui/class-names'

/** How the settings are shown. */
export type View = 'matrix' | 'list'

const VIEWS = [{ view: 'matrix', Icon: Grid3x3 }, { view: 'list', Icon: Rows3 }] as const

/** Matrix or list. */
export function ViewSwitch({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <div role="group" aria-label={words.view.label} className="flex h-[30px] items-center rounded-md border border-line-strong p-0.5">
      {VIEWS.map(({ view: one, Icon }) => (
        <button key={one} type="button" aria-pressed={view === one} aria-label={words.view[one]} onClick={() => onView(one)} className={cx('flex h-full items-center gap-1.5 rounded-[4px] px-2 text-12', view === one ? 'bg-raised text-text' : 'text-soft hover:text-text')}>
          <Icon aria-hidden size={14} />
          <span className="hidden @2xl:inline">{words.view[one]}</span>
        </button>
      ))}
    </div>
  )
}
