'use client'
import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import { setNavOpen, useUi } from '../../lib/client/stores/ui'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from '../ui/IconButton'
import { HostSwitcher } from './HostSwitcher'
import { NavList } from './NavList'

/** The navigation on phones: a sheet from the left. */
export function NavSheet() {
  const open = useUi((ui) => ui.navOpen)
  return (
    <Radix.Root open={open} onOpenChange={setNavOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-black/50" />
        <Radix.Content aria-describedby={undefined} className="fixed inset-y-0 left-0 z-50 flex w-[min(280px,85vw)] animate-appear flex-col bg-surface shadow-float">
          <Radix.Title className="sr-only">{shell.navLabel}</Radix.Title>
          <div className="flex h-12 shrink-0 items-center gap-1 border-b border-line px-2">
            <div className="min-w-0 flex-1"><HostSwitcher /></div>
            <Radix.Close asChild><IconButton label={shell.closeNav}><X aria-hidden size={16} /></IconButton></Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto"><NavList onGo={() => setNavOpen(false)} /></div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
