import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Reading } from '../core/reading'
import { defineResource, type Resource } from '../core/resource'
import { fail, ok, type Result } from '../core/result'
import { listenOnSocket } from '../hosts/socket-file'
import { createApi } from './api'
import { createLive } from './live'
import { createReadings } from './readings'
import { createTables } from './tables'

type Thing = { name: string }

let folder: string
let close: () => void
let raw: Result<unknown>
let wake: () => void
const get = (path: string, method = 'GET') =>
  new Promise<{ status: number; body: string; version: string | undefined }>((resolve, reject) => {
    request({ socketPath: join(folder, 'keeper.sock'), path, method }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, version: response.headers['x-dock6-version'] as string | undefined }))
    })
      .on('error', reject)
      .end()
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dock6-api-'))
  raw = ok([{ name: 'eth0' }, { name: 'br-1' }])
  const reading: Reading<Thing[]> = { name: 'things', source: { type: 'argv', argv: ['list-things'] }, wakes: ['link'], parse: (value) => ok(value as Thing[]) }
  const things = defineResource({ name: 'things', needs: { things: reading }, enriches: {}, rows: ({ things: all }): Thing[] => all, key: (row) => row.name, search: (row) => row.name, sorts: { name: 'text' } })
  const readings = createReadings({ read: async () => raw, onChange: (changed) => tables.readingChanged(changed) })
  const tables = createTables({ resources: [things as Resource<unknown>], readings, interestMs: 15_000, onVersion: (name, version) => live.changed(name, version) })
  const live = createLive(tables.versions)
  const api = createApi({ tables, searched: ['things'], live, health: () => ({ ok: true, ready: true, version: '1', startedAt: 0, root: true, events: readings.events() }), details: {} })
  writeFileSync(join(folder, 'keeper.sock'), 'left over from a crash')
  await listenOnSocket(api, join(folder, 'keeper.sock'), null)
  wake = () => readings.wake('link')
  close = () => {
    live.close()
    readings.close()
    api.close()
    api.closeAllConnections()
  }
})
afterEach(() => {
  close()
  rmSync(folder, { recursive: true })
})

test('the socket is closed to everybody but its owner', () => expect(statSync(join(folder, 'keeper.sock')).mode & 0o777).toBe(0o600))

test('a socket that somebody answers on is not taken away', async () => {
  await expect(listenOnSocket(createServer(), join(folder, 'keeper.sock'), null)).rejects.toThrow(/another keeper/)
  expect((await get('/v1/health')).status).toBe(200)
})

test('a read is a page with its version, its sources and no problems', async () => {
  const { status, body, version } = await get('/v1/read/things?q=eth&sort=name')
  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject({ resource: 'things', version: Number(version), total: 2, matched: 1, rows: [{ name: 'eth0' }], sources: [{ text: 'list-things' }], problems: [] })
  expect((await get(`/v1/read/things?version=${version}`)).status).toBe(304)
})

test('a source that fails is a Problem with its status, never an empty table', async () => {
  raw = fail({ code: 'command_missing', message: 'ip is not installed' })
  const { status, body } = await get('/v1/read/things')
  expect(status).toBe(502)
  expect(JSON.parse(body)).toEqual({ problem: { code: 'command_missing', message: 'ip is not installed' } })
})

test('search names what it found and where', async () => {
  expect(JSON.parse((await get('/v1/search?q=br')).body)).toEqual({ groups: [{ resource: 'things', matched: 1, refs: [{ resource: 'things', key: 'br-1', label: 'br-1' }] }] })
})

test.each(['/v1/read/nothing', '/v1/read/__proto__', '/v1/read/__proto__?param=x', '/v1/read/constructor?param=x', '/v1/exec', '/v1', '/', '/v1/read/things/x', '/v2/read/things'])('%s does not exist', async (path) => expect((await get(path)).status).toBe(404))
test.each(['POST', 'PUT', 'DELETE'])('%s changes nothing', async (method) => expect((await get('/v1/read/things', method)).status).toBe(405))

test('a watcher hears of versions, and of nothing else', async () => {
  const { version } = await get('/v1/read/things')
  const heard = new Promise<string>((resolve, reject) => {
    request({ socketPath: join(folder, 'keeper.sock'), path: '/v1/watch' }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        if (text === '') setTimeout(() => ((raw = ok([{ name: 'gone' }])), wake()), 30)
        text += chunk.toString()
        if (text.includes('event: changed')) resolve(text)
      })
    })
      .on('error', reject)
      .end()
  })
  const text = await heard
  expect(text).toContain(`event: hello\ndata: {"versions":{"things":${version}}}`)
  expect(text).not.toContain('gone')
  expect(Number(/"version":(\d+)/.exec(text)?.[1])).toBeGreaterThan(Number(version))
})
