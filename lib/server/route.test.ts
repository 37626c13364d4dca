import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PROBLEM_STATUS, type ProblemCode } from '../core/problem'
import { PASSWORD, pageRequest, startTestConsole } from './fixtures/console'
import { route } from './route'
import { shareRuntime } from './runtime'

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
const API = join(import.meta.dirname, '../../app/api')
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
// What anyone may call; everything else must say 401. POST of session and setup have their own tests in people.test.ts.
const PUBLIC = ['GET v1/health', 'GET v1/ready', 'POST v1/session', 'POST v1/setup']

const routeFiles = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter((path) => /(^|\/)route\.tsx?$/.test(path))
const modules = await Promise.all(routeFiles.map(async (path) => ({ path: path.replace(/\/route\.tsx?$/, ''), module: (await import(join(API, path))) as Record<string, unknown> })))
const handlers = modules.flatMap(({ path, module }) => METHODS.filter((method) => module[method] !== undefined).map((method) => [method, path, module[method] as Handler] as const))
const context = { params: Promise.resolve({ host: 'local', resource: 'routes', id: '1' }) }

let home: ReturnType<typeof startTestConsole>
beforeEach(() => {
  home = startTestConsole()
})
afterEach(() => home.stop())

async function refusal(response: Response): Promise<{ status: number; code: string | undefined }> {
  const { problem } = (await response.json()) as { problem?: { code: ProblemCode; message: string } }
  if (problem) expect(response.status).toBe(PROBLEM_STATUS[problem.code])
  expect(response.headers.get('cache-control')).toContain('no-store')
  return { status: response.status, code: problem?.code }
}

describe('every route without a session', () => {
  test('there are routes to walk', () => expect(handlers.length).toBeGreaterThanOrEqual(8))

  test.each(handlers.filter(([method, path]) => !PUBLIC.includes(`${method} ${path}`)))('%s %s: 401', async (method, path, handler) => {
    expect(await refusal(await handler(pageRequest(`/api/${path}`, { method }), context))).toEqual({ status: 401, code: 'setup_needed' })
    home.runtime.users.createFirst('root', 'x')
    for (const cookie of [undefined, 'A'.repeat(43), 'x']) {
      const request = pageRequest(`/api/${path}`, { method, ...(cookie ? { cookie } : {}) })
      expect(await refusal(await handler(request, context))).toEqual({ status: 401, code: 'not_signed_in' })
    }
    // Not even a request from elsewhere learns more.
    expect((await refusal(await handler(pageRequest(`/api/${path}`, { method, headers: { origin: 'null' } }), context))).status).toBe(401)
  })

  test.each(handlers.filter(([method]) => !['GET', 'HEAD'].includes(method)))('%s %s: from elsewhere refused even with a session', async (method, path, handler) => {
    const user = home.runtime.users.createFirst('root', 'x')!
    const cookie = home.runtime.sessions.create(user, '::1')
    const variants: Record<string, string>[] = [{ origin: '', 'sec-fetch-site': '' }, { origin: 'null' }, { origin: 'https://evil.example.com' }, { 'sec-fetch-site': 'same-site' }, { 'x-dock6-host': 'evil.example.com' }]
    for (const headers of variants) {
      const response = await handler(pageRequest(`/api/${path}`, { method, cookie, headers, body: {} }), context)
      expect((await refusal(response)).code, JSON.stringify(headers)).toBe('foreign_origin')
    }
    expect(home.runtime.sessions.check(cookie)).not.toBeNull()
  })
})

describe('route()', () => {
  const thrower = route({ who: 'anyone' }, () => {
    throw new Error(`boom ${PASSWORD}`)
  })

  test('an unexpected error: a fixed sentence with a number; the log has the rest', async () => {
    const response = await thrower(pageRequest('/api/v1/x'), context)
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).not.toMatch(/boom|\.ts|at /)
    const id = /\(([0-9a-f]{8})\)/.exec(text)?.[1] ?? '?'
    expect(home.lines.join('')).toContain(id)
    expect(home.lines.join('')).toContain('boom')
  })

  test('without a runtime nothing is served', async () => {
    shareRuntime(null)
    expect((await thrower(pageRequest('/api/v1/x'), context)).status).toBe(503)
  })
})
