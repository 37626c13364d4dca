'use client'
import { X } from 'lucide-react'
import { dismissToast, useUi } from '../../lib/client/stores/ui'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from './IconButton'
import { MeaningIcon } from './StatusMark'

/** Where short messages appear: bottom right, newest last. Raise one with `toast()` from `lib/client/stores/ui`. */
export function Toaster() {
  const toasts = useUi((ui) => ui.toasts)
  return (
    <div role="region" aria-label={shell.toast.label} className="pointer-events-none fixed right-4 bottom-4 left-4 z-[55] flex flex-col items-end gap-2">
      <div aria-live="polite" className="contents">
        {toasts.map((toast) => (
          <div key={toast.id} className="pointer-events-auto flex max-w-96 animate-appear items-start gap-2 rounded-lg bg-surface py-1.5 pr-1.5 pl-3 shadow-float">
            <span className="mt-1.5"><MeaningIcon meaning={toast.meaning} /></span>
            <div className="min-w-0 py-1 text-13 break-words">{toast.message}{toast.hint ? <div className="text-12 text-soft">{toast.hint}</div> : null}</div>
            <IconButton label={shell.toast.dismiss} className="size-7" onClick={() => dismissToast(toast.id)}><X aria-hidden size={14} /></IconButton>
          </div>
        ))}
      </div>
    </div>
  )
}
