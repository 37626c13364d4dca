import { create } from 'zustand'

/** The one tooltip of the page. `said` marks a confirmation, which screen readers should hear. */
export type Tip = { text: string; left: number; top: number; above: boolean; said: boolean }

/** What the tip layer shows now, if anything. */
export const useTip = create<{ tip: Tip | null }>(() => ({ tip: null }))

const SAID_MS = 1300
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a text beside an element. A confirmation goes by itself. */
export function showTip(element: Element, text: string, said = false): void {
  clearTimeout(timer)
  const box = element.getBoundingClientRect()
  const above = box.bottom > window.innerHeight - 96
  useTip.setState({ tip: { text, left: Math.min(Math.max(box.left + Math.min(box.width, 240) / 2, 12), window.innerWidth - 12), top: above ? box.top - 6 : box.bottom + 6, above, said } })
  if (said) timer = setTimeout(hideTip, SAID_MS)
}

export function hideTip(): void {
  clearTimeout(timer)
  useTip.setState({ tip: null })
}
