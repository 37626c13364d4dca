import { create } from 'zustand'
import type { Meaning } from '../../core/meaning'

/** A short message that goes away by itself. */
export type Toast = { id: number; meaning: Meaning; message: string; hint?: string }

type Ui = {
  paletteOpen: boolean
  navOpen: boolean
  /** Dialogs that are open. While there is one, nothing behind it moves. */
  dialogs: number
  toasts: readonly Toast[]
}

/** What the interface itself remembers while the page lives. Actions stand beside it as plain functions. */
export const useUi = create<Ui>(() => ({ paletteOpen: false, navOpen: false, dialogs: 0, toasts: [] }))

const TOAST_MS = 6000
let nextToast = 1

/** Shows a message for six seconds; a bad one stays until it is dismissed. */
export function toast(meaning: Meaning, message: string, hint?: string): void {
  const id = nextToast++
  useUi.setState((ui) => ({ toasts: [...ui.toasts.slice(-3), { id, meaning, message, ...(hint ? { hint } : {}) }] }))
  if (meaning !== 'bad') setTimeout(() => dismissToast(id), TOAST_MS)
}

export function dismissToast(id: number): void {
  useUi.setState((ui) => ({ toasts: ui.toasts.filter((t) => t.id !== id) }))
}

export function setPaletteOpen(paletteOpen: boolean): void {
  useUi.setState({ paletteOpen })
}

export function setNavOpen(navOpen: boolean): void {
  useUi.setState({ navOpen })
}

/** Counts a dialog as open; the returned function counts it as closed. */
export function holdStill(): () => void {
  useUi.setState((ui) => ({ dialogs: ui.dialogs + 1 }))
  return () => useUi.setState((ui) => ({ dialogs: ui.dialogs - 1 }))
}
