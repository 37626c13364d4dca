import type { Problem } from '../core/problem'
import type { Page } from '../core/resource'
import { shell } from '../text/en/shell'
import { conditional } from './api'
import { reconcile } from './changed-keys'
import { rowKeyOf } from './row-key'

/** Which rows of a resource are wanted. `key` asks for one row; `param` for the facts of one thing. */
export type PageParams = { q?: string; sort?: string; offset?: number; limit?: number; key?: string; param?: string }

/** How rows of this resource are told apart, and which of their fields say nothing when they change. */
export type RowIdentity<Row> = { rowKey?: (row: Row) => string; volatile?: readonly string[] }

/** What is known of one page. `checkedAt`: when the console last confirmed it; `changeId` grows with every read that changed rows. */
export type PageState<Row> = {
  state: 'loading' | 'ready' | 'failed'
  page: Page<Row> | null
  problem: Problem | null
  refreshing: boolean
  checkedAt: number | null
  changedKeys: readonly string[]
  changeId: number
}

/** `fresh`: without an etag, for fields that change without a version. `background`: nobody asked, so it does not count as use of the session. */
export type ReadHow = { fresh?: boolean; background?: boolean }

/** One page of one resource that keeps itself fresh while somebody looks at it. */
export type PageQuery<Row> = {
  resource: string
  url: string
  get(): PageState<Row>
  subscribe(listener: () => void): () => void
  /** Reads again. At most one request is under way and one waits. */
  refresh(how?: ReadHow): void
  /** The keeper said that `version` is there now: reads again unless this page is of that version. */
  heard(version: number): void
  cancel(): void
  volatile: boolean
}

/** The URL of a page, with parameters in a fixed order so that it can serve as a cache key. */
export function pageUrl(host: string, resource: string, params: PageParams): string {
  const query = new URLSearchParams()
  for (const name of ['q', 'sort', 'offset', 'limit', 'key', 'param'] as const) {
    const value = params[name]
    if (value !== undefined && value !== '' && value !== 0) query.set(name, String(value))
  }
  const tail = query.toString()
  return `/api/v1/hosts/${encodeURIComponent(host)}/${resource}${tail ? `?${tail}` : ''}`
}

/** Makes a page query. Nothing is read before the first `refresh`. */
export function createPageQuery<Row extends object>(host: string, resource: string, params: PageParams, identity: RowIdentity<Row> = {}): PageQuery<Row> {
  const url = pageUrl(host, resource, params)
  const rowKey = identity.rowKey ?? rowKeyOf
  const listeners = new Set<() => void>()
  let state: PageState<Row> = { state: 'loading', page: null, problem: null, refreshing: false, checkedAt: null, changedKeys: [], changeId: 0 }
  let etag: string | null = null
  let flight: AbortController | null = null
  // What the waiting request is for: a version that was told while another request was under way, or 'any' for a plain wish to read again.
  let waiting: number | 'any' | null = null

  function set(next: Partial<PageState<Row>>): void {
    state = { ...state, ...next }
    for (const tell of listeners) tell()
  }

  async function run({ fresh = false, background = false }: ReadHow): Promise<void> {
    const controller = new AbortController()
    flight = controller
    if (!state.refreshing) set({ refreshing: true })
    try {
      const reply = await conditional<Page<Row>>(url, { etag: fresh || state.state !== 'ready' ? null : etag, signal: controller.signal, background })
      if (!reply.ok) failed(reply.problem)
      else if (reply.value.unchanged) set({ refreshing: false, checkedAt: Date.now(), ...(state.changedKeys.length > 0 ? { changedKeys: [] } : {}) })
      else if (!Array.isArray(reply.value.value?.rows)) failed({ code: 'internal', ...shell.problem.notJson })
      else {
        etag = reply.value.etag
        take(reply.value.value)
      }
    } catch (error) {
      // Whoever cancelled does not want to hear of it.
      if (!controller.signal.aborted) throw error
    } finally {
      if (flight === controller) flight = null
    }
    const wish = waiting
    waiting = null
    if (wish !== null && !controller.signal.aborted && (wish === 'any' || state.page?.version !== wish)) void run({ background: true })
  }

  function failed(problem: Problem): void {
    set({ state: 'failed', problem, refreshing: false, changedKeys: [] })
  }

  function take(page: Page<Row>): void {
    const old = state.page
    const known = new Map(old?.rows.map((row) => [rowKey(row), row]))
    const { rows, changed } = reconcile(known, page.rows, rowKey, identity.volatile)
    const changedKeys = old ? changed : []
    set({ state: 'ready', page: { ...page, rows }, problem: null, refreshing: false, checkedAt: Date.now(), changedKeys, changeId: state.changeId + (changedKeys.length > 0 ? 1 : 0) })
  }

  function refresh(how: ReadHow = {}): void {
    if (flight) waiting ??= 'any'
    else void run(how)
  }

  return {
    resource,
    url,
    volatile: (identity.volatile?.length ?? 0) > 0,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    heard(version) {
      if (flight) waiting = waiting === 'any' ? 'any' : version
      else if (state.page?.version !== version) void run({ background: true })
    },
    cancel() {
      flight?.abort()
      flight = null
      waiting = null
      state = { ...state, refreshing: false }
    },
  }
}
