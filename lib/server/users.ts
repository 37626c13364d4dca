import type { Store } from './store'

export type Role = 'admin' | 'operator' | 'viewer'
/** Who is signed in, as pages and the API show it. */
export type User = { id: number; name: string; role: Role }

export type Users = {
  /** Whether there is anybody at all; without anybody there is only setup. */
  any(): boolean
  /** A user by name (case does not matter) with the stored password hash. */
  find(name: string): (User & { password: string }) | null
  /** Creates the first admin, unless somebody was faster: then null. */
  createFirst(name: string, password: string): User | null
  setPassword(id: number, password: string): void
}

/** The people who may sign in. */
export function createUsers(store: Store, now: () => number = Date.now): Users {
  const any = store.prepare('SELECT EXISTS (SELECT 1 FROM users)').pluck()
  const find = store.prepare<[string], User & { password: string }>('SELECT id, name, role, password FROM users WHERE name = ?')
  // One statement, so that of two setups at the same moment exactly one inserts.
  const first = store.prepare<[string, string, number, number], User>(
    `INSERT INTO users (name, role, password, created_at, changed_at)
     SELECT ?, 'admin', ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM users) RETURNING id, name, role`,
  )
  const password = store.prepare('UPDATE users SET password = ?, changed_at = ? WHERE id = ?')
  return {
    any: () => any.get() === 1,
    find: (name) => find.get(name) ?? null,
    createFirst: (name, hash) => first.get(name, hash, now(), now()) ?? null,
    setPassword: (id, hash) => void password.run(hash, now(), id),
  }
}
