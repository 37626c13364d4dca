import { afterEach, beforeEach, expect, test } from 'vitest'
import { COOKIE, endedCookie, sessionCookie, sessionIdIn } from './cookie'
import { ABSOLUTE_MS, createSessions, IDLE_MS, type Sessions } from './sessions'
import { openStore, type Store } from './store'
import { createUsers, type User } from './users'

let store: Store
let sessions: Sessions
let user: User
let now = 0

beforeEach(() => {
  now = 1_000_000_000
  store = openStore(':memory:')
  user = createUsers(store, () => now).createFirst('root', 'x')!
  sessions = createSessions(store, () => now)
})
afterEach(() => store.close())

test('a session belongs to its user; other ids to nobody', () => {
  const id = sessions.create(user, '::1')
  expect(sessions.check(id)).toEqual({ id: user.id, name: 'root', role: 'admin' })
  expect(sessions.check(null)).toBeNull()
  expect(sessions.check('x'.repeat(43))).toBeNull()
})

test('the store does not hold the id', () => {
  const id = sessions.create(user, '::1')
  const rows = JSON.stringify(store.prepare('SELECT hex(id_hash) AS h, client FROM sessions').all())
  expect(rows).not.toContain(id)
  expect(rows.toLowerCase()).not.toContain(Buffer.from(id, 'base64url').toString('hex'))
})

test('idle: ends after an hour without use, not before', () => {
  const id = sessions.create(user, '::1')
  now += IDLE_MS - 1
  expect(sessions.check(id)).not.toBeNull()
  sessions.touch(id)
  now += IDLE_MS - 1
  expect(sessions.check(id)).not.toBeNull()
  now += 1
  expect(sessions.check(id)).toBeNull()
  sessions.touch(id)
  expect(sessions.check(id)).toBeNull()
})

test('looking is not using', () => {
  const id = sessions.create(user, '::1')
  for (let i = 0; i < 10; i++) {
    now += IDLE_MS / 10
    sessions.check(id)
  }
  expect(sessions.check(id)).toBeNull()
})

test('absolute: use does not help beyond twelve hours', () => {
  const id = sessions.create(user, '::1')
  const end = now + ABSOLUTE_MS
  while (now < end - 60_000) {
    now += 60_000
    sessions.touch(id)
  }
  expect(sessions.check(id)).not.toBeNull()
  now = end
  expect(sessions.check(id)).toBeNull()
})

test('logout, logout everywhere, sweep', () => {
  const [a, b, c] = [sessions.create(user, '::1'), sessions.create(user, '::1'), sessions.create(user, '::1')]
  sessions.end(a)
  expect([sessions.check(a), sessions.check(b)?.name]).toEqual([null, 'root'])
  sessions.endAllOf(user.id)
  expect([sessions.check(b), sessions.check(c)]).toEqual([null, null])
  sessions.create(user, '::1')
  now += IDLE_MS
  sessions.sweep()
  expect(store.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(0)
})

test('a deleted user has no sessions', () => {
  const id = sessions.create(user, '::1')
  store.prepare('DELETE FROM users').run()
  expect(sessions.check(id)).toBeNull()
})

test('cookie flags', () => {
  const id = sessions.create(user, '::1')
  const flags = sessionCookie(id).split('; ').slice(1)
  expect(flags.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'])
  expect(sessionCookie(id)).toMatch(/^__Host-dock6=[\w-]{43};/)
  expect(endedCookie()).toContain('Max-Age=0')
})

test.each([
  [`${COOKIE}=${'a'.repeat(43)}`, 'a'.repeat(43)],
  [`x=1; ${COOKIE}=${'a'.repeat(43)}; y=2`, 'a'.repeat(43)],
  [`${COOKIE}=short`, null],
  [`dock6=${'a'.repeat(43)}`, null],
  [`${COOKIE}=`, null],
  [null, null],
])('cookie header %s', (header, id) => expect(sessionIdIn(header)).toBe(id))
