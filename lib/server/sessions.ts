import { createHash, randomBytes } from 'node:crypto'
import type { Store } from './store'
import type { User } from './users'

export const IDLE_MS = 60 * 60_000
export const ABSOLUTE_MS = 12 * 60 * 60_000
// Writing "seen" on every request would make every read a write. So a session may idle out up to this much early.
const SEEN_STEP_MS = 30_000

export type Sessions = {
  /** Starts a session and returns its id, which exists nowhere else: the store has only a hash of it. */
  create(user: User, client: string): string
  /** Who the session belongs to, or null if there is none or it timed out. Does not count as use. */
  check(id: string | null): User | null
  /** Counts as use: the idle time starts again. */
  touch(id: string): void
  end(id: string): void
  endAllOf(userId: number): void
  /** Deletes what timed out. */
  sweep(): void
}

/** Sessions live in the store, so a restart signs nobody out. */
export function createSessions(store: Store, now: () => number = Date.now): Sessions {
  const insert = store.prepare('INSERT INTO sessions (id_hash, user_id, client, created_at, seen_at) VALUES (?, ?, ?, ?, ?)')
  const select = store.prepare<[Buffer, number, number], User>(
    `SELECT users.id, users.name, users.role FROM sessions JOIN users ON users.id = sessions.user_id
     WHERE id_hash = ? AND seen_at > ? AND sessions.created_at > ?`,
  )
  const touch = store.prepare('UPDATE sessions SET seen_at = ? WHERE id_hash = ? AND seen_at <= ? AND seen_at > ?')
  const end = store.prepare('DELETE FROM sessions WHERE id_hash = ?')
  const endAll = store.prepare('DELETE FROM sessions WHERE user_id = ?')
  const sweep = store.prepare('DELETE FROM sessions WHERE seen_at <= ? OR created_at <= ?')
  return {
    create(user, client) {
      const id = randomBytes(32).toString('base64url')
      insert.run(hash(id), user.id, client, now(), now())
      return id
    },
    check: (id) => (id === null ? null : (select.get(hash(id), now() - IDLE_MS, now() - ABSOLUTE_MS) ?? null)),
    touch: (id) => void touch.run(now(), hash(id), now() - SEEN_STEP_MS, now() - IDLE_MS),
    end: (id) => void end.run(hash(id)),
    endAllOf: (userId) => void endAll.run(userId),
    sweep: () => void sweep.run(now() - IDLE_MS, now() - ABSOLUTE_MS),
  }
}

// A plain hash is enough: the id has 256 random bits, so there is nothing to guess; a stolen database opens no session.
function hash(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}
