import { describe, expect, test } from 'vitest'
import { makePrefix, parseAddress, type Prefix } from '../core/ip'
import { guard, type GuardRules, type RequestParts } from './guard'
import { createOwnNames, ownHostnames } from './host-names'

function prefix(text: string): Prefix {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(text)
  return makePrefix(parsed.value.family, parsed.value.value, parsed.value.family === 4 ? 32 : 128)
}

const own = createOwnNames(() => 0, () => ['localhost', 'host1', '2001:db8::1', 'fe80::1', '192.0.2.1', '::1'])
const rules: GuardRules = {
  port: 8666,
  hostnames: [{ host: 'dock6.example.net', port: null }, { host: 'front.example.net', port: 9443 }],
  proxies: [prefix('192.0.2.80'), prefix('2001:db8::80')],
  own,
}
const parts = (over: Partial<RequestParts> & { host?: string } = {}): RequestParts => ({
  method: 'GET',
  target: '/',
  headers: {},
  hosts: [over.host ?? 'host1:8666'],
  peer: '2001:db8::77',
  local: '2001:db8::1',
  ...over,
})
const verdict = (over: Partial<RequestParts> & { host?: string }) => {
  const decision = guard(parts(over), rules)
  return decision.ok ? 'ok' : decision.problem.code
}

describe('Host', () => {
  test.each([
    'host1:8666', 'host1', 'HOST1:8666', 'host1.:8666', 'localhost:8666', '[2001:db8::1]:8666', '[2001:db8::1]', '[2001:DB8:0:0::1]:8666', '[fe80::1%25eth0]:8666',
    '[fe80::1%eth0]:8666', '192.0.2.1:8666', '192.0.2.1', '[::ffff:192.0.2.1]:8666', '[::1]:8666', 'dock6.example.net:8666', 'dock6.example.net', 'front.example.net:9443',
  ])('%s is ours', (host) => expect(verdict({ host })).toBe('ok'))

  test('the address at which a connection came in is ours before the list has it, a name that leads there is not', () => {
    const local = '2001:db8::2'
    expect(verdict({ host: '[2001:db8::2]:8666', local })).toBe('ok')
    expect(verdict({ host: '[2001:db8::2]:80', local })).toBe('foreign_host')
    expect(verdict({ host: '198.51.100.4:8666', local: '::ffff:198.51.100.4' })).toBe('ok')
    expect(verdict({ host: 'evil.example.com:8666', local })).toBe('foreign_host')
    expect(verdict({ host: '[2001:db8::3]:8666', local })).toBe('foreign_host')
  })

  test.each([
    'host1:8667', 'host1:443', '[2001:db8::1]:80', 'dock6.example.net:9443', 'host1:9443', 'evil.example.com:8666', 'evil.example.com', 'host1.evil.example.com:8666',
    'evil.example.com#host1:8666', 'user@host1:8666', 'user:pw@host1:8666', 'host1:8666@evil.example.com', '2001:db8::1', '[2001:db8::1', '[2001:db8::2]:8666', '[2001:db8::1]evil:8666',
    '[2001:db8::1]:', 'host1:', 'host1:0', 'host1:08666x', 'host1:99999', 'host1..:8666', '', ' ', 'host1 evil', 'host1,evil', 'host1/evil', '192.0.2.2:8666', '3221225985:8666', '0xc0000201:8666',
    '192.0.2.01:8666', '127.1:8666', '0.0.0.0:8666', '[::]:8666', 'hοst1:8666', 'host1\u0000', 'a'.repeat(300),
  ])('%s is not', (host) => expect(verdict({ host })).toBe('foreign_host'))

  test('none, or two', () => {
    expect(verdict({ hosts: [] })).toBe('bad_input')
    expect(verdict({ hosts: ['host1:8666', 'evil.example.com'] })).toBe('bad_input')
  })
})

describe('request target', () => {
  test.each(['http://169.254.169.254/', 'https://host1:8666/', '//evil.example.com/', '*', '', 'host1:443', '/\\evil.example.com', '/a//b', '/a/../b', '/a/%2e%2e/b', '/a/%2f/b', '/a%5cb', '/%zz', '/a%00b', '/a b', `/${'a'.repeat(5000)}`])(
    '%s is refused',
    (target) => expect(verdict({ target })).toBe('bad_input'),
  )
  test.each(['/', '/hosts/local/routes?q=2001:db8::/32&sort=-dst', '/api/v1/health', '/_next/static/chunks/a.js', '/hosts/local/a%20b'])('%s passes', (target) => expect(verdict({ target })).toBe('ok'))
  test.each(['/_next/image?url=%2Fa.png&w=64&q=75', '/_next/image', '/_next/image/', '/_next%2Fimage?url=x', '/%5fnext/image', '/_next/data/x/y.json', '/_next'])('%s is not there', (target) =>
    expect(verdict({ target })).toBe('not_found'),
  )
})

describe('methods and bodies', () => {
  test.each([
    ['/', 'POST'], ['/', 'PUT'], ['/', 'OPTIONS'], ['/', 'TRACE'], ['/', 'CONNECT'], ['/api/v1/session', 'TRACE'], ['/api/v1/session', 'OPTIONS'], ['/api/v1/live', 'HEAD'], ['/api/v1/session', 'PROPFIND'],
  ])('%s %s is refused', (target, method) => expect(verdict({ target, method })).toBe('method_not_allowed'))
  test.each([['/', 'GET'], ['/', 'HEAD'], ['/api/v1/session', 'POST'], ['/api/v1/session', 'DELETE']])('%s %s passes', (target, method) => expect(verdict({ target, method })).toBe('ok'))
  test('large body, upgrade', () => {
    expect(verdict({ target: '/api/v1/setup', method: 'POST', headers: { 'content-length': '262145' } })).toBe('too_large')
    expect(verdict({ headers: { upgrade: 'websocket', connection: 'upgrade' } })).toBe('bad_input')
  })
})

describe('headers from outside', () => {
  const forged = {
    'x-forwarded-for': '198.51.100.1', 'x-forwarded-host': 'evil.example.com', 'x-forwarded-proto': 'http', 'x-middleware-subrequest': 'src/middleware', 'x-nextjs-data': '1',
    'x-dock6-client': '::1', 'x-dock6-host': 'evil', 'x-real-ip': '::1', 'x-invoke-path': '/', 'next-action': 'abc', forwarded: 'for=::1', 'content-security-policy': "script-src 'nonce-AAAA'",
    accept: 'text/html', cookie: 'a=b', rsc: '1', 'x-dock6-background': '1',
  }
  test('from anyone: dropped, and ignored for client and host', () => {
    const decision = guard(parts({ headers: forged, peer: '::ffff:192.0.2.77' }), rules)
    expect(decision).toMatchObject({ ok: true, client: '192.0.2.77', host: 'host1:8666' })
    expect(decision.ok && Object.keys(forged).filter((name) => !decision.drop.includes(name))).toEqual(['accept', 'cookie', 'rsc', 'x-dock6-background'])
  })
  test('from a configured proxy: x-forwarded-* count, nothing else', () => {
    const headers = { ...forged, 'x-forwarded-host': 'front.example.net:9443', 'x-forwarded-for': '10.0.0.1, 198.51.100.7, 2001:db8::80' }
    const decision = guard(parts({ headers, peer: '::ffff:192.0.2.80' }), rules)
    expect(decision).toMatchObject({ ok: true, client: '198.51.100.7', host: 'front.example.net:9443' })
    expect(decision.ok && decision.drop).toContain('x-middleware-subrequest')
    expect(decision.ok && decision.drop).not.toContain('x-forwarded-host')
  })
  test('a proxy cannot bring a foreign host', () => {
    expect(verdict({ headers: { 'x-forwarded-host': 'evil.example.com' }, peer: '2001:db8::80' })).toBe('foreign_host')
    expect(verdict({ headers: { 'x-forwarded-host': 'host1, evil.example.com' }, peer: '2001:db8::80' })).toBe('foreign_host')
  })
  test('nonsense in x-forwarded-for falls back to the proxy itself', () =>
    expect(guard(parts({ headers: { 'x-forwarded-for': '198.51.100.7, unknown' }, peer: '2001:db8::80' }), rules)).toMatchObject({ client: '2001:db8::80' }))
})

describe('own names', () => {
  test('addresses that come later are known two seconds on', () => {
    let now = 0
    let names = ['::1']
    const current = createOwnNames(() => now, () => names)
    expect(current().has('2001:db8::9')).toBe(false)
    names = ['::1', '2001:db8::9']
    now = 1999
    expect(current().has('2001:db8::9')).toBe(false)
    now = 2000
    expect(current().has('2001:db8::9')).toBe(true)
  })
  test('an address that is asked for and missing is looked for at once, but not by every request', () => {
    let reads = 0
    let now = 0
    let names = ['::1']
    const current = createOwnNames(() => now, () => (reads++, names))
    current()
    names = ['::1', '2001:db8::9']
    now = 99
    expect(current('2001:db8::9').has('2001:db8::9')).toBe(false)
    now = 100
    expect(current('2001:db8::9').has('2001:db8::9')).toBe(true)
    for (let i = 0; i < 50; i++) current('evil.example')
    expect(reads).toBe(2)
  })
  test('only the own line of /etc/hosts gives names', () =>
    expect(ownHostnames('Host1', '127.0.0.1 localhost\n127.0.0.1 ads.example.com\n127.0.1.1 host1.example.org host1 # me\n::1 ip6-localhost')).toEqual(['host1', 'host1.local', 'host1.example.org']))
})
