import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { COOKIE, sessionId } from './cookie'
import { BACKGROUND_HEADER, NONCE_HEADER } from './request-headers'
import { sharedRuntime } from './runtime'
import type { SetupState } from './setup'

/** Who is signed in, for layouts and pages of the console; without a session it leads to the login or setup page and does not return. */
export async function requirePageSession(): Promise<{ name: string; role: string }> {
  // Asking for cookies comes first: it makes the page dynamic, so `next build` never gets to the runtime, which does not exist there.
  const id = sessionId((await cookies()).get(COOKIE)?.value)
  const runtime = sharedRuntime()
  const user = runtime?.sessions.check(id) ?? null
  if (runtime && id && user) {
    if (!(await headers()).has(BACKGROUND_HEADER)) runtime.sessions.touch(id)
    return { name: user.name, role: user.role }
  }
  redirect(runtime && !runtime.users.any() ? '/setup' : '/login')
}

/** What the login and setup pages need to know to send people to the right one of them, or on. */
export async function authPageState(): Promise<{ signedIn: boolean; setup: SetupState }> {
  const id = sessionId((await cookies()).get(COOKIE)?.value)
  const runtime = sharedRuntime()
  if (runtime === null) return { signedIn: false, setup: 'closed' }
  return { signedIn: runtime.sessions.check(id) !== null, setup: runtime.setup.state() }
}

/** The nonce for style elements that client code makes itself. */
export async function pageNonce(): Promise<string | undefined> {
  return (await headers()).get(NONCE_HEADER) ?? undefined
}
