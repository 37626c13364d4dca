import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeHost, createLife } from '../changes/test/fake-host'
import { SAMPLES } from '../changes/test/samples'
import { createWritePath } from '../changes/write-path'
import { PROBLEM_STATUS } from '../core/problem'
import { createChangesApi } from './changes-api'
import { openKeeperStore } from './store'
import { createJournal } from './store-journal'

const { change, input, rows } = SAMPLES[0]!
const asker = { actor: { type: 'user', name: 'ann', role: 'admin', from: '::1' }, admin: { local: '::1', remote: '::1' } }
let server: Server
let base: string

beforeEach(async () => {
  const plan = change.plan({ ...(input as object), steps: 2, risk: 'safe' }, rows, { admin: null, now: 0 })
  if (!plan.ok) throw new Error(plan.problem.message)
  const { desk } = createLife({ changes: [change], journal: createJournal(openKeeperStore(':memory:')), host: createFakeHost(plan.value, rows), clock: { now: 1 }, name: 'keeper' })
  const api = createChangesApi({ writePath: createWritePath(desk), version: () => 42 })
  server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://keeper')
    void api(request, url.pathname.split('/')[3], url.searchParams).then((result) =>
      response.writeHead(result.ok ? 200 : PROBLEM_STATUS[result.problem.code]).end(JSON.stringify(result.ok ? result.value : { problem: result.problem })))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/changes`
})
afterEach(() => server.close())

type Body = { id: string; state: string; rows: { id: string; state: string }[]; problem?: { code: string; field?: string } }
const post = async (path: string, body: unknown) => {
  const response = await fetch(base + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Body }
}
const get = async (path: string) => (await (await fetch(base + path)).json()) as Body & { total: number; version: number }

test('preview, apply, history, one', async () => {
  const planned = await post('', { ...asker, intents: [{ kind: change.kind, input }] })
  expect(planned).toMatchObject({ status: 200, body: { state: 'planned', actor: asker.actor } })
  const { id } = planned.body
  expect(await post(`/${id}`, { ...asker, action: 'apply' })).toMatchObject({ status: 200, body: { id, state: 'done' } })
  expect(await get('?limit=5')).toMatchObject({ total: 1, version: 42, rows: [{ id, state: 'done' }] })
  expect(await get(`/${id}`)).toMatchObject({ id, state: 'done' })
  expect(await get('/ffffffffff')).toMatchObject({ problem: { code: 'not_found' } })
})

test.each([
  ['no JSON', '{', 'bad_input'],
  ['nothing', {}, 'bad_input'],
  ['an actor without a role', { ...asker, actor: { type: 'user', name: 'x', from: '::1' }, intents: [] }, 'bad_input'],
  ['a field that nobody knows', { ...asker, intents: [], force: true }, 'bad_input'],
  ['a viewer', { ...asker, actor: { ...asker.actor, role: 'viewer' }, intents: [{ kind: change.kind, input }] }, 'not_permitted'],
  ['too much', JSON.stringify({ x: 'y'.repeat(300_000) }), 'too_large'],
])('%s is refused', async (_name, body, code) => expect((await post('', body)).body.problem?.code).toBe(code))

test('an action that is none', async () => expect((await post('/ffffffffff', { ...asker, action: 'explode' })).body.problem).toMatchObject({ code: 'bad_input', field: 'action' }))
test.each(['PUT', 'DELETE', 'PATCH'])('%s is not possible', async (method) => expect((await fetch(base, { method })).status).toBe(405))
