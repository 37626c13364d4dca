'use client'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { hideTip, showTip, useTip } from '../../lib/client/tip'

const TIPPED = '[data-tip], [data-tip-folded]'
const DELAY_MS = 350
const GAP = 8
/** Narrower than this, a link of the rail shows only its icon. */
const FOLDED_PX = 64

/** What to say of an element: `data-tip`, or `data-tip-folded` while its own word is hidden. */
function tipOf(element: Element): string {
  if (!(element instanceof HTMLElement)) return element.getAttribute('data-tip') ?? ''
  return element.dataset['tip'] ?? (element.offsetWidth < FOLDED_PX ? element.dataset['tipFolded'] : '') ?? ''
}

/**
 * All tooltips of the page: whatever carries `data-tip` shows it on hover and on keyboard focus; Esc hides it.
 * It is hidden from screen readers, which have the same words as label or description of the element.
 * One layer instead of a component per cell, because a table draws hundreds of explained words and has to do it within a frame.
 */
export function TipLayer() {
  const tip = useTip((state) => state.tip)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over: Element | null = null
    const show = (element: Element | null, delay: number) => {
      if (element === over) return
      over = element
      clearTimeout(timer)
      // The pointer may cross the gap to the tip itself; a confirmation stays until its time is over.
      if (!element) timer = setTimeout(() => useTip.getState().tip?.said || hideTip(), 120)
      else timer = setTimeout(() => (tipOf(element) ? showTip(element, tipOf(element)) : undefined), useTip.getState().tip ? 60 : delay)
    }
    const pointer = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || !(event.target instanceof Element)) return
      if (box.current?.contains(event.target)) return clearTimeout(timer)
      show(event.target.closest(TIPPED), DELAY_MS)
    }
    const focus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target.closest(TIPPED), DELAY_MS)
    }
    const away = () => show(null, 0)
    const press = () => {
      clearTimeout(timer)
      if (!useTip.getState().tip?.said) hideTip()
    }
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hideTip()
    }
    const options = { passive: true, capture: true }
    document.addEventListener('pointerover', pointer, options)
    document.addEventListener('pointerdown', press, options)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', away)
    document.addEventListener('scroll', press, options)
    document.addEventListener('keydown', key)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', pointer, options)
      document.removeEventListener('pointerdown', press, options)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', away)
      document.removeEventListener('scroll', press, options)
      document.removeEventListener('keydown', key)
    }
  }, [])

  // Under its element, but never over the edge of the window.
  useLayoutEffect(() => {
    if (!tip || !box.current) return
    const { width, height } = box.current.getBoundingClientRect()
    const left = Math.min(Math.max(GAP, tip.centered ? tip.left - width / 2 : tip.left), window.innerWidth - width - GAP)
    box.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(tip.above ? tip.top - height : tip.top)}px)`
  }, [tip])

  return (
    <>
      {tip ? <div ref={box} aria-hidden className="fixed top-0 left-0 z-[60] max-w-72 animate-appear rounded-md bg-raised px-2 py-1 text-12 whitespace-pre-line text-text shadow-float">{tip.text}</div> : null}
      <div role="status" aria-live="polite" className="sr-only">{tip?.said ? tip.text : ''}</div>
    </>
  )
}
