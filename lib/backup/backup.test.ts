import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openKeeperStore } from '../keeper/store'
import { createKept } from '../keeper/store-kept'
import { openStore } from '../server/store'
import { createUsers } from '../server/users'
import { writeArchive } from './archive'
import { backUp } from './backup'
import { restore } from './restore'

let root: string
let data: string
let file: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dock6-backup-'))
  data = join(root, 'data')
  file = join(root, 'dock6.backup')
})
afterEach(() => rmSync(root, { recursive: true }))

const write = () => backUp({ data, file, version: '1.2.3', now: 1_700_000_000_000 })
const back = (owner: { uid: number; gid: number } | null = null, to = data) => restore({ data: to, file, owner })
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** A data folder as the two processes leave it; `close` ends them. */
function dataOfADay(): { close(): void } {
  const keeper = openKeeperStore(join(data, 'keeper/keeper.db'))
  createKept(keeper).keep('row', 'addresses/eth0/x', { a: 1 }, 'ann')
  mkdirSync(join(data, 'console/tls'), { recursive: true, mode: 0o700 })
  const store = openStore(join(data, 'console/console.db'))
  createUsers(store).createFirst('ann', 'hash')
  writeFileSync(join(data, 'console/tls/key.pem'), 'KEY', { mode: 0o600 })
  writeFileSync(join(data, 'console/setup-token'), 'TOKEN', { mode: 0o600 })
  return { close: () => [keeper, store].forEach((one) => one.close()) }
}

function readBack(folder: string) {
  const keeper = openKeeperStore(join(folder, 'keeper/keeper.db'))
  const store = openStore(join(folder, 'console/console.db'))
  const found = { kept: createKept(keeper).all('row').map(({ key, value }) => [key, value]), user: createUsers(store).find('ANN')?.name }
  keeper.close()
  store.close()
  return found
}

test('while both processes write, and back: contents, owners, modes; what is of one moment stays out', async () => {
  const day = dataOfADay()
  expect(existsSync(join(data, 'keeper/keeper.db-wal')), 'rows are still in the log').toBe(true)
  expect(await write()).toEqual({ ok: true, value: 3 })
  expect(modeOf(file)).toBe('600')
  expect(readdirSync(root).sort(), 'nothing beside it').toEqual(['data', 'dock6.backup'])
  const elsewhere = join(root, 'elsewhere')
  const owner = process.getuid?.() === 0 ? { uid: 4242, gid: 4343 } : null
  const restored = back(owner, elsewhere)
  expect(restored).toMatchObject({ ok: true, value: { count: 3, manifest: { product: 'dock6', version: '1.2.3', at: 1_700_000_000_000 } } })
  expect(readdirSync(elsewhere).sort()).toEqual(['console', 'keeper'])
  expect(readdirSync(join(elsewhere, 'console')).sort()).toEqual(['console.db', 'tls'])
  for (const [path, mode] of [['keeper', '700'], ['keeper/keeper.db', '600'], ['console', '700'], ['console/tls', '700'], ['console/tls/key.pem', '600'], ['console/console.db', '600']] as const) {
    expect(modeOf(join(elsewhere, path)), path).toBe(mode)
    if (owner) expect(statSync(join(elsewhere, path)).uid, path).toBe(path.startsWith('console') ? 4242 : 0)
  }
  expect(readFileSync(join(elsewhere, 'console/tls/key.pem'), 'utf8')).toBe('KEY')
  expect(readBack(elsewhere)).toEqual({ kept: [['addresses/eth0/x', { a: 1 }]], user: 'ann' })
  day.close()
})

test('what came after the backup is gone with the restore; the console’s folder keeps its owner', async () => {
  dataOfADay().close()
  expect(await write()).toMatchObject({ ok: true })
  const keeper = openKeeperStore(join(data, 'keeper/keeper.db'))
  createKept(keeper).keep('row', 'later', true, 'bob')
  expect(back(), 'while a process has it open').toMatchObject({ ok: false, problem: { code: 'busy', message: expect.stringContaining(String(process.pid)) } })
  expect(createKept(keeper).all('row')).toHaveLength(2)
  keeper.close()
  expect(back()).toMatchObject({ ok: true })
  expect(readBack(data)).toEqual({ kept: [['addresses/eth0/x', { a: 1 }]], user: 'ann' })
  expect(readdirSync(data).sort()).toEqual(['console', 'keeper'])
})

test('a backup of an older schema is taken, and raised when it is opened', async () => {
  dataOfADay().close()
  copyFileSync(join(import.meta.dirname, '../keeper/fixtures/schema-1.db'), join(data, 'keeper/keeper.db'))
  expect(await write()).toMatchObject({ ok: true })
  expect(back()).toMatchObject({ ok: true, value: { manifest: { schemas: { 'keeper/keeper.db': 1 } } } })
  expect(readBack(data).kept).toHaveLength(2)
})

describe('refused, and nothing touched', () => {
  const sealed = (files: { name: string; data: Buffer }[]) => writeArchive(file, { product: 'dock6', version: '9', host: 'h', at: 1, schemas: {} }, files.map((one) => ({ mode: 0o600, ...one })), 1)

  test('a newer schema', async () => {
    dataOfADay().close()
    const store = openKeeperStore(join(data, 'keeper/keeper.db'))
    const known = Number(store.pragma('user_version', { simple: true }))
    store.pragma(`user_version = ${known + 1}`)
    store.close()
    expect(await write()).toMatchObject({ ok: true })
    rmSync(data, { recursive: true })
    dataOfADay().close()
    const before = readFileSync(join(data, 'keeper/keeper.db'))
    expect(back()).toMatchObject({ ok: false, problem: { code: 'conflict', message: expect.stringMatching(/newer dock6.*schema \d+.*Nothing was restored/) } })
    expect(readFileSync(join(data, 'keeper/keeper.db')).equals(before)).toBe(true)
    expect(readdirSync(data).sort()).toEqual(['console', 'keeper'])
  })

  test.each(['../etc/passwd', 'keeper/../../x', '/etc/passwd', 'other/x', 'keeper', 'console/.hidden', 'keeper//x', ''])('a file named “%s”', (name) => {
    sealed([{ name: 'keeper/keeper.db', data: Buffer.from('x') }, { name, data: Buffer.from('x') }])
    expect(back()).toMatchObject({ ok: false, problem: { code: 'bad_input', message: expect.stringContaining('Nothing was restored') } })
    expect(existsSync(data)).toBe(false)
  })

  test('a database that is none', () => {
    sealed([{ name: 'keeper/keeper.db', data: Buffer.from('not a database at all, but long enough to look') }])
    expect(back()).toMatchObject({ ok: false, problem: { code: 'unreadable_output', message: expect.stringContaining('keeper/keeper.db is damaged') } })
    expect(readdirSync(data)).toEqual([])
  })

  test.each([
    ['no file', () => undefined],
    ['a text', () => writeFileSync(file, 'hello')],
    ['an empty file', () => writeFileSync(file, '')],
    ['a folder', () => mkdirSync(file)],
    ['another database', () => openKeeperStore(file).close()],
  ])('%s', (_name, make) => {
    make()
    expect(back()).toMatchObject({ ok: false, problem: { code: 'bad_input', message: expect.stringContaining('not a backup of dock6') } })
  })

  test('a backup that was cut short', async () => {
    dataOfADay().close()
    await write()
    truncateSync(file, statSync(file).size - 5000)
    expect(back()).toMatchObject({ ok: false, problem: { code: 'bad_input' } })
  })
})

test('a place that cannot be written to is said', async () => {
  dataOfADay().close()
  expect(await backUp({ data, file: join(root, 'none/backup'), version: '1', now: 0 })).toMatchObject({ ok: false, problem: { code: 'bad_input', message: expect.stringContaining(`Nothing can be written in ${join(root, 'none')}: ENOENT`) } })
})

test('a backup is not written over another file, nor of nothing, nor of a damaged database', async () => {
  expect(await write()).toMatchObject({ ok: false, problem: { code: 'not_found' } })
  dataOfADay().close()
  writeFileSync(file, 'mine')
  expect(await write()).toMatchObject({ ok: false, problem: { code: 'conflict' } })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  rmSync(file)
  cpSync(import.meta.filename, join(data, 'keeper/keeper.db'))
  expect(await write()).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  expect(readdirSync(root)).toEqual(['data'])
})
