'use client'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useState } from 'react'
import { saveRail, type Rail as RailState } from '../../lib/client/prefs'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from '../ui/IconButton'
import { HostSwitcher } from './HostSwitcher'
import { NavList } from './NavList'

/** The left rail: 216 px, or icons. Left alone it folds by itself below 1200 px; phones have the sheet instead. */
export function Rail({ initial }: { initial: RailState }) {
  const [rail, setRail] = useState(initial)
  function toggle(): void {
    const narrow = window.innerWidth < 1200
    const folded = rail === 'folded' || (rail === 'auto' && narrow)
    const next = folded ? (narrow ? 'open' : 'auto') : narrow ? 'auto' : 'folded'
    setRail(next)
    saveRail(next)
  }
  return (
    <div data-rail={rail} className="hidden shrink-0 md:flex">
      <div className="flex w-[216px] flex-col border-r border-line bg-surface folded:w-[52px]">
        <div className="flex h-12 shrink-0 items-center border-b border-line px-2"><HostSwitcher /></div>
        <div className="min-h-0 flex-1 overflow-y-auto"><NavList /></div>
        <div className="flex shrink-0 p-2 folded:justify-center">
          <span className="folded:hidden"><IconButton label={shell.foldNav} onClick={toggle}><PanelLeftClose aria-hidden size={16} strokeWidth={1.75} /></IconButton></span>
          <span className="hidden folded:block"><IconButton label={shell.unfoldNav} onClick={toggle}><PanelLeftOpen aria-hidden size={16} strokeWidth={1.75} /></IconButton></span>
        </div>
      </div>
    </div>
  )
}
