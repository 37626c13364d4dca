import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyPlan, type ChangeRecord } from '../core/change'
import { newRecord } from '../changes/preview'
import { openKeeperStore } from './store'
import { createJournal } from './store-journal'
import { createKept } from './store-kept'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dock6-store-'))
  path = join(folder, 'keeper', 'keeper.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const record = (at: number, undoes: string | null = null): ChangeRecord =>
  newRecord({ at, actor: { type: 'user', name: 'ann', role: 'admin', from: '::1' }, intents: [{ kind: 'x', input: { a: [1] } }], plan: { ...emptyPlan('X'), steps: [{ title: 'one', do: { type: 'exec', argv: ['true'] }, undo: null }] }, undoes })

test('is durable, and for its owner only', () => {
  const store = openKeeperStore(path)
  expect([store.pragma('journal_mode', { simple: true }), store.pragma('synchronous', { simple: true })]).toEqual(['wal', 2])
  createJournal(store).add(record(1))
  expect(statSync(join(folder, 'keeper')).mode & 0o777).toBe(0o700)
  for (const end of ['', '-wal', '-shm']) expect(statSync(path + end).mode & 0o777, end).toBe(0o600)
  store.close()
})

test('a database of a newer dock6 is refused', () => {
  openKeeperStore(path, ['CREATE TABLE a (b)', 'CREATE TABLE c (d)']).close()
  expect(() => openKeeperStore(path, ['CREATE TABLE a (b)'])).toThrow(/newer dock6/)
})

test('a record comes back as it was, also from another process’s connection', () => {
  const one = record(5)
  createJournal(openKeeperStore(path)).add(one)
  expect(createJournal(openKeeperStore(path)).get(one.id)).toEqual({ record: one, journal: ['pending'], owner: null, aim: null })
})

test('of two that begin, one wins and the other hears who', () => {
  const [a, b] = [createJournal(openKeeperStore(path)), createJournal(openKeeperStore(path))]
  const [one, two] = [record(Date.now()), record(Date.now())]
  a.add(one)
  a.add(two)
  expect(a.begin(one.id, 'a', null)).toBe('begun')
  expect(b.begin(two.id, 'b', null)).toMatchObject({ holder: { record: { id: one.id }, owner: 'a' } })
  a.move(one.id, 'applying', 'done')
  expect(b.begin(one.id, 'b', null)).toBe('not-planned')
  expect(b.begin(two.id, 'b', null)).toBe('begun')
})

test('of two that take a change back, one claims it', () => {
  const [a, b] = [createJournal(openKeeperStore(path)), createJournal(openKeeperStore(path))]
  const one = record(1)
  a.add(one)
  a.begin(one.id, 'a', 7)
  a.move(one.id, 'applying', 'waiting')
  const from = { state: 'waiting', owner: null } as const
  expect([a.claim(one.id, from, 'a', 'undone', null), b.claim(one.id, from, 'b', 'undone', null)]).toEqual([true, false])
  expect(b.move(one.id, 'waiting', 'done')).toBe(false)
  expect(b.get(one.id)).toMatchObject({ owner: 'a', record: { state: 'undoing', deadline: 7 } })
  // Whoever continues an undo keeps what it was for.
  expect(b.claim(one.id, { state: 'undoing', owner: 'a' }, 'b', 'failed', null)).toBe(true)
  expect(b.get(one.id)).toMatchObject({ owner: 'b', aim: 'undone' })
})

test('history is newest first, without plans; plans go after a day', () => {
  let now = 1000
  const journal = createJournal(openKeeperStore(path), undefined, () => now)
  const all = [1, 2, 3].map((at) => record(at))
  for (const one of all) {
    journal.add(one)
    now++
    if (one.at === 2) continue
    journal.begin(one.id, 'a', null)
    journal.move(one.id, 'applying', 'done')
  }
  expect(journal.page(0, 10)).toMatchObject({ total: 2, records: [{ id: all[2]!.id }, { id: all[0]!.id }] })
  expect(journal.page(1, 1).records.map(({ id }) => id)).toEqual([all[0]!.id])
  now += 24 * 3600_000 + 10_000
  journal.add(record(now))
  expect(journal.get(all[1]!.id)).toBeNull()
  expect(journal.get(all[0]!.id)).not.toBeNull()
})

test('an undo that is done marks what it took back', () => {
  const journal = createJournal(openKeeperStore(path))
  const one = record(1)
  journal.add(one)
  journal.begin(one.id, 'a', null)
  journal.move(one.id, 'applying', 'done')
  const undo = record(2, one.id)
  journal.add(undo)
  journal.begin(undo.id, 'a', null)
  expect(journal.get(one.id)?.record.undoneBy).toBeNull()
  journal.move(undo.id, 'applying', 'done')
  expect(journal.get(one.id)?.record.undoneBy).toBe(undo.id)
})

test('records of dock6’s own: kept, replaced, forgotten; twice is once', () => {
  const kept = createKept(openKeeperStore(path), undefined, () => 9)
  for (const value of [1, { a: 2 }, { a: 2 }]) kept.keep('row', 'x', value, 'ann')
  kept.keep('rule', 'x', true, 'ann')
  expect(kept.all('row')).toEqual([{ table: 'row', key: 'x', value: { a: 2 }, by: 'ann', at: 9, triedAt: null, said: null }])
  kept.tried('row', 'x', 'Network is down')
  expect(kept.all('row')[0]).toMatchObject({ triedAt: 9, said: 'Network is down' })
  kept.keep('row', 'x', 3, 'ann')
  expect(kept.all('row')[0]).toMatchObject({ value: 3, triedAt: null, said: null })
  for (const _ of [1, 2]) kept.keep('row', 'x', null, 'ann')
  expect(kept.all('row')).toEqual([])
})
