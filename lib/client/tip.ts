import { create } from 'zustand'

/** The one tooltip of the page. `said` marks a confirmation, which screen readers should hear. */
export type Tip = { text: string; left: number; centered: boolean; top: number; above: boolean; said: boolean }

/** What the tip layer shows now, if anything. */
export const useTip = create<{ tip: Tip | null }>(() => ({ tip: null }))

const SAID_MS = 1300
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a text beside an element. A confirmation goes by itself. */
export function showTip(element: Element, text: string, said = false): void {
  clearTimeout(timer)
  const box = element.getBoundingClientRect()
  // Under an icon the tip is centered; under words it begins where they begin.
  const centered = box.width < 48
  const above = box.bottom > window.innerHeight - 96
  useTip.setState({ tip: { text, left: centered ? box.left + box.width / 2 : box.left, centered, top: above ? box.top - 6 : box.bottom + 6, above, said } })
  if (said) timer = setTimeout(hideTip, SAID_MS)
}

export function hideTip(): void {
  clearTimeout(timer)
  useTip.setState({ tip: null })
}
