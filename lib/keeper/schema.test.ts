import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KEEPER_SCHEMA, openKeeperStore, type KeeperStore } from './store'
import { createJournal } from './store-journal'
import { createKept } from './store-kept'
import { createVault } from './vault'

/** Databases that released schemas left behind: written by the keepers of those versions on a real kernel (an address kept, one added and taken back, a proxy entry kept). */
const OLD = Array.from({ length: KEEPER_SCHEMA - 1 }, (_, i) => i + 1)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dock6-schema-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const shapeOf = (store: KeeperStore) =>
  (store.prepare('SELECT name FROM sqlite_master WHERE type = ? ORDER BY name').pluck().all('table') as string[]).map((name) => [name, store.pragma(`table_xinfo(${name})`), store.pragma(`index_list(${name})`)])

function old(version: number): KeeperStore {
  const path = join(folder, 'keeper.db')
  copyFileSync(join(import.meta.dirname, `fixtures/schema-${version}.db`), path)
  return openKeeperStore(path)
}

test.each(OLD)('a database of schema %i is raised to the shape of a new one', (version) => {
  const raised = old(version)
  expect(raised.pragma('user_version', { simple: true })).toBe(KEEPER_SCHEMA)
  expect(raised.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(shapeOf(raised)).toEqual(shapeOf(openKeeperStore(':memory:')))
  raised.close()
})

test.each(OLD)('what schema %i kept is read as before, and worked with', (version) => {
  const store = old(version)
  const { total, records } = createJournal(store).page(0, 10)
  expect(total).toBe(4)
  expect(records.map(({ state, intents, undoneBy, undoes }) => [state, intents[0]?.kind, undoneBy !== null, undoes !== null])).toEqual([
    ['done', 'proxies.add', false, false],
    ['done', undefined, false, true],
    ['done', 'addresses.add', true, false],
    ['done', 'addresses.add', false, false],
  ])
  expect(records.every(({ steps }) => steps.length > 0 && steps.every(({ state, command }) => state === 'done' && command !== ''))).toBe(true)
  const kept = createKept(store)
  expect(kept.all('row').map(({ key, by, triedAt, said }) => [key, by, triedAt, said])).toEqual([
    ['addresses/eth9/2001:db8:7::1/64', 'ann', null, null],
    ['proxies/eth9/2001:db8:7::c', 'ann', null, null],
  ])
  kept.tried('row', 'proxies/eth9/2001:db8:7::c', 'no such link')
  expect(kept.all('row')[1]).toMatchObject({ said: 'no such link' })
  const { seal, open } = createVault(store)
  const words = seal('{"proxies":{"https-proxy":"http://ann:hush@p.test"}}')
  expect(words).not.toContain('hush')
  expect(open(words)).toEqual({ text: expect.stringContaining('hush') })
  store.close()
})
