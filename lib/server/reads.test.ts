import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GET as HEALTH } from '@/app/api/v1/health/route'
import { GET as READY } from '@/app/api/v1/ready/route'
import { GET as READ } from '@/app/api/v1/hosts/[host]/[resource]/route'
import { GET as SEARCH } from '@/app/api/v1/hosts/[host]/search/route'
import { pageRequest, startKeeperStandIn, startTestConsole } from './fixtures/console'
import { createKeeperClient } from './keeper-client'

let home: ReturnType<typeof startTestConsole>
let keeper: Server
let cookie: string
let asked: string[] = []
let reply: (req: IncomingMessage, res: ServerResponse) => void

const page = (version = '7') => (_req: IncomingMessage, res: ServerResponse) =>
  void res.writeHead(200, { 'content-type': 'application/json', 'x-dock6-version': version, 'set-cookie': 'a=b', 'x-other': '1' }).end('{"rows":[]}')

beforeEach(async () => {
  home = startTestConsole()
  cookie = home.runtime.sessions.create(home.runtime.users.createFirst('root', 'x')!, '::1')
  asked = []
  reply = page()
  keeper = await startKeeperStandIn(home.socket, (req, res) => {
    asked.push(req.url ?? '')
    reply(req, res)
  })
})
afterEach(() => {
  home.stop()
  keeper.closeAllConnections()
  keeper.close()
})

const read = (query = '', resource = 'routes', host = 'local', headers = {}) =>
  READ(pageRequest(`/api/v1/hosts/${host}/${resource}${query}`, { cookie, headers }), { params: Promise.resolve({ host, resource }) })

describe('reads', () => {
  test('known parameters go on, others do not; the body comes back as it is', async () => {
    const response = await read('?q=2001:db8::/32%20via&sort=-dst&offset=100&limit=50&key=a%26b&param=x&q=second&evil=1&version=3')
    expect(await response.text()).toBe('{"rows":[]}')
    const [path, query] = asked[0]!.split('?')
    expect(path).toBe('/v1/read/routes')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ q: '2001:db8::/32 via', sort: '-dst', offset: '100', limit: '50', key: 'a&b', param: 'x' })
    expect(Object.fromEntries(response.headers)).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store', etag: 'W/"7"', 'x-dock6-version': '7' })
  })

  test.each(['W/"7"', '"7"'])('if-none-match %s: 304 without a body', async (header) => {
    const response = await read('', 'routes', 'local', { 'if-none-match': header })
    expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', 'W/"7"'])
    expect(asked).toEqual(['/v1/read/routes?version=7'])
  })

  test('the keeper’s own 304, and another version', async () => {
    reply = (_req, res) => void res.writeHead(304, { 'x-dock6-version': '7' }).end()
    expect((await read('', 'routes', 'local', { 'if-none-match': 'W/"7"' })).status).toBe(304)
    reply = page('8')
    expect((await read('', 'routes', 'local', { 'if-none-match': 'W/"7"' })).status).toBe(200)
  })

  test.each(['../health', 'Routes', 'a/b', 'a%2fb', '', '-x', 'a'.repeat(42), 'routes?x', 'é'])('no resource “%s”', async (resource) => {
    const response = await READ(pageRequest('/api/v1/hosts/local/x', { cookie }), { params: Promise.resolve({ host: 'local', resource }) })
    expect(response.status).toBe(404)
    expect(asked).toEqual([])
  })

  test('no other host', async () => expect((await read('', 'routes', '169.254.169.254')).status).toBe(404))

  test('a Problem of the keeper passes under its status', async () => {
    reply = (_req, res) => void res.writeHead(502, { 'content-type': 'application/json' }).end('{"problem":{"code":"command_failed","message":"x"}}')
    const response = await read()
    expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([502, '{"problem":{"code":"command_failed","message":"x"}}', null])
  })

  test('what is no JSON is not passed on; too long a filter is refused', async () => {
    reply = (_req, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<script>')
    expect(await (await read()).json()).toMatchObject({ problem: { code: 'unreadable_output' } })
    expect((await read(`?q=${'a'.repeat(1001)}`)).status).toBe(400)
  })

  test('the body streams: the first bytes are there before the last are written', async () => {
    let end = () => {}
    reply = (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' }).write('{"rows":')
      end = () => void res.end('[]}')
    }
    const reader = (await read()).body!.getReader()
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('{"rows":')
    end()
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('[]}')
  })

  test('search', async () => {
    await SEARCH(pageRequest('/api/v1/hosts/local/search?q=web%201&x=2', { cookie }), { params: Promise.resolve({ host: 'local' }) })
    expect(asked).toEqual(['/v1/search?q=web+1'])
  })
})

describe('the keeper away', () => {
  const health = async () => (await HEALTH(pageRequest('/api/v1/health'), { params: Promise.resolve({}) })).json()

  test('reads say so, health says so, and both notice its return', async () => {
    expect(await health()).toEqual({ ok: true, keeper: true })
    expect((await read()).status).toBe(200)
    keeper.closeAllConnections()
    await new Promise((resolve) => keeper.close(resolve))
    expect(await (await read()).json()).toMatchObject({ problem: { code: 'keeper_unreachable' } })
    expect(await health()).toEqual({ ok: true, keeper: false })
    keeper = await startKeeperStandIn(home.socket, (req, res) => reply(req, res))
    expect((await read()).status).toBe(200)
  })

  test.each([
    ['it has settled everything', { ok: true, ready: true }, 200],
    ['it still takes something back', { ok: true, ready: false }, 503],
    ['it is an older one that does not say', { ok: true }, 503],
    ['it says nothing that can be read', 'x', 503],
  ])('ready: %s', async (_name, body, status) => {
    reply = (_req, res) => void res.writeHead(200, { 'content-type': 'application/json' }).end(body === 'x' ? '{' : JSON.stringify(body))
    const answer = await READY(pageRequest('/api/v1/ready'), { params: Promise.resolve({}) })
    expect([answer.status, await answer.json()]).toEqual([status, { ready: status === 200 }])
  })

  test('a keeper that does not answer in time', async () => {
    reply = () => undefined
    const client = createKeeperClient(home.socket, { answerMs: 50, silenceMs: 1000, healthMs: 30 })
    expect(await client.get('/v1/read/routes')).toMatchObject({ ok: false, problem: { code: 'timed_out' } })
    expect(await client.healthy()).toBe(false)
    client.close()
  })

  test('a keeper that stops in the middle', async () => {
    reply = (_req, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('{')
    const client = createKeeperClient(home.socket, { answerMs: 1000, silenceMs: 50, healthMs: 30 })
    const got = await client.get('/v1/read/routes')
    if (!got.ok) throw new Error('no answer')
    await expect(got.value.toArray()).rejects.toThrow()
    client.close()
  })

  test('a browser that leaves is not waited for', async () => {
    let closed = false
    reply = (_req, res) => void res.on('close', () => (closed = true))
    const leave = new AbortController()
    const answer = READ(pageRequest('/api/v1/hosts/local/routes', { cookie, signal: leave.signal }), { params: Promise.resolve({ host: 'local', resource: 'routes' }) })
    await new Promise((resolve) => setTimeout(resolve, 50))
    leave.abort()
    await answer
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(closed).toBe(true)
  })
})
