import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { replace, settle } from './upgrade.mjs'

const world = vi.hoisted(() => ({ root: '', units: '', full: false, ready: true }))
vi.mock('./systemd.mjs', () => ({ startUnits: async () => void (world.units = 'running'), stopUnits: async () => void (world.units = 'stopped'), lastLines: async () => '' }))
vi.mock('./ready.mjs', () => ({ untilReady: async () => (world.ready ? null : 'it was not ready') }))
vi.mock('./files.mjs', async (original) => ({ ...(await original<typeof import('./files.mjs')>()), enlist: async () => undefined }))
vi.mock('./places.mjs', async (original) => {
  const real = await original<typeof import('./places.mjs')>()
  return { ...real, places: () => real.places(world.root) }
})
vi.mock('./command.mjs', async (original) => {
  const { must, ...real } = await original<typeof import('./command.mjs')>()
  return { ...real, must: async (argv: string[]) => (world.full && argv[0] === 'cp' ? Promise.reject(new Error('cp: No space left on device')) : must(argv)) }
})

const at = (path: string) => join(world.root, path)
const put = (path: string, text: string) => {
  mkdirSync(at(path), { recursive: true })
  writeFileSync(at(join(path, 'version')), text)
}
const read = (path: string) => (existsSync(at(join(path, 'version'))) ? readFileSync(at(join(path, 'version')), 'utf8') : null)
/** What of an upgrade is left over. */
const left = () => ['opt/dock6.next', 'opt/dock6.previous', 'var/lib/dock6.previous', 'var/lib/dock6.previous.part'].filter((path) => existsSync(at(path)))

beforeEach(() => {
  Object.assign(world, { root: mkdtempSync(join(tmpdir(), 'upgrade-')), units: 'running', full: false, ready: true })
  put('opt/dock6', 'old')
  put('opt/dock6.next', 'new')
  put('var/lib/dock6/keeper', 'data')
})
afterEach(() => rmSync(world.root, { recursive: true }))

test('an upgrade leaves nothing but the new version', async () => {
  expect(await replace(1)).toEqual({ failed: null })
  expect([read('opt/dock6'), read('var/lib/dock6/keeper'), world.units, left()]).toEqual(['new', 'data', 'running', []])
})

test('no room for the data: the version before runs again, and nothing is left over', async () => {
  world.full = true
  await expect(replace(1)).rejects.toThrow(/No space left on device\. The version before runs again, with its data as they were\.$/)
  expect([read('opt/dock6'), read('var/lib/dock6/keeper'), world.units, left()]).toEqual(['old', 'data', 'running', []])
})

test('the new version cannot be put in place: the one before is put back there', async () => {
  rmSync(at('opt/dock6.next'), { recursive: true })
  await expect(replace(1)).rejects.toThrow(/ENOENT.*The version before runs again/)
  expect([read('opt/dock6'), world.units, left()]).toEqual(['old', 'running', []])
})

test('a first installation that fails says only why', async () => {
  for (const path of ['opt/dock6', 'opt/dock6.next']) rmSync(at(path), { recursive: true })
  world.units = 'none'
  await expect(replace(1)).rejects.toThrow(/^The new version could not be put in place: ENOENT[^.]*\.[^.]*\.$/)
  expect(left()).toEqual([])
})

test('cut off before the version before was put aside: its data are those in place, and the next upgrade goes through', async () => {
  put('var/lib/dock6.previous/keeper', 'older data')
  await settle(1)
  expect([read('opt/dock6'), read('var/lib/dock6/keeper'), left()]).toEqual(['old', 'data', ['opt/dock6.next']])
  expect(await replace(1)).toEqual({ failed: null })
})

test('cut off while the new version was not ready: the one before comes back with its data', async () => {
  put('opt/dock6.previous', 'older')
  put('var/lib/dock6.previous/keeper', 'older data')
  world.ready = false
  await settle(1)
  expect([read('opt/dock6'), read('var/lib/dock6/keeper'), world.units, left()]).toEqual(['older', 'older data', 'running', ['opt/dock6.next']])
})
