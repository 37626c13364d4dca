import { afterEach, beforeEach, expect, test } from 'vitest'
import { GET, POST } from '../../app/api/v1/hosts/[host]/wizard/route'
import { pageRequest, startTestConsole } from './fixtures/console'
import { saveWizard } from './wizards'

let home: ReturnType<typeof startTestConsole>
let cookie: string
const at = (host = 'local') => ({ params: Promise.resolve({ host }) })
const read = async (host?: string) => (await GET(pageRequest('/x', { cookie }), at(host))).json()
const save = (body: unknown, host?: string) => POST(pageRequest('/x', { method: 'POST', cookie, body }), at(host))

beforeEach(() => {
  home = startTestConsole()
  cookie = home.runtime.sessions.create(home.runtime.users.createFirst('ann', 'x')!, '::1')
})
afterEach(() => home.stop())

test('open until somebody finishes or dismisses it; the place is kept for whoever comes next', async () => {
  expect(await read()).toEqual({ status: 'open', search: '' })
  const left = { status: 'open', search: '?step=plan&choice=ndp-proxy&prefix=2001%3Adb8%3A%3A%2F64' }
  expect((await save(left)).status).toBe(200)
  expect(await read()).toEqual(left)
  await save({ status: 'dismissed', search: left.search })
  expect(await read()).toEqual({ ...left, status: 'dismissed' })
})

test.each([
  ['no status', { search: '' }],
  ['a status that is none', { status: 'done', search: '' }],
  ['what is no query string', { status: 'open', search: 'https://elsewhere' }],
  ['blanks and line ends', { status: 'open', search: '?a=b\n' }],
  ['a novel', { status: 'open', search: `?a=${'b'.repeat(4000)}` }],
  ['more than asked for', { status: 'open', search: '', host: 'x' }],
])('%s is refused, and nothing changes', async (_name, body) => {
  expect((await save(body)).status).toBe(400)
  expect(await read()).toEqual({ status: 'open', search: '' })
})

test('another host, a viewer, a stranger', async () => {
  expect((await save({ status: 'finished', search: '' }, 'other')).status).toBe(404)
  expect((await GET(pageRequest('/x'), at())).status).toBe(401)
  const viewer = { runtime: home.runtime, params: { host: 'local' }, user: { id: 2, name: 'vic', role: 'viewer' }, body: { status: 'finished', search: '' } }
  expect(saveWizard(viewer as unknown as Parameters<typeof saveWizard>[0]).status).toBe(403)
  expect(await read()).toEqual({ status: 'open', search: '' })
})
