import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync, readFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from './data-folder'
import { openStore } from './store'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dock6-store-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('migrations run once each, in order; WAL; a newer store is refused', () => {
  const path = join(root, 'a.db')
  const first = ['CREATE TABLE a (x)']
  const second = [...first, 'CREATE TABLE b (x); INSERT INTO b VALUES (1)']
  openStore(path, first).close()
  openStore(path, second).close()
  const store = openStore(path, second)
  expect(store.prepare('SELECT count(*) FROM b').pluck().get()).toBe(1)
  expect(store.pragma('journal_mode', { simple: true })).toBe('wal')
  store.close()
  expect(() => openStore(path, first)).toThrow(/newer dock6/)
})

test('a migration that fails leaves the version before it', () => {
  const path = join(root, 'a.db')
  expect(() => openStore(path, ['CREATE TABLE a (x)', 'CREATE TABLE b (x); nonsense'])).toThrow()
  const store = openStore(path, ['CREATE TABLE a (x)'])
  expect(store.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()).toEqual(['a'])
  store.close()
})

test('files are for the console alone, and a planted link is not followed', () => {
  const folder = openDataFolder(join(root, 'console'))
  const target = join(root, 'target')
  writeFileSync(target, 'untouched')
  symlinkSync(target, folder.path('secret.new'))
  symlinkSync(target, folder.path('secret'))
  folder.write('secret', 'x')
  expect(readFileSync(target, 'utf8')).toBe('untouched')
  expect(folder.read('secret')).toBe('x')
  expect(statSync(folder.path('secret')).mode & 0o777).toBe(0o600)
  expect(statSync(join(root, 'console')).mode & 0o777).toBe(0o700)
  folder.write('tls/key.pem', 'k')
  expect(statSync(folder.path('tls')).mode & 0o777).toBe(0o700)
  folder.remove('secret')
  expect(existsSync(folder.path('secret'))).toBe(false)
})
