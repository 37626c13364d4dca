import type { IncomingMessage } from 'node:http'
import { request, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestConsole } from './fixtures/console'
import { ensureCertificate } from './tls'
import { createWebServer, type WebHandler } from './web-server'

let home: ReturnType<typeof startTestConsole>
let server: Server
let port = 0
let session: string
let reached: IncomingMessage[] = []
let handler: WebHandler

const own = () => new Set(['localhost', '127.0.0.1', '::1', '2001:db8::1'])

beforeAll(async () => {
  home = startTestConsole()
  session = home.runtime.sessions.create(home.runtime.users.createFirst('root', 'x')!, '::1')
  const tls = await ensureCertificate(home.folder, ['localhost', '127.0.0.1'])
  const rules = { port: 0, hostnames: [], proxies: [], own }
  server = createWebServer({
    tls,
    rules,
    hasSession: (id) => home.runtime.sessions.check(id) !== null,
    hasUsers: () => home.runtime.users.any(),
    handler: (req, res) => {
      reached.push(req)
      return handler(req, res)
    },
    log: home.runtime.log,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  rules.port = port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  home.stop()
})
beforeEach(() => {
  reached = []
  handler = (_req, res) => void res.writeHead(200, { 'content-type': 'text/html', 'x-powered-by': 'Next.js', 'cache-control': 's-maxage=31536000' }).end('page')
})

/** Bytes as they are, and what comes back until the server closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }, () => socket.write(bytes))
    socket.setTimeout(3000, () => reject(new Error(`server left the connection open: ${text}`)))
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('end', () => resolve(text))
    socket.on('close', () => resolve(text))
    socket.on('error', () => resolve(text))
  })
}

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`
const here = () => `host: localhost:${port}`
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host: `localhost:${port}`, ...headers }, rejectUnauthorized: false, agent: false }, (res) => {
      let body = ''
      res.on('data', (chunk) => (body += String(chunk)))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
const signedIn = () => ({ cookie: `__Host-dock6=${session}`, accept: 'text/html' })

describe('raw requests that never reach Next', () => {
  test.each<[string, () => string, number]>([
    ['absolute-form', () => lines('GET http://169.254.169.254/ HTTP/1.1', here(), 'connection: close'), 400],
    ['absolute-form of ourselves', () => lines(`GET https://localhost:${port}/login HTTP/1.1`, here(), 'connection: close'), 400],
    ['absolute-form with upgrade (CVE-2026-44578)', () => lines('GET http://169.254.169.254/ HTTP/1.1', here(), 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-key: x', 'sec-websocket-version: 13'), 400],
    ['upgrade', () => lines('GET /login HTTP/1.1', here(), `origin: https://localhost:${port}`, 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-key: x', 'sec-websocket-version: 13'), 400],
    ['upgrade from elsewhere', () => lines('GET / HTTP/1.1', 'host: evil.example.com', 'origin: null', 'connection: upgrade', 'upgrade: websocket'), 400],
    ['h2c', () => lines('GET /login HTTP/1.1', here(), 'connection: upgrade, http2-settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__'), 400],
    ['CONNECT', () => lines('CONNECT 169.254.169.254:80 HTTP/1.1', here()), 405],
    ['TRACE', () => lines('TRACE / HTTP/1.1', here(), 'connection: close'), 405],
    ['foreign host', () => lines('GET /login HTTP/1.1', 'host: evil.example.com', 'connection: close'), 421],
    ['two hosts', () => lines('GET /login HTTP/1.1', here(), 'host: evil.example.com', 'connection: close'), 400],
    ['no host', () => lines('GET /login HTTP/1.1', 'connection: close'), 400],
    ['HTTP/1.0 without host', () => lines('GET /login HTTP/1.0'), 400],
    ['POST to a page', () => lines('POST /login HTTP/1.1', here(), 'next-action: x', 'content-length: 0', 'connection: close'), 405],
    ['huge header', () => lines('GET /login HTTP/1.1', here(), `x: ${'a'.repeat(40_000)}`), 413],
    ['large body', () => lines('POST /api/v1/setup HTTP/1.1', here(), 'content-length: 10000000'), 413],
    ['no HTTP', () => 'SSH-2.0-x\r\n\r\n', 400],
    ['two lengths', () => lines('POST /api/v1/setup HTTP/1.1', here(), 'content-length: 5', 'transfer-encoding: chunked'), 400],
  ])('%s', async (_name, bytes, status) => {
    const answer = await raw(bytes())
    expect(statusOf(answer)).toBe(status)
    expect(reached).toHaveLength(0)
    if (!answer.includes('\r\n\r\n{')) return
    expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'")
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff')
    expect(answer).not.toMatch(/x-powered-by|server:/i)
  })

  test('a proxied IPv6 literal with port is known, with another port not', async () => {
    expect(statusOf(await raw(lines('GET /login HTTP/1.1', `host: [2001:db8::1]:${port}`, 'connection: close')))).toBe(200)
    expect(statusOf(await raw(lines('GET /login HTTP/1.1', 'host: [2001:db8::1]:1', 'connection: close')))).toBe(421)
  })
})

describe('headers', () => {
  test('what Next gets: no forged header, our nonce, client and host', async () => {
    await get('/login', { 'x-forwarded-host': 'evil', 'x-middleware-subrequest': 'a', 'x-dock6-client': '::9', 'content-security-policy': "script-src 'nonce-AAAA'" })
    const { headers } = reached[0]!
    expect(Object.keys(headers).filter((name) => name.startsWith('x-')).sort()).toEqual(['x-dock6-client', 'x-dock6-host', 'x-dock6-nonce', 'x-dock6-path'])
    expect(headers['x-dock6-client']).toBe('127.0.0.1')
    expect(headers['x-dock6-path']).toBe('127.0.0.1 127.0.0.1')
    expect(headers['x-dock6-host']).toBe(`localhost:${port}`)
    expect(headers['content-security-policy']).toContain(`'nonce-${String(headers['x-dock6-nonce'])}'`)
  })

  test('every response is sealed, whatever the handler sets; the nonce is new each time', async () => {
    const [first, second] = [await get('/login'), await get('/login')]
    const csp = String(first.headers['content-security-policy'])
    for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "connect-src 'self'", "style-src-attr 'unsafe-inline'"]) expect(csp).toContain(part)
    expect(/script-src[^;]*/.exec(csp)?.[0]).toMatch(/^script-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='$/)
    expect(csp).not.toBe(second.headers['content-security-policy'])
    expect(csp).toContain(String(reached[0]!.headers['x-dock6-nonce']))
    expect(first.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' })
    expect(first.headers).not.toHaveProperty('x-powered-by')
    expect(first.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('a document comes in one piece, a stream as it flows', async () => {
    const parts = ['<body>', '<p>ü</p>', '</body>']
    const typed = (type: string): WebHandler => async (_req, res) => {
      res.setHeader('content-type', type)
      for (const part of parts) {
        res.write(part)
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
      res.end()
    }
    const pieces = (type: string) => new Promise<string[]>((resolve, reject) => {
      handler = typed(type)
      const sent = request({ host: '127.0.0.1', port, path: '/login', headers: { host: `localhost:${port}` }, rejectUnauthorized: false, agent: false }, (res) => {
        const seen: string[] = []
        res.on('data', (chunk) => seen.push(String(chunk)))
        res.on('end', () => resolve(seen))
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(await pieces('text/html; charset=utf-8')).toEqual([parts.join('')])
    expect(await pieces('text/event-stream')).toEqual(parts)
  })

  test('built files may be stored, if they are there', async () => {
    const forever = 'public, max-age=31536000, immutable'
    const ways: WebHandler[] = [
      (req, res) => void res.writeHead(req.url?.includes('gone') ? 404 : 200, { 'cache-control': forever }).end(),
      (req, res) => void res.writeHead(req.url?.includes('gone') ? 404 : 200, 'Said', ['cache-control', forever]).end(),
      (req, res) => {
        res.statusCode = req.url?.includes('gone') ? 404 : 200
        res.setHeader('Cache-Control', forever)
        res.end('x')
      },
    ]
    for (handler of ways) {
      expect((await get('/_next/static/a.js')).headers['cache-control']).toBe(forever)
      expect((await get('/_next/static/gone.js')).headers['cache-control']).toBe('no-store')
      expect((await get('/login')).headers['cache-control']).toBe('no-store')
    }
  })

  test('a handler that fails: a sentence, no stack', async () => {
    handler = () => Promise.reject(new Error('boom'))
    const answer = await get('/login')
    expect([answer.status, answer.body]).toEqual([500, expect.not.stringMatching(/boom|\.ts/)])
    expect(answer.headers['content-security-policy']).toBeDefined()
  })
})

describe('pages without a session', () => {
  test.each(['/hosts/local/routes', '/hosts/local/routes?q=1', '/anything.segments/_tree.segment.rsc', '/login/x', '/loginx'])('%s leads to the login page', async (path) => {
    const answer = await get(path, { accept: 'text/html' })
    expect([answer.status, answer.headers.location]).toEqual([303, `/login?next=${encodeURIComponent(path)}`])
    expect(reached).toHaveLength(0)
  })
  test('data of pages is refused, with a forged layout state too', async () => {
    const answer = await get('/hosts/local/routes?_rsc=1', { rsc: '1', 'next-router-state-tree': '%5B%5D', accept: 'text/html' })
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([401, { problem: { code: 'not_signed_in' } }])
  })
  test.each(['/login', '/setup', '/_next/static/a.js', '/favicon.ico', '/api/v1/hosts/local/routes'])('%s goes on to Next', async (path) => expect((await get(path)).status).toBe(200))
  test('with a session pages go on to Next', async () => expect((await get('/hosts/local/routes', signedIn())).status).toBe(200))
})
