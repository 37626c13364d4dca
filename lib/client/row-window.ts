import type { Problem } from '../core/problem'
import type { Page } from '../core/resource'
import { reconcile } from './changed-keys'
import { watch } from './freshness'
import type { PageQuery, RowIdentity } from './page-query'
import { pageQuery } from './query-cache'
import { rowKeyOf } from './row-key'

/** Rows per request. */
export const PAGE_ROWS = 200
/** A page has to be in sight this long before it is asked for: dragging the scroll bar past it costs nothing. */
const SETTLE_MS = 50
/** How long a changed row glows; the style sheet knows the same number. */
const GLOW_MS = 1200

/** What a table is asked for. */
export type WindowParams = { host: string; resource: string; q: string; sort: string; param?: string }

/** A table of any length of which only the part in sight is there. `rowAt` is undefined where nothing was read yet. */
export type WindowState<Row> = {
  state: 'loading' | 'ready' | 'failed'
  matched: number
  total: number
  rowAt(index: number): Row | undefined
  /** Finds a row that is there by its key. */
  indexOf(key: string): number
  /** Rows that changed a moment ago; the number alternates when one changes again. */
  glow: ReadonlyMap<string, number>
  sources: Page<Row>['sources']
  problems: readonly Problem[]
  problem: Problem | null
  refreshing: boolean
  checkedAt: number | null
}

export type RowWindow<Row> = { get(): WindowState<Row>; subscribe(listener: () => void): () => void; attach(): () => void; setRange(first: number, last: number): void; refresh(): void }

const NO_GLOW: ReadonlyMap<string, number> = new Map()

/** Makes a window over a resource. It reads while attached: the first page at once, others when they come into sight and stay there. */
export function createRowWindow<Row extends object>(params: WindowParams, identity: RowIdentity<Row> = {}): RowWindow<Row> {
  const { host, resource, q, sort, param } = params
  const rowKey = identity.rowKey ?? rowKeyOf
  const listeners = new Set<() => void>()
  const pages = new Map<number, { query: PageQuery<Row>; stop: () => void }>()
  const known = new Map<string, Row>()
  const settling = new Map<number, ReturnType<typeof setTimeout>>()
  const versions = new Map<number, Page<Row>>()
  let glow = NO_GLOW
  let attached = false
  let wanted: number[] = [0]

  const queryOf = (index: number) => pageQuery<Row>(host, resource, { q, sort, offset: index * PAGE_ROWS, limit: PAGE_ROWS, ...(param ? { param } : {}) }, identity)
  const first = queryOf(0)
  let state = snapshot()

  function snapshot(): WindowState<Row> {
    const { page: firstPage, ...base } = first.get()
    // The page that was read last knows best how many rows there are.
    let newest = firstPage
    for (const { query } of pages.values()) if ((query.get().page?.version ?? 0) > (newest?.version ?? 0)) newest = query.get().page
    const rowAt = (index: number) => {
      const page = pages.get(Math.floor(index / PAGE_ROWS))?.query.get().page ?? (index < PAGE_ROWS ? firstPage : undefined)
      return page?.rows[index % PAGE_ROWS]
    }
    const indexOf = (key: string) => {
      for (const [index, { query }] of pages) {
        const at = query.get().page?.rows.findIndex((row) => rowKey(row) === key) ?? -1
        if (at >= 0) return index * PAGE_ROWS + at
      }
      return -1
    }
    return { state: base.state, matched: newest?.matched ?? 0, total: newest?.total ?? 0, rowAt, indexOf, glow, sources: newest?.sources ?? [], problems: newest?.problems ?? [], problem: base.problem, refreshing: base.refreshing, checkedAt: base.checkedAt }
  }

  function tell(): void {
    state = snapshot()
    for (const listener of listeners) listener()
  }

  /** Rows move between pages when others come and go before them; only what is new or different anywhere in the window glows. */
  function pageChanged(index: number, query: PageQuery<Row>): void {
    const page = query.get().page
    const before = versions.get(index)
    if (page && page !== before) {
      versions.set(index, page)
      const { changed } = reconcile(known, page.rows, rowKey, identity.volatile)
      for (const row of page.rows) known.set(rowKey(row), row)
      if (before) light(changed)
    }
    tell()
  }

  function light(keys: readonly string[]): void {
    if (keys.length === 0) return
    const lit = new Map(glow)
    for (const key of keys) lit.set(key, (lit.get(key) ?? 0) + 1)
    glow = lit
    setTimeout(() => {
      const left = new Map(glow)
      for (const key of keys) if (left.get(key) === lit.get(key)) left.delete(key)
      glow = left.size > 0 ? left : NO_GLOW
      tell()
    }, GLOW_MS)
  }

  function open(index: number): void {
    settling.delete(index)
    if (!attached || pages.has(index)) return
    const query = index === 0 ? first : queryOf(index)
    const unsubscribe = query.subscribe(() => pageChanged(index, query))
    const unwatch = watch(query)
    pages.set(index, { query, stop: () => (unsubscribe(), unwatch()) })
    if (query.get().page) pageChanged(index, query)
  }

  function arrange(): void {
    for (const [index, { query, stop }] of pages) {
      // The first page stays: it tells the counts, and Home is always one key away.
      if (index === 0 || wanted.includes(index)) continue
      stop()
      if (query.get().page === null) query.cancel()
      pages.delete(index)
      versions.delete(index)
    }
    for (const [index, timer] of settling) {
      if (wanted.includes(index)) continue
      clearTimeout(timer)
      settling.delete(index)
    }
    for (const index of wanted) {
      if (pages.has(index) || settling.has(index)) continue
      if (index === 0) open(0)
      else settling.set(index, setTimeout(open, SETTLE_MS, index))
    }
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attach() {
      attached = true
      arrange()
      return () => {
        attached = false
        for (const { stop } of pages.values()) stop()
        for (const timer of settling.values()) clearTimeout(timer)
        pages.clear()
        settling.clear()
      }
    },
    setRange(from, to) {
      const next: number[] = []
      for (let index = Math.floor(from / PAGE_ROWS); index <= Math.floor(to / PAGE_ROWS); index++) next.push(index)
      if (next.join() === wanted.join()) return
      wanted = next
      if (attached) arrange()
    },
    refresh: () => first.refresh(),
  }
}
