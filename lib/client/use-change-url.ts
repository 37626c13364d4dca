'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'

/** The form that stands at the right of a page, as the URL tells it: `new` names it (1: the page's own), `for` the row it is about. */
export type ChangeUrl = { form: string | null; about: string | null; show(form: string, about?: string): void; close(): void }

/** Reads and writes the open form in the URL, so that a form is a link. Opening adds to the history: Back closes it. */
export function useChangeUrl(): ChangeUrl {
  const search = useSearchParams()
  const form = search.get('new')
  const about = search.get('for')
  const show = useCallback((next: string, row?: string) => {
    const to = new URLSearchParams(window.location.search)
    // A row that is opened later stands before the form; so a form starts without one.
    to.delete('open')
    to.set('new', next)
    if (row) to.set('for', row)
    else to.delete('for')
    window.history.pushState(null, '', `${window.location.pathname}?${to}`)
  }, [])
  const close = useCallback(() => {
    const to = new URLSearchParams(window.location.search)
    to.delete('new')
    to.delete('for')
    window.history.replaceState(null, '', `${window.location.pathname}${to.size > 0 ? `?${to}` : ''}`)
  }, [])
  return useMemo(() => ({ form, about, show, close }), [form, about, show, close])
}
