import { describe, expect, test } from 'vitest'
import { announcementText, consoleUrls } from './announce'
import { readConfig } from './config'
import { createLog } from './log'

describe('settings', () => {
  test('defaults, as root and not', () => {
    expect(readConfig({}, true)).toEqual({ ok: true, value: { folder: '/var/lib/dock6/console', socket: '/run/dock6/keeper.sock', port: 8666, hostnames: [], proxies: [], supervised: false } })
    expect(readConfig({ HOME: '/home/x', DOCK6_PORT: '' }, false)).toMatchObject({ value: { port: 8666 } })
    expect(readConfig({ DOCK6_DATA: '/d' }, false)).toMatchObject({ value: { folder: '/d/console', socket: '/d/keeper.sock' } })
  })
  test('names with and without port, addresses with and without brackets, proxies as addresses and prefixes', () => {
    const read = readConfig({ DOCK6_HOSTNAMES: 'Dock6.Example.net, front.example.net:9443,2001:DB8::5,[2001:db8::6]:443', DOCK6_TRUSTED_PROXY: '::1,10.0.0.0/8' }, true)
    if (!read.ok) throw new Error(read.problem.message)
    expect(read.value.hostnames).toEqual([
      { host: 'dock6.example.net', port: null },
      { host: 'front.example.net', port: 9443 },
      { host: '2001:db8::5', port: null },
      { host: '2001:db8::6', port: 443 },
    ])
    expect(read.value.proxies.map(({ text }) => text)).toEqual(['::1/128', '10.0.0.0/8'])
  })
  test.each([{ DOCK6_PORT: '0' }, { DOCK6_PORT: 'x' }, { DOCK6_PORT: '70000' }, { DOCK6_HOSTNAMES: 'https://a' }, { DOCK6_HOSTNAMES: '*' }, { DOCK6_TRUSTED_PROXY: 'any' }])('%o is refused by name', (env) => {
    expect(readConfig(env, true)).toMatchObject({ ok: false, problem: { code: 'bad_input', field: Object.keys(env)[0] } })
  })
})

test('log: one line each, and no text can forge one or drive a terminal', () => {
  const lines: string[] = []
  const log = createLog({ out: (line) => lines.push(line), err: (line) => lines.push(line) }, () => 0)
  log.info('x', { name: 'a\nb\r\u001b[2J\u009b2J\u2028\u007f"' })
  expect(lines).toHaveLength(1)
  // eslint-disable-next-line no-control-regex
  expect(lines[0]).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\n]*\n$/)
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', message: 'x', at: '1970-01-01T00:00:00.000Z' })
})

describe('announcement', () => {
  test('global IPv6 first; without global addresses the ones of the link', () => {
    expect(consoleUrls('h', ['::1', '127.0.0.1', 'fe80::1', '172.17.0.1', '203.0.113.5', '2001:db8::1', 'fd00::1'], 8666)).toEqual([
      'https://h:8666/', 'https://[2001:db8::1]:8666/', 'https://203.0.113.5:8666/',
    ])
    expect(consoleUrls('h', ['::1', '192.168.1.5', 'fd00::1'], 443)).toEqual(['https://h/', 'https://[fd00::1]/', 'https://192.168.1.5/'])
  })
  test('the token only while setup is open', () => {
    const base = { urls: ['https://h:8666/'], fingerprint: 'AA:BB' }
    expect(announcementText({ ...base, token: 'T0KEN' })).toContain('T0KEN')
    expect(announcementText({ ...base, token: null })).not.toMatch(/token/)
  })
})
