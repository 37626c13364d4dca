'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Problem } from '../core/problem'
import type { Page } from '../core/resource'
import { reconcile } from './changed-keys'
import { watch } from './freshness'
import type { PageQuery, RowIdentity } from './page-query'
import { pageQuery } from './query-cache'
import { rowKeyOf } from './row-key'

/** Rows per request: the most that the keeper gives at once. */
const PAGE_ROWS = 1000
/** How long a changed row glows; the style sheet knows the same number. */
const GLOW_MS = 1200

/** All rows of a resource, for views that are no table (a tree, a matrix) and have to know the whole. */
export type AllRows<Row> = {
  state: 'loading' | 'ready' | 'failed'
  rows: readonly Row[]
  /** Rows that changed a moment ago; the number alternates when one changes again. */
  glow: ReadonlyMap<string, number>
  sources: Page<Row>['sources']
  problems: readonly Problem[]
  problem: Problem | null
  refreshing: boolean
  checkedAt: number | null
}

const NO_GLOW: ReadonlyMap<string, number> = new Map()

function createAllRows<Row extends object>(host: string, resource: string, identity: RowIdentity<Row>) {
  const rowKey = identity.rowKey ?? rowKeyOf
  const queryOf = (index: number) => pageQuery<Row>(host, resource, { offset: index * PAGE_ROWS, limit: PAGE_ROWS }, identity)
  const listeners = new Set<() => void>()
  const known = new Map<string, Row>()
  const pages: { query: PageQuery<Row>; stop: () => void; page: Page<Row> | null }[] = []
  let glow = NO_GLOW
  let turn = 0
  let attached = false
  let joined: { of: (Page<Row> | null)[]; rows: Row[] } = { of: [], rows: [] }
  let state = snapshot()

  function snapshot(): AllRows<Row> {
    const first = pages[0]?.query.get() ?? queryOf(0).get()
    const parts = pages.length > 0 ? pages.map(({ query }) => query.get().page) : [first.page]
    if (parts.length !== joined.of.length || parts.some((part, i) => part !== joined.of[i])) joined = { of: parts, rows: parts.flatMap((part) => part?.rows ?? []) }
    const whole = parts.every((part) => part !== null)
    return {
      state: first.state === 'ready' && !whole ? 'loading' : first.state,
      rows: joined.rows,
      glow,
      sources: first.page?.sources ?? [],
      problems: first.page?.problems ?? [],
      problem: first.problem,
      refreshing: first.refreshing,
      checkedAt: first.checkedAt,
    }
  }

  function tell(): void {
    state = snapshot()
    for (const listener of listeners) listener()
  }

  function light(keys: readonly string[]): void {
    if (keys.length === 0) return
    turn++
    const mine = turn
    glow = new Map([...glow, ...keys.map((key) => [key, mine] as const)])
    setTimeout(() => {
      glow = new Map([...glow].filter(([, of]) => of !== mine))
      if (attached) tell()
    }, GLOW_MS)
  }

  /** Rows slide between pages when others come and go before them; only what is new or different in the whole glows. */
  function take(page: Page<Row>, glows: boolean): void {
    const { changed } = reconcile(known, page.rows, rowKey, identity.volatile)
    for (const row of page.rows) known.set(rowKey(row), row)
    if (glows) light(changed)
  }

  function open(index: number): void {
    const query = queryOf(index)
    const entry = { query, stop: () => {}, page: query.get().page }
    pages[index] = entry
    if (entry.page) take(entry.page, false)
    const unsubscribe = query.subscribe(() => {
      const { page } = query.get()
      if (page && page !== entry.page) {
        take(page, entry.page !== null)
        entry.page = page
        fit(page.total)
      }
      tell()
    })
    const unwatch = watch(query)
    entry.stop = () => (unsubscribe(), unwatch())
  }

  /** As many pages as there are rows for. */
  function fit(total: number): void {
    const wanted = Math.max(1, Math.ceil(total / PAGE_ROWS))
    for (const { stop } of pages.splice(wanted)) stop()
    if (!attached) return
    for (let index = pages.length; index < wanted; index++) open(index)
  }

  return {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    attach() {
      attached = true
      fit(queryOf(0).get().page?.total ?? 0)
      tell()
      return () => {
        attached = false
        for (const { stop } of pages.splice(0)) stop()
      }
    },
    refresh: () => pages.forEach(({ query }) => query.refresh()),
  }
}

/** All rows of a resource, live while the component is mounted. `identity` has to be a constant of its module. For tables use `DataTable`, which reads only what is in sight. */
export function useAllRows<Row extends object>(host: string, resource: string, identity: RowIdentity<Row>): AllRows<Row> & { refresh(): void } {
  const store = useMemo(() => createAllRows<Row>(host, resource, identity), [host, resource, identity])
  useEffect(() => store.attach(), [store])
  const state = useSyncExternalStore(store.subscribe, store.get, store.get)
  return useMemo(() => ({ ...state, refresh: store.refresh }), [state, store])
}
