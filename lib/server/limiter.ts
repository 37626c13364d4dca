/** How many attempts are free, and how long the wait grows: 1 s, doubled by every further failure, up to `capMs`. */
export type Limit = { free: number; capMs: number; keys: number }

export const SOURCE_LIMIT: Limit = { free: 5, capMs: 15 * 60_000, keys: 10_000 }
// Short on purpose: who fails on somebody's name from many sources must not be able to keep that person out for long.
export const NAME_LIMIT: Limit = { free: 10, capMs: 30_000, keys: 10_000 }
const FIRST_DELAY_MS = 1000
const FORGET_MS = 60 * 60_000

export type Limiter = {
  /**
   * Asks for one attempt: 0 if it may go on, else the milliseconds to wait. An allowed attempt counts as failed until `succeeded`,
   * so that a thousand attempts at the same moment are a thousand, not one.
   */
  attempt(key: string): number
  /** Gives an attempt back that was never tried. */
  giveBack(key: string): void
  succeeded(key: string): void
}

/** Slows down guessing by one key (a source address, a name). Nothing is ever locked for good, and memory stays bounded: the key unused for longest is forgotten. */
export function createLimiter(limit: Limit, now: () => number = Date.now): Limiter {
  const entries = new Map<string, { failures: number; last: number; openAt: number }>()
  const store = (key: string, failures: number, last: number) => {
    const over = failures - limit.free
    // 2^over is kept finite; the cap rules long before.
    const delay = over < 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** Math.min(over, 30), limit.capMs)
    entries.delete(key)
    entries.set(key, { failures, last, openAt: last + delay })
    // A Map keeps insertion order, and every attempt re-inserts: the first key is the one unused for longest.
    for (const oldest of entries.keys()) {
      if (entries.size <= limit.keys) break
      entries.delete(oldest)
    }
  }
  return {
    attempt(key) {
      const entry = entries.get(key)
      if (entry && now() < entry.openAt) return entry.openAt - now()
      const failures = entry && now() - entry.last < FORGET_MS ? entry.failures : 0
      store(key, failures + 1, now())
      return 0
    },
    giveBack(key) {
      const entry = entries.get(key)
      if (entry) store(key, Math.max(0, entry.failures - 1), entry.last)
    },
    succeeded: (key) => void entries.delete(key),
  }
}
