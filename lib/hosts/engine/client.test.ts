import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createEngine, type Engine } from './client'
import { parseEvent, type EngineEvent } from './events'
import { negotiate } from './version'

type Handler = (req: IncomingMessage, res: ServerResponse) => void
const json = (value: unknown): Handler => (_req, res) => void res.end(JSON.stringify(value))

let path: string
let server: Server | null = null
let engine: Engine
let asked: string[]
let routes: Record<string, Handler>
let streams: ServerResponse[]

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'engine-')), 'docker.sock')
  asked = []
  streams = []
  routes = {
    '/version': json({ ApiVersion: '1.51', MinAPIVersion: '1.24', Components: [] }),
    '/containers/json': json([{ Id: 'a', Names: ['/a'], State: 'running', Status: 'Up 3 minutes' }, { Id: 'b', Names: ['/b'], State: 'exited', Status: 'Exited (1) 2 hours ago' }]),
    '/containers/a/json': json({ Name: '/a' }),
    '/containers/b/json': json({ Name: '/b' }),
    '/events': (_req, res) => {
      res.flushHeaders()
      streams.push(res)
    },
  }
  engine = createEngine(path, { timeoutMs: 400 })
})

afterEach(async () => {
  engine.close()
  server?.closeAllConnections()
  await new Promise((done) => (server ? server.close(done) : done(null)))
  server = null
})

async function start(): Promise<void> {
  server = createServer((req, res) => {
    const url = (req.url ?? '').split('?')[0] ?? ''
    asked.push(url)
    const handler = routes[url.replace(/^\/v[\d.]+/, '')]
    if (handler) handler(req, res)
    else {
      res.statusCode = 404
      res.end('{"message":"no such thing"}')
    }
  })
  await new Promise<void>((done) => server?.listen(path, done))
}

const inspections = () => asked.filter((url) => /containers\/.\/json/.test(url)).length
const wait = (until: () => boolean) => vi.waitFor(() => expect(until()).toBe(true), { timeout: 2000, interval: 5 })

describe('reading', () => {
  test('speaks the engine’s version, and none newer than it knows', async () => {
    routes['/info'] = json({ ok: 1 })
    await start()
    expect(await engine.read('info')).toEqual({ ok: true, value: { ok: 1 } })
    expect(asked).toEqual(['/version', '/v1.51/info'])
    expect(negotiate({ ApiVersion: '1.41', MinAPIVersion: '1.12' })).toBe('1.41')
    expect(negotiate({ ApiVersion: '1.55', MinAPIVersion: '1.40' })).toBe('1.51')
    expect(negotiate({ ApiVersion: '1.60', MinAPIVersion: '1.53' })).toBe('1.53')
    expect(negotiate(null)).toBe('1.41')
    expect(negotiate({ ApiVersion: '../x' })).toBe('1.41')
  })

  test('lists containers with their inspections; one that vanished is left out, one that fails comes without', async () => {
    delete routes['/containers/a/json']
    routes['/containers/b/json'] = (_req, res) => {
      res.statusCode = 500
      res.end('{"message":"broken"}')
    }
    await start()
    expect(await engine.read('containers')).toMatchObject({ ok: true, value: [{ list: { Id: 'b' }, inspect: null }] })
  })

  test('hides Podman’s EnableIPv4, which means nothing', async () => {
    routes['/version'] = json({ ApiVersion: '1.41', Components: [{ Name: 'Podman Engine' }] })
    routes['/networks'] = json([{ Name: 'podman', EnableIPv4: false }])
    await start()
    expect(await engine.read('networks')).toEqual({ ok: true, value: [{ Name: 'podman', EnableIPv4: undefined }] })
  })
})

describe('failure', () => {
  test('no socket', async () => expect(await engine.read('version')).toMatchObject({ ok: false, problem: { code: 'engine_unreachable', message: expect.stringContaining('no engine socket') } }))

  test('a socket that nobody listens on', async () => {
    await start()
    await new Promise((done) => server?.close(done))
    server = null
    writeFileSync(path, '')
    expect(await engine.read('version')).toMatchObject({ ok: false, problem: { code: 'engine_unreachable' } })
  })

  test('no answer in time', async () => {
    routes['/info'] = () => {}
    await start()
    expect(await engine.read('info')).toMatchObject({ ok: false, problem: { code: 'timed_out' } })
  })

  test('an answer that was cut off ends as well', async () => {
    routes['/info'] = (_req, res) => {
      res.writeHead(200, { 'content-length': '1000' })
      res.write('{"a":')
      setTimeout(() => res.destroy(), 20)
    }
    await start()
    expect(await engine.read('info')).toMatchObject({ ok: false, problem: { code: expect.stringMatching(/timed_out|engine_unreachable/) } })
  })

  test.each([
    [500, '{"message":"out of order"}', 'engine_refused'],
    [200, 'not json', 'unreadable_output'],
    [200, '{"cut":', 'unreadable_output'],
  ])('status %i with %s', async (status, body, code) => {
    routes['/info'] = (_req, res) => {
      res.statusCode = status
      res.end(body)
    }
    await start()
    expect(await engine.read('info')).toMatchObject({ ok: false, problem: { code } })
  })

  test('a list that is none', async () => {
    routes['/containers/json'] = json({ a: 1 })
    await start()
    expect(await engine.read('containers')).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  })
})

describe('events', () => {
  const seen: EngineEvent[] = []
  const states: boolean[] = []
  let stop: () => void
  beforeEach(async () => {
    seen.length = states.length = 0
    await start()
    stop = engine.events((event) => seen.push(event), (up) => states.push(up))
    await wait(() => states.length === 1)
  })
  afterEach(() => stop())

  test('inspections are kept while the stream is up, and asked again after an event or another line', async () => {
    await engine.read('containers')
    expect(inspections()).toBe(2)
    routes['/containers/json'] = json([{ Id: 'a', Names: ['/a'], State: 'running', Status: 'Up 4 minutes' }, { Id: 'b', Names: ['/b'], State: 'exited', Status: 'Exited (1) 3 hours ago' }])
    await engine.read('containers')
    expect(inspections()).toBe(2)
    streams[0]?.write('{"Type":"container","Action":"die","Actor":{"ID":"a"}}\n{"Type":"network","Action":"conn')
    streams[0]?.write('ect","Actor":{"ID":"n","Attributes":{"container":"b"}}}\n')
    await wait(() => seen.length === 2)
    expect(seen).toEqual([{ wake: 'container', action: 'die', containers: ['a'] }, { wake: 'network', action: 'connect', containers: ['b'] }])
    await engine.read('containers')
    expect(inspections()).toBe(4)
    routes['/containers/json'] = json([{ Id: 'a', Names: ['/a'], State: 'paused', Status: 'Up 4 minutes (Paused)' }])
    await engine.read('containers')
    expect(inspections()).toBe(5)
  })

  test('a gap drops everything that was kept; the stream comes back by itself', async () => {
    await engine.read('containers')
    streams[0]?.destroy()
    await wait(() => states.length === 3)
    expect(states).toEqual([true, false, true])
    await engine.read('containers')
    expect(inspections()).toBe(4)
  })

  test('an engine that stops ends what is being read at once', async () => {
    routes['/info'] = () => {}
    const reading = engine.read('info')
    await wait(() => asked.includes('/v1.51/info'))
    streams[0]?.destroy()
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'engine_unreachable' } })
  })

  test('after it is disposed nothing is told', async () => {
    stop()
    streams[0]?.write('{"Type":"daemon","Action":"reload","Actor":{}}\n')
    await new Promise((done) => setTimeout(done, 30))
    expect([seen, states]).toEqual([[], [true]])
  })
})

test('without an event stream nothing is kept', async () => {
  await start()
  await engine.read('containers')
  await engine.read('containers')
  expect(inspections()).toBe(4)
})

test.each(['', 'x', 'null', '5', '{}', '{"Type":"volume","Action":"create"}', '{"Type":"container","Action":"exec_start: sh","Actor":{"ID":"a"}}', '{"Type":"container","Action":5}'])('%s is no event', (line) => {
  expect(parseEvent(line)).toBeNull()
})
