'use client'
import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import { useEffect, type ReactNode } from 'react'
import { holdStill } from '../../lib/client/stores/ui'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from './IconButton'

/** A modal question, for changes only. While it is open, nothing behind it moves. `actions` stand at the foot, the act on the right, named by what it does. */
export function Dialog({ open, onClose, title, description, children, actions, wide = false }: { open: boolean; onClose: () => void; title: string; description?: string; children: ReactNode; actions?: ReactNode; wide?: boolean }) {
  useEffect(() => (open ? holdStill() : undefined), [open])
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-black/50" />
        <Radix.Content {...(description ? {} : { 'aria-describedby': undefined })} className={`fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 animate-appear flex-col rounded-xl bg-surface shadow-float ${wide ? 'max-w-4xl' : 'max-w-lg'}`}>
          <header className="flex items-start gap-2 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-16 font-semibold">{title}</Radix.Title>
              {description ? <Radix.Description className="text-13 text-soft">{description}</Radix.Description> : null}
            </div>
            <Radix.Close asChild><IconButton label={shell.close}><X aria-hidden size={16} /></IconButton></Radix.Close>
          </header>
          {/* What does not fit is reached by keyboard. */}
          <div tabIndex={0} role="region" aria-label={title} className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>
          {actions ? <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">{actions}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
