import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import { refuse } from './answer'
import { sessionIdIn } from './cookie'
import { readJson } from './json-body'
import { errorFields } from './log'
import { originProblem } from './origin'
import { BACKGROUND_HEADER, CLIENT_HEADER, HOST_HEADER } from './request-headers'
import { sharedRuntime, type Runtime } from './runtime'
import type { User } from './users'

type Who = 'anyone' | 'signed-in'
type Params = Record<string, string>

/** What a handler gets: the runtime, who asks (a User for `signed-in`), from where, and the checked body. */
export type Call<W extends Who = Who, Body = unknown> = {
  runtime: Runtime
  request: Request
  params: Params
  user: W extends 'signed-in' ? User : User | null
  sessionId: string | null
  /** Address of the client, as the guard found it. */
  client: string
  body: Body
}

/**
 * The one way to write a route: who may call it, what its body is (at most `bodyLimit` bytes), and what it does. Checks come in this order: session, origin, body.
 * Problems travel as `{ problem }` under the status of their code; an unexpected error becomes a fixed sentence with a number that the log explains.
 */
export function route<W extends Who, S extends z.ZodType = z.ZodUndefined>(
  spec: { who: W; body?: S; bodyLimit?: number },
  handler: (call: Call<W, z.infer<S>>) => Response | Promise<Response>,
): (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response> {
  return async (request, context) => {
    const runtime = sharedRuntime()
    if (runtime === null) return refuse({ code: 'not_available', message: text.server.notStarted })
    try {
      const sessionId = sessionIdIn(request.headers.get('cookie'))
      const user = runtime.sessions.check(sessionId)
      if (spec.who === 'signed-in' && user === null) return refuse(notSignedIn(runtime))
      const problem = originProblem(request.method, request.headers, request.headers.get(HOST_HEADER) ?? '')
      if (problem) return refuse(problem)
      if (sessionId && user && !request.headers.has(BACKGROUND_HEADER)) runtime.sessions.touch(sessionId)
      const body = spec.body ? await readJson(request, spec.body, spec.bodyLimit) : null
      if (body && !body.ok) return refuse(body.problem)
      return await handler({
        runtime,
        request,
        params: words((await context.params) ?? {}),
        user: user as Call<W>['user'],
        sessionId: user ? sessionId : null,
        client: request.headers.get(CLIENT_HEADER) ?? 'unknown',
        body: body?.value as z.infer<S>,
      })
    } catch (error) {
      const id = randomBytes(4).toString('hex')
      runtime.log.error('request failed', { id, method: request.method, path: new URL(request.url).pathname, ...errorFields(error) })
      return refuse({ code: 'internal', message: text.server.internal(id), hint: text.server.internalHint })
    }
  }
}

/** Parameters of the path as text; the segments of a catch-all are joined as they stood. */
function words(params: Record<string, string | string[]>): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]))
}

/** What somebody without a session is told: to sign in, or that there is nobody yet who could. */
export function notSignedIn(runtime: Pick<Runtime, 'users' | 'setup'>): Problem {
  if (runtime.users.any()) return { code: 'not_signed_in', message: text.server.notSignedIn, hint: text.server.notSignedInHint }
  const hint = runtime.setup.state() === 'open' ? text.server.setupNeededHint : text.server.setupClosedHint
  return { code: 'setup_needed', message: text.server.setupNeeded, hint }
}
