import type { Problem } from './problem'

/** What a function that can fail returns: a value, or the Problem that says why there is none. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Wraps a value as success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** Wraps a Problem as failure. */
export function fail(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem }
}

/** The value of a success, or undefined. For facts that only enrich a row: their failure is reported by their own reading. */
export function valueOf<T>(result: Result<T> | undefined): T | undefined {
  return result?.ok ? result.value : undefined
}

/** Applies `f` to the value of a success; a failure passes through untouched. */
export function mapResult<A, B>(result: Result<A>, f: (value: A) => B): Result<B> {
  return result.ok ? ok(f(result.value)) : result
}
