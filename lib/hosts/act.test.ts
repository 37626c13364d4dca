import { chmodSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../core/result'
import { createAct } from './act'
import { ownToken, tokenLives } from './act-owner'
import { isSysctlPath, writeSysctl } from './act-sysctl'
import { hashOf, writeWholeFile } from './files'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dock6-act-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const kept: unknown[] = []
const perform = createAct({ engine: async (act, { again }) => ok(`${act.act} ${again}`), keep: (...record) => void kept.push(record) })

describe('exec', () => {
  const failing = { type: 'exec', argv: ['ls', '/no such file'], alreadyDone: ['No such file'] } as const
  test('what says that it is done already is believed only when it may have been', async () => {
    expect(await perform(failing, { again: false })).toMatchObject({ ok: false, problem: { code: 'command_failed', evidence: { text: expect.stringContaining('No such file') } } })
    expect(await perform(failing, { again: true })).toEqual(ok(''))
    expect(await perform({ ...failing, alreadyDone: ['File exists'] }, { again: true })).toMatchObject({ ok: false })
    expect(await perform({ type: 'exec', argv: failing.argv }, { again: true })).toMatchObject({ ok: false })
  })
  test('words are words, nothing is given to a shell', async () => expect(await perform({ type: 'exec', argv: ['echo', '$(id); `id`', '*'] }, { again: false })).toEqual(ok('$(id); `id` *\n')))
})

test('records are kept under the name of who did it', async () => {
  await perform({ type: 'keep', table: 'row', key: 'a/b', value: { x: 1 } }, { again: false, by: 'ann' })
  expect(kept).toEqual([['row', 'a/b', { x: 1 }, 'ann']])
})
test('the engine hears whether it is asked again', async () => expect(await perform({ type: 'engine', act: 'network-remove', network: 'x' }, { again: true })).toEqual(ok('network-remove true')))

test('a port of a container is the engine’s to watch: nobody will answer for one that ended', async () => expect(await perform({ type: 'probe', proto: 'tcp', address: '::1', port: 1, seconds: 60, from: 'host', container: 'web' }, { again: false })).toEqual(ok('container-await false')))

describe('sysctl', () => {
  const make = (path: string, value: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), value)
  }
  test.each(['net/ipv6/conf/eth0/forwarding', 'net/ipv6/conf/br.100/proxy_ndp', 'net/ipv4/ip_forward', 'net/bridge/bridge-nf-call-ip6tables'])('%s is one', (path) => expect(isSysctlPath(path)).toBe(true))
  test.each(['net/ipv6/../../kernel/core_pattern', 'kernel/core_pattern', '/proc/sys/net/ipv6/x', 'net/ipv6/', 'net/ipv6//x', 'net/ipv6/./x', 'net/ipv6/x\n', 'net/ipv6/…', 'net/ipv6/conf/$(id)/x', 'net/core/x', ' net/ipv6/x'])('%j is refused', async (path) => {
    expect(isSysctlPath(path)).toBe(false)
    expect(await writeSysctl(path, '1', folder)).toMatchObject({ ok: false, problem: { code: 'not_permitted' } })
  })
  test('is written and read back; blanks do not count', async () => {
    make('net/ipv6/conf/br.1/forwarding', '0\n')
    expect(await writeSysctl('net/ipv6/conf/br.1/forwarding', '1', folder)).toEqual(ok(''))
    make('net/ipv4/tcp_rmem', '1\t2\t3\n')
    expect(await writeSysctl('net/ipv4/tcp_rmem', '1 2 3', folder)).toEqual(ok(''))
  })
  test('a value that the kernel does not take is a failure that says what it is', async () => {
    // A file that keeps its longer old end shows another value than was written, as a kernel handler may.
    make('net/ipv6/x', '77')
    expect(await writeSysctl('net/ipv6/x', '1', folder)).toMatchObject({ ok: false, problem: { message: expect.stringContaining('17') } })
  })
  test('none is made, and none is followed elsewhere', async () => {
    expect(await writeSysctl('net/ipv6/conf/gone/forwarding', '1', folder)).toMatchObject({ ok: false, problem: { code: 'command_failed' } })
    make('net/ipv6/y', '0')
    symlinkSync(join(folder, 'net/ipv6/y'), join(folder, 'net/ipv6/link'))
    expect(await writeSysctl('net/ipv6/link', '1', folder)).toMatchObject({ ok: false })
  })
})

describe('files', () => {
  const at = (name: string) => join(folder, name)
  test.each(['/etc/passwd', '/etc/sysctl.d/90-dock6.conf.d', '/etc/sysctl.d/../passwd', 'etc/ndppd.conf'])('%s is not dock6’s to write', async (path) =>
    expect(await perform({ type: 'write-file', path, content: 'x', ifHash: null }, { again: true })).toMatchObject({ ok: false, problem: { code: 'not_permitted' } }))

  test('is made with its folder, replaced with mode kept, and removed', async () => {
    const path = at('docker/daemon.json')
    expect(await writeWholeFile({ path, content: 'one', ifHash: null })).toEqual(ok(''))
    expect(statSync(path).mode & 0o777).toBe(0o644)
    chmodSync(path, 0o600)
    expect(await writeWholeFile({ path, content: 'two', ifHash: hashOf('one') })).toEqual(ok(''))
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['two', 0o600])
    expect(await writeWholeFile({ path, content: null, ifHash: hashOf('two') })).toEqual(ok(''))
    expect(await writeWholeFile({ path, content: null, ifHash: hashOf('two') })).toEqual(ok(''))
    expect(readdirSync(at('docker'))).toEqual([])
  })
  test('what is there already is done; what somebody else wrote is left', async () => {
    const path = at('x')
    writeFileSync(path, 'theirs')
    expect(await writeWholeFile({ path, content: 'theirs', ifHash: null })).toEqual(ok(''))
    for (const ifHash of [null, hashOf('old')]) expect(await writeWholeFile({ path, content: 'ours', ifHash })).toMatchObject({ ok: false, problem: { code: 'conflict' } })
    expect(readFileSync(path, 'utf8')).toBe('theirs')
    expect(await writeWholeFile({ path: at('gone'), content: 'ours', ifHash: hashOf('old') })).toMatchObject({ ok: false, problem: { code: 'conflict' } })
  })
  test('links are not written through', async () => {
    writeFileSync(at('target'), 'x')
    symlinkSync(at('target'), at('soft'))
    symlinkSync(at('nowhere'), at('dangling'))
    linkSync(at('target'), at('hard'))
    for (const name of ['soft', 'dangling', 'hard']) expect(await writeWholeFile({ path: at(name), content: 'y', ifHash: hashOf('x') }), name).toMatchObject({ ok: false, problem: { code: 'conflict' } })
    expect(readFileSync(at('target'), 'utf8')).toBe('x')
  })
})

test('a process is known by boot, number and start', () => {
  const own = ownToken()
  expect(tokenLives(own)).toBe(true)
  for (const token of [own.replace(/\d+$/, '1'), own.replace(/^\S+/, 'other-boot'), '', 'x', 'a -1 2', 'a 999999999 1']) expect(tokenLives(token)).toBe(false)
})
