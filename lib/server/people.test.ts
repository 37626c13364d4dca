import { existsSync, readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DELETE, GET, POST } from '@/app/api/v1/session/route'
import { POST as SETUP } from '@/app/api/v1/setup/route'
import { PASSWORD, pageRequest, startTestConsole } from './fixtures/console'
import { hashPassword, verifyPassword } from './passwords'
import { IDLE_MS } from './sessions'
import { SETUP_TRIES, SETUP_WINDOW_MS, openSetup } from './setup'

type Told = { user?: { name: string; role: string }; problem?: { code: string; field?: string; message: string } }
const context = { params: Promise.resolve({}) }
const told = async (response: Response) => ({ status: response.status, ...((await response.json()) as Told) })
const cookieOf = (response: Response) => /__Host-dock6=([\w-]{43})/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''

let home: ReturnType<typeof startTestConsole>
beforeEach(() => {
  home = startTestConsole()
})
afterEach(() => home.stop())

const setup = (body: unknown, over = {}) => SETUP(pageRequest('/api/v1/setup', { method: 'POST', body, ...over }), context)
const login = (name: string, password: string, over = {}) => POST(pageRequest('/api/v1/session', { method: 'POST', body: { name, password }, ...over }), context)
const whoAmI = (cookie?: string, headers = {}) => GET(pageRequest('/api/v1/session', { ...(cookie ? { cookie } : {}), headers }), context)
const firstAdmin = () => setup({ token: home.runtime.setup.token(), name: 'root', password: PASSWORD })

describe('setup', () => {
  test('the token makes the first admin, signs in and is gone', async () => {
    const token = home.runtime.setup.token()!
    expect(token).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(readFileSync(home.folder.path('setup-token'), 'utf8')).toBe(`${token}\n`)
    expect(statSync(home.folder.path('setup-token')).mode & 0o777).toBe(0o600)
    const response = await setup({ token: ` ${token.toLowerCase().replaceAll('-', ' ')} `, name: 'root', password: PASSWORD })
    const cookie = cookieOf(response)
    expect(await told(response)).toEqual({ status: 201, user: { name: 'root', role: 'admin' } })
    expect(await told(await whoAmI(cookie))).toEqual({ status: 200, user: { name: 'root', role: 'admin' } })
    expect(existsSync(home.folder.path('setup-token'))).toBe(false)
    expect(await told(await setup({ token, name: 'other', password: PASSWORD }))).toMatchObject({ status: 409, problem: { code: 'setup_closed' } })
  })

  test('wrong tokens: told how many tries are left, then closed', async () => {
    for (let left = SETUP_TRIES - 1; left > 0; left--) {
      const answer = await told(await setup({ token: 'nope', name: 'root', password: PASSWORD }))
      expect(answer).toMatchObject({ status: 401, problem: { code: 'wrong_credentials', field: 'token' } })
      expect(answer.problem?.message).toContain(left === 1 ? 'One try' : `${left} tries`)
    }
    const token = home.runtime.setup.token()!
    expect((await told(await setup({ token: 'nope', name: 'root', password: PASSWORD }))).problem?.code).toBe('setup_closed')
    expect((await told(await setup({ token, name: 'root', password: PASSWORD }))).problem?.code).toBe('setup_closed')
    expect(home.runtime.users.any()).toBe(false)
  })

  test('the window closes after half an hour; a restart opens it with another token', async () => {
    const token = home.runtime.setup.token()!
    home.clock.now += SETUP_WINDOW_MS - 1
    expect(home.runtime.setup.state()).toBe('open')
    home.clock.now += 1
    expect((await told(await setup({ token, name: 'root', password: PASSWORD }))).problem?.code).toBe('setup_closed')
    expect(existsSync(home.folder.path('setup-token'))).toBe(false)
    const again = openSetup(home.runtime.users, home.folder, () => home.clock.now)
    expect(again.state()).toBe('open')
    expect(again.token()).not.toBe(token)
    expect(again.refuse(token)?.code).toBe('wrong_credentials')
  })

  test('two at the same moment: one wins, the other is told', async () => {
    const token = home.runtime.setup.token()
    const answers = await Promise.all(['a', 'b', 'c'].map(async (name) => told(await setup({ token, name, password: PASSWORD }))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('input that is refused costs no try and leaves setup open', async () => {
    const token = home.runtime.setup.token()
    const bodies = [
      { token, name: '-oProxyCommand=x', password: PASSWORD }, { token, name: 'a\nb', password: PASSWORD }, { token, name: '', password: PASSWORD }, { token, name: 'root', password: 'short' },
      { token, name: 'root', password: PASSWORD, role: 'admin' }, { token, name: 'root' }, { token: [token], name: 'root', password: PASSWORD }, [], null, 'not json', '{"__proto__":{"token":1}}',
      `{"token":"${token}","name":"root","password":"${PASSWORD}","__proto__":{}}`, `{"token":"${token}","name":"root","password":"${PASSWORD}","constructor":{}}`,
    ]
    for (const body of bodies) expect((await told(await setup(body))).status, JSON.stringify(body)).toBe(400)
    expect((await told(await setup({ token, name: 'x'.repeat(20_000), password: PASSWORD }))).status).toBe(413)
    expect(home.runtime.users.any()).toBe(false)
    expect((await told(await firstAdmin())).status).toBe(201)
  })

  test('from another site: refused, nothing changes', async () => {
    const body = { token: home.runtime.setup.token(), name: 'root', password: PASSWORD }
    expect((await told(await setup(body, { headers: { origin: 'https://evil.example.com' } }))).problem?.code).toBe('foreign_origin')
    expect((await told(await setup(body, { headers: { 'content-type': 'text/plain' } }))).problem?.code).toBe('wrong_content_type')
    expect(home.runtime.users.any()).toBe(false)
  })
})

describe('sign in and out', () => {
  test('before setup there is only setup', async () => {
    expect(await told(await whoAmI())).toMatchObject({ status: 401, problem: { code: 'setup_needed' } })
    expect(await told(await login('root', PASSWORD))).toMatchObject({ status: 401, problem: { code: 'setup_needed' } })
  })

  test('right and wrong; the answer does not tell which part was wrong', async () => {
    await firstAdmin()
    expect(await told(await login('ROOT', PASSWORD))).toEqual({ status: 200, user: { name: 'root', role: 'admin' } })
    const wrongName = await told(await login('toor', PASSWORD))
    const wrongPassword = await told(await login('root', 'something else'))
    expect(wrongName).toEqual(wrongPassword)
    expect(wrongName).toMatchObject({ status: 401, problem: { code: 'wrong_credentials' } })
  })

  test('a new id at each sign-in; the one the browser came with ends (fixation)', async () => {
    const planted = cookieOf(await firstAdmin())
    const response = await login('root', PASSWORD, { cookie: planted })
    const fresh = cookieOf(response)
    expect(fresh).not.toBe(planted)
    expect((await whoAmI(planted)).status).toBe(401)
    expect((await whoAmI(fresh)).status).toBe(200)
    const invented = cookieOf(await login('root', PASSWORD, { cookie: 'A'.repeat(43) }))
    expect(invented).not.toBe('A'.repeat(43))
  })

  test('sign-out ends the session on the server at once', async () => {
    const cookie = cookieOf(await firstAdmin())
    const response = await DELETE(pageRequest('/api/v1/session', { method: 'DELETE', cookie }), context)
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-dock6=; .*Max-Age=0/)
    expect((await whoAmI(cookie)).status).toBe(401)
  })

  test('background reads do not keep a session alive, a person’s do', async () => {
    const cookie = cookieOf(await firstAdmin())
    home.clock.now += IDLE_MS - 1000
    expect((await whoAmI(cookie, { 'x-dock6-background': '1' })).status).toBe(200)
    home.clock.now += 1000
    expect((await whoAmI(cookie)).status).toBe(401)
    const other = cookieOf(await login('root', PASSWORD))
    home.clock.now += IDLE_MS - 1000
    await whoAmI(other)
    home.clock.now += 1000
    expect((await whoAmI(other)).status).toBe(200)
  })

  test('an older hash is renewed at sign-in', async () => {
    await firstAdmin()
    home.runtime.users.setPassword(1, await hashPassword(PASSWORD, { log2n: 12, r: 8, p: 1 }))
    expect((await login('root', PASSWORD)).status).toBe(200)
    const stored = home.runtime.users.find('root')!.password
    expect(stored).toMatch(/^scrypt\$15\$/)
    expect((await verifyPassword(PASSWORD, stored)).fits).toBe(true)
  })

  test('no secret in any log line', async () => {
    const token = home.runtime.setup.token()!
    const cookie = cookieOf(await firstAdmin())
    await login('root', 'wrong but secret')
    await login('my password in the name box', 'x')
    const log = home.lines.join('')
    for (const secret of [PASSWORD, token, cookie, 'wrong but secret', 'name box']) expect(log).not.toContain(secret)
    expect(log).toContain('sign-in refused')
  })
})

describe('limits', () => {
  test('one source is slowed down, with Retry-After; another of the same /64 too, a neighbor not', async () => {
    await firstAdmin()
    const from = (client: string) => login('root', 'wrong password', { client })
    for (let i = 0; i < 5; i++) expect((await from('2001:db8:0:1::1')).status).toBe(401)
    const late = await from('2001:db8:0:1::2')
    expect(late.status).toBe(429)
    expect(late.headers.get('retry-after')).toBe('1')
    expect((await told(late)).problem?.code).toBe('too_many_attempts')
    expect((await from('2001:db8:0:2::1')).status).toBe(401)
    home.clock.now += 1000
    expect((await login('root', PASSWORD, { client: '2001:db8:0:1::1' })).status).toBe(200)
  })

  test('many sources on one name: strangers wait at most 30 s, the admin’s own place not at all', async () => {
    await firstAdmin()
    expect((await login('root', PASSWORD, { client: '192.0.2.1' })).status).toBe(200)
    let last: Response | undefined
    for (let i = 0; i < 40; i++) last = await login('root', 'wrong password', { client: `198.51.100.${i}` })
    expect(last?.status).toBe(429)
    expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(30)
    expect((await login('root', PASSWORD, { client: '203.0.113.5' })).status).toBe(429)
    expect((await login('root', PASSWORD, { client: '192.0.2.1' })).status).toBe(200)
    home.clock.now += 30_000
    expect((await login('root', PASSWORD, { client: '203.0.113.5' })).status).toBe(200)
  })

  test('a burst does not start a hundred hashes', async () => {
    await firstAdmin()
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => login(`n${i}`, 'wrong password', { client: `198.51.100.${i}` })))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(30)
  })
})
