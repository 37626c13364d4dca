'use client'
import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { table as words } from '../../lib/text/en/table'
import { IconButton } from './IconButton'

/**
 * A panel at the right that is not modal: the page beside it stays usable and keeps the focus. On phones it covers the page and takes the focus.
 * When `enter` grows the focus moves inside; Esc inside closes it (`onClose` puts the focus back where it belongs).
 */
export function Drawer({ label, head, children, enter, onClose }: { label: string; head: ReactNode; children: ReactNode; enter: number; onClose: () => void }) {
  const panel = useRef<HTMLElement>(null)
  const entered = useRef(enter)
  useEffect(() => {
    const covers = window.matchMedia('(max-width: 767px)').matches
    if (covers || enter > entered.current) panel.current?.focus()
    entered.current = enter
  }, [enter])
  return (
    <aside
      ref={panel}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
      className="fixed inset-0 z-40 flex flex-col bg-surface outline-none md:static md:focus-visible:shadow-[inset_2px_0_var(--color-accent)] md:z-auto md:w-[clamp(480px,38vw,720px)] md:shrink-0 md:border-l md:border-line"
    >
      <header className="flex shrink-0 items-start gap-2 py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1">{head}</div>
        <IconButton label={words.drawer.close} hint="Esc" onClick={onClose}><X aria-hidden size={16} /></IconButton>
      </header>
      {children}
    </aside>
  )
}
