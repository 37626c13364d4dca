'use client'
import { useEffect, useState } from 'react'
import type { ChangeRecord } from '../core/change'
import type { Problem } from '../core/problem'
import { readChange } from './changes'
import { useResources } from './stores/resources'

/** One change by its id, read again whenever the keeper tells of news about changes; null while it is read. */
export function useChangeRecord(host: string, id: string | null): { record: ChangeRecord | null; problem: Problem | null } {
  const [read, setRead] = useState<{ id: string; record: ChangeRecord | null; problem: Problem | null } | null>(null)
  useEffect(() => {
    if (id === null) return
    let gone = false
    const look = () => void readChange(host, id).then((result) => {
      if (!gone) setRead((before) => (result.ok ? { id, record: result.value, problem: null } : { id, record: before?.id === id ? before.record : null, problem: result.problem }))
    })
    look()
    const stop = useResources.subscribe(({ versions }, before) => versions['changes'] !== before.versions['changes'] && look())
    return () => {
      gone = true
      stop()
    }
  }, [host, id])
  return read !== null && read.id === id ? read : { record: null, problem: null }
}
