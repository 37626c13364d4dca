import type { Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GET as readOne, POST as act } from '../../app/api/v1/hosts/[host]/changes/[id]/route'
import { GET as list, POST as preview } from '../../app/api/v1/hosts/[host]/changes/route'
import { pageRequest, startKeeperStandIn, startTestConsole } from './fixtures/console'

let home: ReturnType<typeof startTestConsole>
let keeper: Server
let heard: { line: string; body: unknown }[]
let cookie: string
const ID = 'ab12cd34ef56ab78'
const at = (params: Record<string, string>) => ({ params: Promise.resolve({ host: 'local', ...params }) })

beforeEach(async () => {
  home = startTestConsole()
  cookie = home.runtime.sessions.create(home.runtime.users.createFirst('ann', 'x')!, '::1')
  heard = []
  keeper = await startKeeperStandIn(home.socket, (request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      heard.push({ line: `${request.method} ${request.url}`, body: text === '' ? null : JSON.parse(text) })
      response.writeHead(request.url?.includes('stale') ? 409 : 200, { 'content-type': 'application/json' }).end('{"id":"x"}')
    })
  })
})
afterEach(() => {
  keeper.close()
  keeper.closeAllConnections()
  home.stop()
})

test('who asks is who is signed in, by the way that their connection came; the browser has no say', async () => {
  const headers = { 'x-dock6-path': '2001:db8::1 2001:db8::77' }
  const intents = [{ kind: 'addresses.add', input: { dev: 'eth0' } }]
  const response = await preview(pageRequest('/x', { method: 'POST', cookie, headers, body: { intents } }), at({}))
  expect([response.status, await response.json(), response.headers.get('cache-control')]).toEqual([200, { id: 'x' }, 'no-store'])
  const asker = { actor: { type: 'user', name: 'ann', role: 'admin', from: '2001:db8::77' }, admin: { local: '2001:db8::1', remote: '2001:db8::77' } }
  await act(pageRequest('/x', { method: 'POST', cookie, headers, body: { action: 'apply' } }), at({ id: ID }))
  expect(heard).toEqual([{ line: 'POST /v1/changes', body: { ...asker, intents } }, { line: `POST /v1/changes/${ID}`, body: { ...asker, action: 'apply' } }])
})

test('a wish may be as long as a batch of many changes; other bodies may not', async () => {
  const wish = (bytes: number) => preview(pageRequest('/x', { method: 'POST', cookie, body: { intents: [{ kind: 'x', input: 'a'.repeat(bytes) }] } }), at({}))
  expect([(await wish(250 * 1024)).status, (await wish(256 * 1024)).status]).toEqual([200, 413])
  expect((await act(pageRequest('/x', { method: 'POST', cookie, body: { action: 'a'.repeat(16 * 1024) } }), at({ id: ID }))).status).toBe(413)
})

test('without a known way there is none', async () => {
  for (const way of ['', '? ?']) await act(pageRequest('/x', { method: 'POST', cookie, headers: { 'x-dock6-path': way }, body: { action: 'confirm' } }), at({ id: ID }))
  expect(heard.map(({ body }) => (body as { admin: unknown }).admin)).toEqual([null, null])
})

test('history and one record', async () => {
  await list(pageRequest('/x?offset=3&limit=7&q=1', { cookie }), at({}))
  await readOne(pageRequest('/x', { cookie }), at({ id: ID }))
  expect(heard.map(({ line }) => line)).toEqual(['GET /v1/changes?offset=3&limit=7', `GET /v1/changes/${ID}`])
})

test.each([
  ['another host', { host: 'other', id: ID }, { action: 'apply' }, 404],
  ['an id that is none', { id: '../health' }, { action: 'apply' }, 404],
  ['an action that is none', { id: ID }, { action: 'explode' }, 400],
  ['an actor of their own', { id: ID }, { action: 'apply', actor: { type: 'system', job: 'x' } }, 400],
])('%s is refused here', async (_name, params, body, status) => {
  expect((await act(pageRequest('/x', { method: 'POST', cookie, body }), at(params))).status).toBe(status)
  expect(heard).toEqual([])
})

test('a keeper that is away is a Problem', async () => {
  keeper.close()
  keeper.closeAllConnections()
  expect((await act(pageRequest('/x', { method: 'POST', cookie, body: { action: 'apply' } }), at({ id: ID }))).status).toBe(503)
})
