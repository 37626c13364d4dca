'use client'
import { ChevronsUpDown, Server } from 'lucide-react'
import { shell } from '../../lib/text/en/shell'
import { Menu, MenuLabel, MenuLine, MenuRadio } from '../ui/Menu'

const HOSTS = [{ value: 'local', label: shell.host.local }] as const

/** Which host the pages are about. This version knows the one it runs on; the place for others is here. */
export function HostSwitcher() {
  return (
    <Menu
      align="start"
      label={shell.host.label}
      trigger={
        <button type="button" className="flex h-9 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover data-[state=open]:bg-hover folded:justify-center folded:px-0">
          <Server aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-accent" />
          <span className="min-w-0 flex-1 truncate font-medium folded:sr-only">{shell.host.local}</span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-faint folded:hidden" />
        </button>
      }
    >
      <MenuLabel>{shell.host.label}</MenuLabel>
      <MenuRadio value="local" options={HOSTS} onChange={() => {}} />
      <MenuLine />
      <p className="max-w-56 px-2 py-1 text-12 text-faint">{shell.host.more}</p>
    </Menu>
  )
}
