'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ChangeRecord } from '../core/change'
import type { Problem } from '../core/problem'
import { listChanges } from './changes'
import { useResources } from './stores/resources'

/** Changes per request. */
export const HISTORY_ROWS = 50
/** Where nothing tells of news (an older keeper, a lost channel), it is asked for. */
const LOOK_AGAIN_MS = 10_000

export type ChangeHistory = { state: 'loading' | 'ready' | 'failed'; rows: readonly ChangeRecord[]; total: number; problem: Problem | null; reading: boolean; older(): void; refresh(): void }

/** The newest changes, kept fresh; `older` shows more of them. */
export function useChangeHistory(host: string): ChangeHistory {
  const [limit, setLimit] = useState(HISTORY_ROWS)
  const [known, setKnown] = useState<Pick<ChangeHistory, 'state' | 'rows' | 'total' | 'problem'>>({ state: 'loading', rows: [], total: 0, problem: null })
  const [reading, setReading] = useState(true)
  const turn = useRef(0)

  const refresh = useCallback(async () => {
    const mine = ++turn.current
    setReading(true)
    const result = await listChanges(host, 0, limit)
    if (mine !== turn.current) return
    setReading(false)
    if (result.ok) setKnown({ state: 'ready', rows: result.value.rows, total: result.value.total, problem: null })
    else setKnown((before) => ({ ...before, state: 'failed', problem: result.problem }))
  }, [host, limit])

  useEffect(() => {
    void refresh()
    const stop = useResources.subscribe(({ versions }, before) => versions['changes'] !== before.versions['changes'] && void refresh())
    const timer = setInterval(() => document.visibilityState === 'visible' && void refresh(), LOOK_AGAIN_MS)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [refresh])

  return { ...known, reading, older: () => setLimit((n) => n + HISTORY_ROWS), refresh: () => void refresh() }
}
