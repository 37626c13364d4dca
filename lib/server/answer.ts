import { PROBLEM_STATUS, type Problem } from '../core/problem'

/** Answers JSON. Never stored: it shows the host or the person. */
export function answer(value: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store', ...headers } })
}

/** Answers a Problem under the status of its code; `retryAfterMs` tells when to come back. */
export function refuse(problem: Problem, retryAfterMs?: number): Response {
  const headers: Record<string, string> = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }
  return answer({ problem }, headers, PROBLEM_STATUS[problem.code])
}
