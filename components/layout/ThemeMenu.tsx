'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { saveTheme, type Theme } from '../../lib/client/prefs'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from '../ui/IconButton'
import { Menu, MenuRadio } from '../ui/Menu'

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const
const THEMES = ['system', 'light', 'dark'] as const

/** Light, dark, or like the system. */
export function ThemeMenu({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  const Icon = ICONS[theme]
  return (
    <Menu label={shell.theme.label} trigger={<IconButton label={shell.theme.label}><Icon aria-hidden size={16} strokeWidth={1.75} /></IconButton>}>
      <MenuRadio
        value={theme}
        options={THEMES.map((value) => {
          const Mark = ICONS[value]
          return { value, label: shell.theme[value], icon: <Mark aria-hidden size={14} className="text-soft" /> }
        })}
        onChange={(next) => {
          setTheme(next)
          saveTheme(next)
        }}
      />
    </Menu>
  )
}
