'use client'
import { CircleUser, LogOut } from 'lucide-react'
import { signOut, type SessionUser } from '../../lib/client/stores/session'
import { toast } from '../../lib/client/stores/ui'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from '../ui/IconButton'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/Menu'

/** Who is signed in, and the way out. */
export function UserMenu({ user }: { user: SessionUser }) {
  return (
    <Menu label={shell.user.label(user.name)} trigger={<IconButton label={shell.user.label(user.name)}><CircleUser aria-hidden size={16} strokeWidth={1.75} /></IconButton>}>
      <MenuLabel><span className="block max-w-56 truncate text-13 font-medium text-text">{user.name}</span>{user.role}</MenuLabel>
      <MenuLine />
      <MenuItem icon={<LogOut aria-hidden size={14} className="text-soft" />} onSelect={() => void leave()}>{shell.user.signOut}</MenuItem>
    </Menu>
  )
}

/** Signs out; if that fails, says so. */
export async function leave(): Promise<void> {
  const result = await signOut()
  if (!result.ok) toast('bad', shell.user.signOutFailed, result.problem.message)
}
