import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

/** `npm start` on this machine, in a network namespace of its own so that no port of the machine is taken. */
const START = join(import.meta.dirname, '../../scripts/start.mjs')

let parent: string
let data: string
let main: ChildProcess
let output = ''

function start(): void {
  output = ''
  main = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && exec "$0" "$1"', process.execPath, START], { env: { ...process.env, DOCK6_DATA: data, DOCK6_SOCKET: join(data, 'keeper.sock') } })
  for (const stream of [main.stdout, main.stderr]) stream!.on('data', (chunk: Buffer) => (output += chunk.toString()))
}

/** The process of this run whose command line holds `word`. */
function pidOf(word: string): number | undefined {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const argv = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      const env = readFileSync(`/proc/${name}/environ`, 'utf8')
      if (argv[1]?.endsWith(word) && env.includes(`DOCK6_DATA=${data}\0`)) return Number(name)
    } catch {
      // Ended meanwhile.
    }
  }
  return undefined
}

function health(): { ok?: boolean; keeper?: boolean } {
  const script = "require('https').get({host:'::1',port:8666,path:'/api/v1/health',rejectUnauthorized:false,headers:{host:'localhost:8666'}},r=>{let b='';r.on('data',d=>b+=d);r.on('end',()=>process.stdout.write(b))}).on('error',()=>process.stdout.write('{}'))"
  const { stdout } = spawnSync('nsenter', [`--net=/proc/${main.pid}/ns/net`, process.execPath, '-e', script], { encoding: 'utf8', timeout: 5000 })
  try {
    return JSON.parse(stdout) as { ok?: boolean; keeper?: boolean }
  } catch {
    return {}
  }
}

const status = (pid: number, field: string) => new RegExp(`^${field}:[ \\t]*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]?.trim()

test.describe.serial('@see npm start', () => {
  test.beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'dock6-start-'))
    // As /var/lib is: open, and without a folder of dock6's yet.
    chmodSync(parent, 0o755)
    data = join(parent, 'dock6')
    start()
  })
  test.afterAll(() => {
    main.kill('SIGKILL')
    rmSync(parent, { recursive: true, force: true })
  })

  test('comes up over HTTPS and prints where, with the fingerprint and the setup token', async () => {
    await expect.poll(health, { timeout: 60_000 }).toMatchObject({ ok: true, keeper: true })
    await expect.poll(() => output).toMatch(/one-time token/)
    expect(output).toMatch(/https:\/\/.*:8666/)
    expect(output).toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}/)
    const token = readFileSync(join(data, 'console/setup-token'), 'utf8').trim()
    expect(output).toContain(token)
  })

  test('runs the console without root, groups and capabilities, and keeps the keeper’s state from it', () => {
    const console = pidOf('console.js')!
    const keeper = pidOf('keeper.js')!
    expect(status(console, 'Uid')).not.toMatch(/\b0\b/)
    expect(status(console, 'Groups')).toMatch(/^\d*$/)
    for (const set of ['CapEff', 'CapPrm', 'CapAmb']) expect(status(console, set)).toBe('0000000000000000')
    expect(status(keeper, 'Uid')).toMatch(/^0\b/)
    expect(statSync(join(data, 'keeper')).mode & 0o777).toBe(0o700)
    expect(statSync(join(data, 'keeper')).uid).toBe(0)
    expect(statSync(join(data, 'keeper.sock')).mode & 0o777).toBe(0o660)
    expect(statSync(join(data, 'console/tls/key.pem')).mode & 0o777).toBe(0o600)
  })

  for (const [victim, other] of [['keeper.js', 'console.js'], ['console.js', 'keeper.js']] as const) {
    test(`killing ${victim} leaves ${other} alone, and it comes back`, async () => {
      const before = { victim: pidOf(victim)!, other: pidOf(other)! }
      process.kill(before.victim, 'SIGKILL')
      await expect.poll(() => pidOf(victim), { timeout: 20_000 }).not.toBe(before.victim)
      await expect.poll(health, { timeout: 30_000 }).toMatchObject({ ok: true, keeper: true })
      expect(pidOf(other)).toBe(before.other)
    })
  }

  test('Ctrl-C ends both and leaves no process', async () => {
    main.kill('SIGINT')
    await expect.poll(() => main.exitCode, { timeout: 10_000 }).toBe(0)
    expect(pidOf('keeper.js')).toBeUndefined()
    expect(pidOf('console.js')).toBeUndefined()
  })

  test('when it dies without a word, its processes end too, and the next start works', async () => {
    start()
    await expect.poll(health, { timeout: 60_000 }).toMatchObject({ ok: true, keeper: true })
    main.kill('SIGKILL')
    await expect.poll(() => [pidOf('keeper.js'), pidOf('console.js')], { timeout: 10_000 }).toEqual([undefined, undefined])
    start()
    await expect.poll(health, { timeout: 60_000 }).toMatchObject({ ok: true, keeper: true })
    main.kill('SIGTERM')
    await expect.poll(() => main.exitCode, { timeout: 10_000 }).toBe(0)
  })
})
