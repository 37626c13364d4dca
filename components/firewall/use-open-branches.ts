'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { openPaths, type Model } from './model'

/** Which branches are open, kept in the URL as one `open` each, so that a view of the tree is a link. */
export function useOpenBranches(model: Model): { open: ReadonlySet<string>; asked: string | null; toggle(id: string): void; closeAll(): void } {
  const search = useSearchParams()
  const said = search.getAll('open').join('\n')
  const asked = useMemo(() => said.split('\n').filter(Boolean), [said])
  const open = useMemo(() => openPaths(asked, model), [asked, model])

  const write = useCallback((ids: Iterable<string>) => {
    const next = new URLSearchParams(window.location.search)
    next.delete('open')
    for (const id of ids) next.append('open', id)
    const text = next.toString()
    window.history.replaceState(null, '', window.location.pathname + (text ? `?${text}` : ''))
  }, [])
  const toggle = useCallback((id: string) => {
    // From the address bar: two keys may come before React has rendered the first.
    const now = openPaths(new URLSearchParams(window.location.search).getAll('open'), model)
    if (now.has(id)) write([...now].filter((one) => one !== id && !one.startsWith(`${id}>`)))
    else write([...now, id])
  }, [model, write])
  const closeAll = useCallback(() => write([]), [write])
  return { open, asked: asked[0] ?? null, toggle, closeAll }
}
