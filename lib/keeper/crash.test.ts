import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ChangeRecord, Intent } from '../core/change'
import { openKeeperStore } from './store'

// The real keeper with the real `ip` in a network namespace of its own, killed by SIGKILL at its failpoints and started again.
const ROOT = join(import.meta.dirname, '../..')
const ADMIN = { actor: { type: 'user', name: 'ann', role: 'admin', from: '2001:db8::77' }, admin: { local: '2001:db8::1', remote: '2001:db8::77' } }
const SETUP = 'ip link set lo up; ip link add eth0 type veth peer name eth1; ip link set eth0 up; ip link set eth1 up; ip addr add 2001:db8::1/64 dev eth0 nodad; ip -6 neigh add proxy 2001:db8::aa dev eth0'
// Ages and counters differ from look to look; an address that was taken away and given back stands at another place.
const LOOK = 'ip -6 -o addr show | sed "s/ [0-9]*sec/ sec/g" | sort; ip -6 route show table all | grep -v expires; ip -6 neigh show proxy; grep . /proc/sys/net/ipv6/conf/eth0/proxy_ndp /proc/sys/net/ipv6/conf/eth0/forwarding'

let dist: string
let holder: ChildProcess
let keeper: ChildProcess | null = null
let data: string
let socket: string

const within = (argv: string[]) => ['-t', String(holder.pid), '-U', '-n', '--preserve-credentials', '--', ...argv]
const shell = (script: string) => spawnSync('nsenter', within(['sh', '-c', script]), { encoding: 'utf8' }).stdout
const env = () => ({ ...process.env, DOCK6_DATA: data, DOCK6_SOCKET: socket, DOCK6_ENGINE: join(data, 'no-engine') })

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'dock6-crash-'))
  const entryPoints = { keeper: join(ROOT, 'lib/keeper/main.ts'), revert: join(ROOT, 'lib/keeper/revert.ts') }
  const banner = { js: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url); const __dirname = import.meta.dirname; const __filename = import.meta.filename;" }
  await build({ entryPoints, outdir: dist, bundle: true, platform: 'node', format: 'esm', target: 'node20', external: ['better-sqlite3'], alias: { ssh2: join(ROOT, 'scripts/steps/no-ssh.cjs') }, banner, logLevel: 'error' })
  symlinkSync(join(ROOT, 'node_modules'), join(dist, 'node_modules'))
  writeFileSync(join(dist, 'package.json'), '{"type":"module","version":"0.0.0"}')
  holder = spawn('unshare', ['-rn', 'sleep', '600'], { stdio: 'ignore' })
  for (let left = 50; left > 0 && !shell('ip -o link').includes('lo'); left--) await sleep(50)
  // Until unshare is done, nsenter would enter our own namespace: what has more links than `lo` is not the new one.
  while (shell('ip -o link').trim().split('\n').length !== 1) await sleep(50)
  shell(SETUP)
  await sleep(2500)
}, 60_000)
afterEach(async () => {
  await end()
  rmSync(data, { recursive: true, force: true })
})
afterAll(() => {
  holder.kill('SIGKILL')
  rmSync(dist, { recursive: true, force: true })
})

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function ask<T>(path: string, body?: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socket, path, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(JSON.parse(text) as T))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** Starts the keeper and waits until it answers, or until a failpoint ended it. */
async function start(failpoint = ''): Promise<void> {
  const child = spawn('nsenter', within([process.execPath, join(dist, 'keeper.js')]), { env: { ...env(), DOCK6_FAILPOINT: failpoint }, stdio: 'ignore' })
  keeper = child
  for (let left = 100; left > 0 && child.exitCode === null && child.signalCode === null; left--) {
    if (await ask('/v1/health').then(() => true, () => false)) return
    await sleep(50)
  }
}

async function end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (keeper?.exitCode === null && keeper.signalCode === null) {
    const gone = new Promise((resolve) => keeper?.once('exit', resolve))
    keeper.kill(signal)
    await gone
  }
  keeper = null
}

/** Waits for the keeper to fall at its failpoint. Without that the next one could find it still answering. */
async function died(): Promise<void> {
  const child = keeper!
  if (child.exitCode === null && child.signalCode === null) await Promise.race([new Promise((resolve) => child.once('exit', resolve)), sleep(10_000)])
  expect(child.signalCode).toBe('SIGKILL')
}

function fresh(): void {
  data = mkdtempSync(join(tmpdir(), 'dock6-crash-data-'))
  socket = join(data, 'keeper.sock')
}

async function until(id: string, states: string[]): Promise<ChangeRecord> {
  for (let left = 200; left > 0; left--) {
    const record = await ask<ChangeRecord>(`/v1/changes/${id}`)
    if (states.includes(record.state)) return record
    await sleep(50)
  }
  throw new Error(`never ${states.join(', ')}`)
}

async function preview(...intents: Intent[]): Promise<string> {
  const planned = await ask<ChangeRecord & { problem: unknown }>('/v1/changes', { ...ADMIN, intents })
  expect(planned.problem).toBeNull()
  return planned.id
}
const apply = (id: string) => ask<ChangeRecord>(`/v1/changes/${id}`, { ...ADMIN, action: 'apply' })

const BATCH: Intent[] = [
  { kind: 'addresses.add', input: { dev: 'eth0', address: '2001:db8:5::1/64', nodad: true, keep: true } },
  { kind: 'routes.add', input: { dst: '2001:db8:6::/48', via: '2001:db8:5::9', dev: 'eth0' } },
  { kind: 'proxies.add', input: { dev: 'eth0', address: '2001:db8::bb' } },
  { kind: 'proxies.remove', input: { dev: 'eth0', address: '2001:db8::aa' } },
]

test('a batch of four kinds: applied, undone, and the kernel is as before', async () => {
  fresh()
  const before = shell(LOOK)
  await start()
  const done = await apply(await preview(...BATCH))
  expect(done).toMatchObject({ state: 'done', problem: null })
  expect(shell(LOOK)).toContain('2001:db8:6::/48')
  const undo = await ask<ChangeRecord>(`/v1/changes/${done.id}`, { ...ADMIN, action: 'undo' })
  expect(await apply(undo.id)).toMatchObject({ state: 'done', undoes: done.id })
  expect(shell(LOOK)).toBe(before)
})

test.each(['begun:1', 'step-begin:1', 'step-performed:1', 'step-journaled:2', 'step-performed:3', 'step-begin:5', 'verified:1'])('killed at %s: the next keeper leaves the kernel as before', async (point) => {
  fresh()
  const before = shell(LOOK)
  await start(point)
  const id = await preview(...BATCH)
  await expect(apply(id)).rejects.toThrow()
  await died()
  // The recovery is killed too, where there is something to undo right after an undo.
  await start(point === 'begun:1' ? 'take-back-begin:1' : 'undo-performed:1')
  await died()
  await start()
  expect(await until(id, ['undone', 'stuck'])).toMatchObject({ state: 'undone' })
  expect(shell(LOOK)).toBe(before)
})

test('unconfirmed and the keeper dead: the undo timer’s program takes it back by itself', async () => {
  fresh()
  const before = shell(LOOK)
  await start()
  const id = await preview({ kind: 'addresses.remove', input: { dev: 'eth0', address: '2001:db8::1/64' } })
  expect(await apply(id)).toMatchObject({ state: 'waiting', plan: { risk: 'may-disconnect' } })
  expect(shell(LOOK)).not.toContain('2001:db8::1/64')
  await end()
  const store = openKeeperStore(join(data, 'keeper', 'keeper.db'))
  store.prepare('UPDATE changes SET deadline = ? WHERE id = ?').run(Date.now() + 500, id)
  const revert = spawnSync('nsenter', within([process.execPath, join(dist, 'revert.js'), id]), { env: env(), encoding: 'utf8', timeout: 20_000 })
  expect(revert.status, revert.stderr).toBe(0)
  expect(store.prepare('SELECT state FROM changes WHERE id = ?').pluck().get(id)).toBe('undone')
  store.close()
  expect(shell(LOOK)).toBe(before)
})

test('after a power cut: undone at boot before any keeper, ended by the keeper', async () => {
  fresh()
  const before = shell(LOOK)
  await start()
  const id = await preview({ kind: 'addresses.remove', input: { dev: 'eth0', address: '2001:db8::1/64' } })
  expect(await apply(id)).toMatchObject({ state: 'waiting' })
  await end()
  const boot = spawnSync('nsenter', within([process.execPath, join(dist, 'revert.js'), '--boot']), { env: env(), encoding: 'utf8', timeout: 20_000 })
  expect(boot.status, boot.stderr).toBe(0)
  expect(shell(LOOK)).toBe(before)
  await start()
  expect(await until(id, ['undone', 'stuck'])).toMatchObject({ state: 'undone' })
  expect(shell(LOOK)).toBe(before)
})
