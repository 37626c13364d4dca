'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { readTableUrl, writeTableUrl, type TableUrl } from './table-url'

/** Table state in the URL. Changes are shallow (nothing is asked of the server); opening a row adds to the history, so that Back closes it. `now` is what the address bar says, for keys that come before React has rendered what the key before changed. */
export function useTableUrl(): TableUrl & { now(): TableUrl; set(change: Partial<TableUrl>): void } {
  const search = useSearchParams()
  const state = useMemo(() => readTableUrl(search), [search])
  const set = useCallback((change: Partial<TableUrl>) => {
    // Read from the address bar, not from `search`: several changes may come before React renders one.
    const now = new URLSearchParams(window.location.search)
    const next = window.location.pathname + writeTableUrl(now, change)
    const opens = Boolean(change.open) && !now.get('open')
    if (opens) window.history.pushState(null, '', next)
    else window.history.replaceState(null, '', next)
  }, [])
  return useMemo(() => ({ ...state, now, set }), [state, set])
}

const now = () => readTableUrl(new URLSearchParams(window.location.search))
