'use client'
import { useEffect, useState } from 'react'
import { request } from '../../lib/client/api'
import type { Problem } from '../../lib/core/problem'
import type { Ref } from '../../lib/core/resource'

/** Findings of one resource. */
export type SearchGroup = { resource: string; matched: number; refs: Ref[] }

const DEBOUNCE_MS = 80

/** Searches all resources of a host while one types. The groups of the last answer stay until the next is there. */
export function useSearch(host: string, q: string): { groups: SearchGroup[]; searching: boolean; problem: Problem | null } {
  const [answer, setAnswer] = useState<{ q: string; groups: SearchGroup[]; problem: Problem | null }>({ q: '', groups: [], problem: null })
  const wanted = q.trim()
  useEffect(() => {
    if (wanted === '') return setAnswer({ q: '', groups: [], problem: null })
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const found = await request<{ groups: SearchGroup[] }>(`/api/v1/hosts/${host}/search?q=${encodeURIComponent(wanted)}`, { signal: controller.signal })
        setAnswer({ q: wanted, groups: found.ok ? found.value.groups : [], problem: found.ok ? null : found.problem })
      } catch {
        // Aborted: the next letter is already on its way.
      }
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [host, wanted])
  return { groups: answer.groups, searching: answer.q !== wanted, problem: answer.problem }
}
