'use client'
import { Menu as MenuIcon, Search } from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { Theme } from '../../lib/client/prefs'
import type { SessionUser } from '../../lib/client/stores/session'
import { setNavOpen, setPaletteOpen } from '../../lib/client/stores/ui'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from '../ui/IconButton'
import { Kbd } from '../ui/Kbd'
import { LiveState } from './LiveState'
import { pageOfPath } from './pages'
import { ThemeMenu } from './ThemeMenu'
import { UserMenu } from './UserMenu'

/** Where I am, the one search-and-command box, whether it is live, theme, me. */
export function TopBar({ user, theme }: { user: SessionUser; theme: Theme }) {
  const page = pageOfPath(usePathname())
  const { title, intro } = page ? shell.pages[page] : { title: shell.product, intro: '' }
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface pr-2 pl-4 max-md:pl-2">
      <IconButton label={shell.openNav} onClick={() => setNavOpen(true)} className="md:hidden"><MenuIcon aria-hidden size={16} /></IconButton>
      <div className="flex min-w-0 flex-1 items-baseline gap-3">
        <h1 className="shrink-0 text-14 font-semibold">{title}</h1>
        <p className="hidden min-w-0 truncate text-12 text-faint min-[1120px]:block">{intro}</p>
      </div>
      <button type="button" onClick={() => setPaletteOpen(true)} aria-keyshortcuts="Control+K" className="hidden h-8 w-[260px] shrink-0 items-center gap-2 rounded-md border border-line-strong bg-canvas px-2.5 text-13 text-faint hover:bg-hover sm:flex max-lg:w-[200px]">
        <Search aria-hidden size={14} />
        <span className="flex-1 text-left">{shell.search.button}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <IconButton label={shell.search.label} onClick={() => setPaletteOpen(true)} className="sm:hidden"><Search aria-hidden size={16} /></IconButton>
      <LiveState />
      <ThemeMenu initial={theme} />
      <UserMenu user={user} />
    </header>
  )
}
