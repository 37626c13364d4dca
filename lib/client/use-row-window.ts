'use client'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { RowIdentity } from './page-query'
import { createRowWindow, type RowWindow, type WindowParams, type WindowState } from './row-window'

/**
 * The rows of a table of any length. When filter or sorting change, the old rows stay in sight until the new ones are there (`stale`),
 * so that typing never blinks.
 */
export function useRowWindow<Row extends object>(params: WindowParams, identity: RowIdentity<Row>): { rows: WindowState<Row>; source: RowWindow<Row>; stale: boolean } {
  const { host, resource, q, sort, param } = params
  const source = useMemo(() => createRowWindow<Row>({ host, resource, q, sort, ...(param ? { param } : {}) }, identity), [host, resource, q, sort, param, identity])
  useEffect(() => source.attach(), [source])
  const now = useSyncExternalStore(source.subscribe, source.get, source.get)
  const last = useRef<{ of: string; rows: WindowState<Row> } | null>(null)
  const of = `${host} ${resource} ${param ?? ''}`
  useEffect(() => {
    if (now.state === 'ready') last.current = { of, rows: now }
  }, [now, of])
  const kept = now.state === 'loading' && last.current?.of === of ? last.current.rows : null
  return { rows: kept ?? now, source, stale: kept !== null }
}
