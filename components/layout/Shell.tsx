'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState, type ReactNode } from 'react'
import { startLive } from '../../lib/client/live'
import type { Rail as RailState, Theme } from '../../lib/client/prefs'
import { setUser, type SessionUser } from '../../lib/client/stores/session'
import { setPaletteOpen, useUi } from '../../lib/client/stores/ui'
import { shell } from '../../lib/text/en/shell'
import { ChangeMount } from '../change/ChangeMount'
import { HolderBanner } from '../change/HolderBanner'
import { TipLayer } from '../ui/TipLayer'
import { Toaster } from '../ui/Toaster'
import { NavSheet } from './NavSheet'
import { Rail } from './Rail'
import { TopBar } from './TopBar'

// The palette is not needed for the first picture. It is fetched a little later, so that what is typed right behind the shortcut finds its box.
const loadPalette = () => import('../palette/Palette').then((module) => module.Palette)
const Palette = dynamic(loadPalette, { ssr: false })
const PALETTE_AFTER_MS = 2_000
/** The one host of this version. */
const LOCAL = 'local'

/** The frame around every page: rail, top bar, search, tips, messages, and the live channel that all pages share. */
export function Shell({ user, theme, rail, children }: { user: SessionUser; theme: Theme; rail: RailState; children: ReactNode }) {
  useEffect(() => startLive(), [])
  useEffect(() => setUser(user), [user])
  const paletteOpen = useUi((ui) => ui.paletteOpen)
  const [paletteWanted, setPaletteWanted] = useState(false)
  if (paletteOpen && !paletteWanted) setPaletteWanted(true)
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PALETTE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setPaletteOpen(!useUi.getState().paletteOpen)
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [])
  return (
    <div className="flex h-dvh min-h-0 overflow-hidden">
      <a href="#content" className="sr-only rounded-md bg-surface px-3 py-2 font-medium shadow-float focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-[70]">{shell.skip}</a>
      <Rail initial={rail} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar user={user} theme={theme} />
        <HolderBanner host={LOCAL} />
        <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">{children}</main>
      </div>
      <NavSheet />
      {paletteWanted ? <Palette /> : null}
      <ChangeMount />
      <TipLayer />
      <Toaster />
    </div>
  )
}
