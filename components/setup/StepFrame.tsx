'use client'
import { useEffect, useRef, type ReactNode } from 'react'

/** One step: its title (which gets the focus when the step begins), a sentence, the step itself, and below what leads on. */
export function StepFrame({ title, intro, children, actions }: { title: string; intro: ReactNode; children: ReactNode; actions?: ReactNode }) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label={title}>
        <div className="px-4 pt-4">
          <h2 ref={head} tabIndex={-1} className="text-16 font-semibold outline-none">{title}</h2>
          <p className="max-w-[80ch] text-13 text-soft">{intro}</p>
        </div>
        {children}
      </div>
      {actions ? <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-2.5">{actions}</footer> : null}
    </div>
  )
}
