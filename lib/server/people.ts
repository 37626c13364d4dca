import { answer, refuse } from './answer'
import { endedCookie, sessionCookie } from './cookie'
import { notSignedIn, type Call } from './route'
import type { Credentials, Entry, FirstAdmin } from './sign-in'
import type { User } from './users'

/** `GET /api/v1/session`: who am I. */
export function whoAmI({ runtime, user }: Call): Response {
  return user ? answer(shown(user)) : refuse(notSignedIn(runtime))
}

/** `POST /api/v1/session`: sign in. */
export async function signIn({ runtime, body, client, sessionId }: Call<'anyone', Credentials>): Promise<Response> {
  if (!runtime.users.any()) return refuse(notSignedIn(runtime))
  return entered(await runtime.signIn.byPassword(body, client, sessionId), 200)
}

/** `DELETE /api/v1/session`: sign out. The session ends on the server; the cookie is only tidied away. */
export function signOut({ runtime, sessionId, user, client }: Call<'signed-in'>): Response {
  if (sessionId) {
    runtime.sessions.end(sessionId)
    runtime.live.recheck()
  }
  runtime.log.info('signed out', { client, name: user.name })
  return answer({ ok: true }, { 'set-cookie': endedCookie() })
}

/** `POST /api/v1/setup`: the first admin, signed in at once. */
export async function setUp({ runtime, body, client, sessionId }: Call<'anyone', FirstAdmin>): Promise<Response> {
  return entered(await runtime.signIn.asFirstAdmin(body, client, sessionId), 201)
}

function entered(entry: Entry, status: number): Response {
  if (!entry.ok) return refuse(entry.problem, entry.retryAfterMs)
  return answer(shown(entry.user), { 'set-cookie': sessionCookie(entry.sessionId) }, status)
}

function shown({ name, role }: User): { user: { name: string; role: string } } {
  return { user: { name, role } }
}
