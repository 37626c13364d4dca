import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { shell } from '../text/en/shell'

/** A reply with what a conditional request needs. `unchanged` is a 304. */
export type Reply<T> = { unchanged: false; value: T; etag: string | null } | { unchanged: true }

/** `keepalive`: is sent even if the page goes away meanwhile. */
type RequestOptions = { method?: 'GET' | 'POST' | 'DELETE'; body?: object; etag?: string | null; signal?: AbortSignal; stayOn401?: boolean; background?: boolean; keepalive?: boolean }

/** Marks reads that a page makes by itself: they keep nobody signed in (`lib/server/request-headers.ts`). */
const BACKGROUND_HEADER = 'x-dock6-background'

/** One request to the console's API. Everything that can go wrong comes back as a Problem; 401 leaves for the login page and remembers where we were. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<Result<T>> {
  const reply = await conditional<T>(path, options)
  if (!reply.ok) return reply
  return reply.value.unchanged ? fail({ code: 'internal', ...shell.problem.notJson }) : ok(reply.value.value)
}

/** The same with an etag: unchanged facts cost a 304 and no parsing. Rejects only when `signal` aborts. */
export async function conditional<T>(path: string, options: RequestOptions = {}): Promise<Result<Reply<T>>> {
  const { method = 'GET', body, etag, signal } = options
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body) headers['content-type'] = 'application/json'
  if (etag) headers['if-none-match'] = etag
  if (options.background) headers[BACKGROUND_HEADER] = '1'
  let response: Response
  try {
    // no-store: the browser's own cache would answer the conditional request itself and hide the 304.
    response = await fetch(path, { method, headers, cache: 'no-store', credentials: 'same-origin', ...(body ? { body: JSON.stringify(body) } : {}), ...(signal ? { signal } : {}), ...(options.keepalive ? { keepalive: true } : {}) })
  } catch (error) {
    if (signal?.aborted) throw error
    return fail({ code: 'not_available', ...shell.problem.unreachable })
  }
  if (response.status === 304) return ok({ unchanged: true })
  if (response.status === 204) return ok({ unchanged: false, value: undefined as T, etag: null })
  const json: unknown = await response.json().catch(() => undefined)
  if (response.ok && json !== undefined) return ok({ unchanged: false, value: json as T, etag: response.headers.get('etag') })
  const problem = problemOf(json)
  if (response.status === 401 && !options.stayOn401) toLogin(problem)
  return fail(problem)
}

/** The Problem in an error body; anything else (a proxy's HTML, say) is a Problem about that. */
export function problemOf(json: unknown): Problem {
  const problem = (json as { problem?: Partial<Problem> } | undefined)?.problem
  if (problem && typeof problem.code === 'string' && typeof problem.message === 'string') return problem as Problem
  return { code: 'internal', ...shell.problem.notJson }
}

/** Where signing in leads back to: a path of this console, nothing else. */
export function safeReturnPath(path: string | null | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/'
}

function toLogin(problem: Problem): void {
  if (typeof window === 'undefined' || /^\/(login|setup)$/.test(window.location.pathname)) return
  const here = window.location.pathname + window.location.search
  window.location.assign(problem.code === 'setup_needed' ? '/setup' : `/login?next=${encodeURIComponent(here)}`)
}
