import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import type { DataFolder } from './data-folder'
import type { Users } from './users'

export const SETUP_WINDOW_MS = 30 * 60_000
export const SETUP_TRIES = 10
export const TOKEN_FILE = 'setup-token'
// Crockford's base32: no letter that can be taken for another.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type SetupState = 'open' | 'closed' | 'done'

export type Setup = {
  state(): SetupState
  /** The token while setup is open. */
  token(): string | null
  /** Says why this token does not open setup; null if it does. A wrong one counts. */
  refuse(token: string): Problem | null
  /** Ends setup: there is an admin now, or the process stops. */
  close(): void
}

/**
 * The window in which whoever has the one-time token makes the first admin: from the start of the process for half an hour, and closed for good after ten wrong tokens.
 * Portainer once let anybody set the first password (CVE-2018-19367); its cure was a window, ours is a window and a token.
 */
export function openSetup(users: Users, folder: DataFolder, now: () => number = Date.now): Setup {
  const until = now() + SETUP_WINDOW_MS
  let wrong = 0
  let token: string | null = null
  const close = () => {
    token = null
    folder.remove(TOKEN_FILE)
  }
  if (users.any()) close()
  else {
    token = newToken()
    folder.write(TOKEN_FILE, `${token}\n`)
  }
  const state = (): SetupState => {
    if (users.any()) return 'done'
    if (token !== null && (now() >= until || wrong >= SETUP_TRIES)) close()
    return token === null ? 'closed' : 'open'
  }
  return {
    state,
    close,
    token: () => (state() === 'open' ? token : null),
    refuse(candidate) {
      const where = state()
      if (where !== 'open' || token === null) return closedProblem(where)
      if (same(candidate, token)) return null
      wrong += 1
      const left = SETUP_TRIES - wrong
      if (left === 0) return closedProblem(state())
      return { code: 'wrong_credentials', message: text.server.wrongToken(left), field: 'token', hint: text.server.wrongTokenHint(folder.path(TOKEN_FILE)) }
    },
  }
}

/** Why there is no setup (any more). */
export function closedProblem(state: SetupState): Problem {
  const done = state === 'done'
  return { code: 'setup_closed', message: done ? text.server.setupDone : text.server.setupClosed, hint: done ? text.server.setupDoneHint : text.server.setupClosedHint }
}

// 28 characters of 5 bits: 140 bits. 256 is a multiple of 32, so the modulus favors no letter.
function newToken(): string {
  const letters = [...randomBytes(28)].map((byte) => ALPHABET[byte % 32]).join('')
  return letters.replace(/.{4}(?!$)/g, '$&-')
}

function same(candidate: string, token: string): boolean {
  // Hashes have one length, which timingSafeEqual needs, and leak nothing about where the texts differ.
  const digest = (s: string) => createHash('sha256').update(plain(s)).digest()
  return timingSafeEqual(digest(candidate), digest(token))
}

// What people retype: case, spaces and dashes do not matter, and the letters that Crockford leaves out mean the digits they resemble.
function plain(s: string): string {
  return s.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}
