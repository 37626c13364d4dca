'use client'
import { useEffect, useState } from 'react'
import type { ChangeRecord } from '../core/change'
import { listChanges } from './changes'
import { useResources } from './stores/resources'
import { isOver } from './use-change'

/** A change that holds the host is among the newest: its time is that of its begin. */
const NEWEST = 3
/** While one is known it is looked at again, should the channel that tells of news be lost. */
const LOOK_AGAIN_MS = 3000

/** The change that holds the host now, whoever's it is; null while there is none. */
export function useHolder(host: string): ChangeRecord | null {
  const [holder, setHolder] = useState<ChangeRecord | null>(null)
  const version = useResources(({ versions }) => versions['changes'])
  useEffect(() => {
    let gone = false
    const look = async () => {
      const result = await listChanges(host, 0, NEWEST)
      if (!gone && result.ok) setHolder(result.value.rows.find(({ state }) => state !== 'planned' && !isOver(state)) ?? null)
    }
    void look()
    const timer = holder === null ? undefined : setInterval(() => void look(), LOOK_AGAIN_MS)
    return () => {
      gone = true
      clearInterval(timer)
    }
    // A record is another object with every look; only whether there is one decides about the timer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [host, version, holder === null])
  return holder
}
