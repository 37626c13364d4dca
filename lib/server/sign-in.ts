import { z } from 'zod'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import type { Gate } from './gate'
import type { Limiter } from './limiter'
import type { Log } from './log'
import { hashPassword, NOBODY, PASSWORD_MAX, passwordProblem, verifyPassword } from './passwords'
import type { Sessions } from './sessions'
import { closedProblem, type Setup } from './setup'
import { sourceOf } from './source-address'
import type { User, Users } from './users'

const shortText = (empty: string) => z.string({ error: text.server.badField }).min(1, empty).max(4 * PASSWORD_MAX, text.server.passwordLong(PASSWORD_MAX))
const Name = z.string({ error: text.server.badField }).min(1, text.server.nameEmpty).regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/, text.server.nameShape)

export const Credentials = z.strictObject({ name: shortText(text.server.nameEmpty), password: shortText(text.server.passwordEmpty) })
export type Credentials = z.infer<typeof Credentials>
export const FirstAdmin = z.strictObject({ token: shortText(text.server.tokenEmpty), name: Name, password: shortText(text.server.passwordEmpty) })
export type FirstAdmin = z.infer<typeof FirstAdmin>

/** Signed in under a new session id, or why not and when to try again. */
export type Entry = { ok: true; user: User; sessionId: string } | { ok: false; problem: Problem; retryAfterMs?: number }

export type SignIn = {
  /** Sign-in by name and password; a session that the browser had before ends, so an id planted beforehand is worth nothing. */
  byPassword(credentials: Credentials, client: string, oldId: string | null): Promise<Entry>
  /** Makes the first admin out of a setup token. */
  asFirstAdmin(input: FirstAdmin, client: string, oldId: string | null): Promise<Entry>
}

export type SignInParts = { users: Users; sessions: Sessions; setup: Setup; sources: Limiter; names: Limiter; gate: Gate; log: Log }

/** The ways to get a session. The answer to a wrong name and a wrong password is the same, in words and in time. */
export function createSignIn({ users, sessions, setup, sources, names, gate, log }: SignInParts): SignIn {
  // Sources from which a name was signed in before are not held up by strangers' failures on that name; else anybody could keep the only admin out.
  const known = new Map<string, true>()
  const KNOWN_MAX = 1000

  const enter = (user: User, client: string, oldId: string | null): Entry => {
    if (oldId) sessions.end(oldId)
    sessions.sweep()
    return { ok: true, user, sessionId: sessions.create(user, client) }
  }

  return {
    async byPassword({ name, password }, client, oldId) {
      const source = sourceOf(client)
      const nameKey = name.toLowerCase()
      const pair = `${nameKey} ${source}`
      const limits: [Limiter, string][] = known.has(pair) ? [[sources, source]] : [[sources, source], [names, nameKey]]
      for (const [index, [limiter, key]] of limits.entries()) {
        const wait = limiter.attempt(key)
        if (wait === 0) continue
        for (const [earlier, earlierKey] of limits.slice(0, index)) earlier.giveBack(earlierKey)
        return late(wait)
      }
      const found = users.find(name)
      const checked = gate.run(() => verifyPassword(password, found?.password ?? NOBODY))
      if (checked === null) {
        for (const [limiter, key] of limits) limiter.giveBack(key)
        return { ok: false, problem: { code: 'too_many_attempts', message: text.server.tooBusy }, retryAfterMs: 3000 }
      }
      const { fits, renew } = await checked
      if (!found || !fits) {
        // People type passwords into the name box, so a name that nobody has is not logged.
        log.warn('sign-in refused', { client, name: found?.name ?? null })
        return { ok: false, problem: { code: 'wrong_credentials', message: text.server.wrongCredentials } }
      }
      if (renew) users.setPassword(found.id, await hashPassword(password))
      // The source gets back only this attempt: else somebody with an account could clear his failures on another's name by signing in between.
      sources.giveBack(source)
      names.succeeded(nameKey)
      known.delete(pair)
      known.set(pair, true)
      for (const oldest of known.keys()) if (known.size > KNOWN_MAX) known.delete(oldest)
      log.info('signed in', { client, name: found.name })
      return enter({ id: found.id, name: found.name, role: found.role }, client, oldId)
    },

    async asFirstAdmin({ token, name, password }, client, oldId) {
      const refused = setup.refuse(token)
      if (refused) {
        log.warn('setup refused', { client, code: refused.code })
        return { ok: false, problem: refused }
      }
      const weak = passwordProblem(password, name)
      if (weak) return { ok: false, problem: weak }
      const user = users.createFirst(name, await hashPassword(password))
      // Hashing takes a moment, in which another setup with the same token may have won.
      if (user === null) return { ok: false, problem: closedProblem('done') }
      setup.close()
      log.info('first admin created', { client, name: user.name })
      return enter(user, client, oldId)
    },
  }
}

function late(wait: number): Entry {
  const seconds = Math.ceil(wait / 1000)
  return { ok: false, problem: { code: 'too_many_attempts', message: text.server.tooManyAttempts(seconds) }, retryAfterMs: wait }
}
