import { expect, test } from 'vitest'
import type { Reading, Source } from '../core/reading'
import { defineResource, type Resource } from '../core/resource'
import { fail, ok, type Result } from '../core/result'
import { createReadings } from './readings'
import { createTables } from './tables'

type Thing = { name: string; count: number; owner: string | null }

function setup() {
  const raw: Record<string, Result<unknown>> = { things: ok([{ name: 'a', count: 1 }]), owners: ok({ a: 'web1' }) }
  const reading = <T>(name: string): Reading<T> => ({ name, source: { type: 'argv', argv: [name] }, wakes: ['link'], parse: (value) => ok(value as T) })
  const resource = defineResource({
    name: 'things',
    needs: { things: reading<{ name: string; count: number }[]>('things') },
    enriches: { owners: reading<Record<string, string>>('owners') },
    rows: ({ things }, { owners }): Thing[] => things.map((thing) => ({ ...thing, owner: owners?.[thing.name] ?? null })),
    key: (row) => row.name,
    search: (row) => row.name,
    sorts: { name: 'text' },
    volatile: ['count'],
  })
  const versions: number[] = []
  const held = new Map<string, Promise<void>>()
  const read = async (source: Source) => {
    const name = source.type === 'argv' ? source.argv[0] : ''
    await held.get(name)
    return raw[name]!
  }
  /** Keeps reads of one source waiting until the returned function is called. */
  const hold = (name: string) => {
    let release = () => {}
    held.set(name, new Promise((resolve) => (release = resolve)))
    return release
  }
  const readings = createReadings({ read, onChange: (changed) => tables.readingChanged(changed) })
  const tables = createTables({ resources: [resource as Resource<unknown>], readings, interestMs: 15_000, onVersion: (_name, version) => versions.push(version) })
  const look = async (interest = false) => tables.table(tables.find('things')!, interest)
  return { raw, readings, resource, look, versions, hold }
}

test('a version grows when rows changed, and only then', async () => {
  const { raw, readings, look } = setup()
  const { version } = await look()
  readings.wake('link')
  expect((await look()).version).toBe(version)
  raw['things'] = ok([{ name: 'b', count: 1 }])
  readings.wake('link')
  expect((await look()).version).toBeGreaterThan(version)
})

test('volatile fields are served fresh without a new version', async () => {
  const { raw, readings, look } = setup()
  const { version } = await look()
  raw['things'] = ok([{ name: 'a', count: 2 }])
  readings.wake('link')
  const after = await look()
  expect(after.rows).toEqual([{ name: 'a', count: 2, owner: 'web1' }])
  expect(after.version).toBe(version)
})

test('a need that fails is the answer; an enrichment that fails is told beside the rows', async () => {
  const { raw, readings, look } = setup()
  const { version } = await look()
  raw['owners'] = fail({ code: 'engine_unreachable', message: 'Docker does not answer' })
  readings.wake('link')
  const without = await look()
  expect(without.rows).toEqual([{ name: 'a', count: 1, owner: null }])
  expect(without.problems.map((problem) => problem.code)).toEqual(['engine_unreachable'])
  expect(without.version).toBeGreaterThan(version)
  raw['things'] = fail({ code: 'command_failed', message: 'no' })
  readings.wake('link')
  const failed = await look()
  expect(failed.rows).toBeNull()
  expect(failed.problems.map((problem) => problem.code)).toEqual(['command_failed'])
})

test('who looks hears of a new version without asking again', async () => {
  const { raw, readings, look, versions } = setup()
  await look(true)
  await new Promise((resolve) => setTimeout(resolve, 30))
  raw['things'] = ok([{ name: 'c', count: 1 }])
  readings.wake('link')
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(versions.length).toBeGreaterThanOrEqual(1)
  readings.close()
})

test('what was read again while a slower reading was waited for is not undone', async () => {
  const { raw, readings, resource, look, hold } = setup()
  const release = hold('owners')
  const slow = look()
  await new Promise((resolve) => setTimeout(resolve, 5))
  raw['things'] = ok([{ name: 'b', count: 1 }])
  readings.wake('link')
  const things = resource.needs['things'] as Reading<unknown>
  await readings.get(things)
  release()
  expect((await slow).rows).toEqual([{ name: 'b', count: 1, owner: null }])
})

test('rows observed for a change are read again although nothing woke them, and what cannot be read is a Problem', async () => {
  const raw: Record<string, Result<unknown>> = { things: ok([{ name: 'a' }]) }
  const reading: Reading<{ name: string }[]> = { name: 'things', source: { type: 'argv', argv: ['things'] }, wakes: ['link'], parse: (value) => ok(value as { name: string }[]) }
  const resource = defineResource({ name: 'things', needs: { things: reading }, enriches: {}, rows: ({ things }) => things, key: (row) => row.name, search: (row) => row.name, sorts: {} })
  const readings = createReadings({ read: async () => raw['things']!, onChange: () => undefined })
  const tables = createTables({ resources: [resource as Resource<unknown>], readings, interestMs: 15_000, onVersion: () => undefined })
  expect((await tables.table(tables.find('things')!, false)).rows).toEqual([{ name: 'a' }])
  raw['things'] = ok([{ name: 'b' }])
  expect((await tables.table(tables.find('things')!, false)).rows).toEqual([{ name: 'a' }])
  expect(await tables.observe(['things', 'things', 'unheard of'])).toEqual(ok({ things: [{ name: 'b' }] }))
  raw['things'] = fail({ code: 'command_missing', message: 'gone' })
  expect(await tables.observe(['things'])).toMatchObject({ ok: false, problem: { code: 'command_missing' } })
})
