import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashOfText } from '../../core/file-hash'
import { NO_SECRETS } from '../../core/sealed'
import { openKeeperStore } from '../../keeper/store'
import { createVault } from '../../keeper/vault'
import { writeWholeFile } from '../files'
import { createDaemonAct, reasonIn } from './daemon-act'

const perform = createDaemonAct('/nowhere/docker.sock', NO_SECRETS)

test.each([
  ['time="2026-11-21T12:43:15Z" level=info msg="x"\nfailed to start daemon: error initializing graphdriver: driver not supported: nope\ndocker.service: Main process exited\nFailed to start docker.service - Docker', 'failed to start daemon: error initializing graphdriver: driver not supported: nope'],
  ['mkdir /proc/dock6: no such file or directory\ndocker.service: Failed with result', 'mkdir /proc/dock6: no such file or directory'],
  ['time="t" level=fatal msg="Error \\"x\\" starting"', 'Error "x" starting'],
  ['', null],
])('the reason in %j', (lines, reason) => expect(reasonIn(lines)).toBe(reason))

test('only units and programs of an engine are touched', async () => {
  for (const unit of ['docker.service; reboot', '../x.service', '-f', 'docker.socket', '']) expect(await perform({ act: 'restart', unit, waitS: 0 }, { again: false })).toMatchObject({ ok: false, problem: { code: 'bad_input' } })
  for (const program of ['dockerd', '/bin/sh', '/usr/bin/../bin/sh/dockerd x', '']) expect(await perform({ act: 'check', program, flags: [], content: '{}' }, { again: false })).toMatchObject({ ok: false, problem: { code: 'not_available' } })
  expect(await perform({ act: 'run', containers: [{ id: '../../x', name: 'x' }] }, { again: false })).toMatchObject({ ok: false })
  expect(await perform({ act: 'note', what: 'x' }, { again: false })).toEqual({ ok: true, value: '' })
})

test('a file gets its secrets when it is written, and is compared without them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dock6-sealed-'))
  try {
    const [path, vault] = [join(folder, 'daemon.json'), createVault(openKeeperStore(':memory:'))]
    const real = '{"proxies": {"http-proxy": "http://me:s3cret@proxy:3128"}}\n'
    writeFileSync(path, real, { mode: 0o600 })
    const before = vault.seal(real)
    const after = before.replace('3128', '3129')
    expect(await writeWholeFile({ path, content: after, ifHash: hashOfText(before) }, vault)).toMatchObject({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe(real.replace('3128', '3129'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(await writeWholeFile({ path, content: before, ifHash: hashOfText(after) }, vault)).toMatchObject({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe(real)
    const strange = '{"x": "http://sealed-0123456789abcdef@x"}'
    expect(await writeWholeFile({ path, content: strange, ifHash: hashOfText(before) }, vault)).toMatchObject({ ok: false, problem: { code: 'bad_input' } })
    expect(readFileSync(path, 'utf8')).toBe(real)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
