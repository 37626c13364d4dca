import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import type { Ping } from '../features/setup/ping'
import { readPing } from '../features/setup/ping'
import type { ProbePlace } from '../features/setup/probe-place'
import { COMMAND_ENV, run } from './run'
import { connectFrom } from './tcp-connect'

/** A probe never lives longer, in s: it ends by itself should the keeper be gone. */
const LIFE_S = 60
/** How long a ping tries, in s. Neighbor discovery alone takes up to 3 (RFC 4861 section 10). */
const PING_S = 4
/** How long a connection is tried, in s: a container that just started may not listen yet. */
export const CONNECT_S = 3
const READY_MS = 5000
const POLL_MS = 20

/** `resolve`: what a resolver said to a name that does not exist, as node:dns names it. `connect`: empty if a TCP connection was accepted, else why not. */
export type Probe = { ping(address: string, hops?: number): Promise<Result<{ ping: Ping; took: number }>>; resolve(server: string): Promise<Result<{ said: string; took: number }>>; connect(address: string, port: number): Promise<Result<string>>; end(): Promise<void> }

/** An empty network namespace. `inside` puts words before an argv that run it there. */
export type Namespace = { pid: number; inside: (argv: string[]) => [string, ...string[]]; end(): Promise<void> }

/** Opens a network namespace that lives as long as one sleeping process. */
export async function openNamespace(): Promise<Result<Namespace>> {
  const sleeper = spawn('unshare', ['--net', '--', 'sleep', String(LIFE_S)], { env: COMMAND_ENV, stdio: 'ignore' })
  const pid = await separated(sleeper)
  if (pid === null) {
    sleeper.kill('SIGKILL')
    return fail({ code: 'not_available', message: text.setup.check.noNamespace })
  }
  const inside = (argv: string[]): [string, ...string[]] => ['nsenter', `--net=/proc/${pid}/ns/net`, ...argv]
  const end = async () => {
    const gone = new Promise((resolve) => (sleeper.exitCode === null && sleeper.signalCode === null ? sleeper.once('exit', resolve) : resolve(null)))
    sleeper.kill('SIGKILL')
    await gone
  }
  return ok({ pid, inside, end })
}

/**
 * Puts a probe on a network as a container would be: a network namespace of its own, which lives as long as one sleeping process. The kernel takes its links away with it,
 * so that nothing is left however it ends. Answers once its address may be used.
 */
export async function openProbe(place: ProbePlace): Promise<Result<Probe>> {
  const namespace = await openNamespace()
  if (!namespace.ok) return namespace
  const { pid, inside, end } = namespace.value
  for (const argv of buildUp(place, pid, inside)) {
    const result = await run(argv)
    if (result.ok) continue
    await end()
    return fail({ ...result.problem, message: text.setup.check.noProbe(place.network) })
  }
  const ready = await usable(place, inside)
  if (!ready.ok) {
    await end()
    return ready
  }
  return ok({
    ping: (address, hops) => pinged(inside, address, hops),
    resolve: (server) => resolved(inside, server),
    connect: (address, port) => connectFrom(inside, { address, port, seconds: CONNECT_S }),
    end,
  })
}

/** Pings from an address of this host itself. */
export function pingFrom(source: string, address: string, hops?: number): Promise<Result<{ ping: Ping; took: number }>> {
  return pinged((argv) => argv, address, hops, source)
}

/** Asks a resolver from this host itself. */
export function resolveFromHost(server: string): Promise<Result<{ said: string; took: number }>> {
  return resolved((argv) => argv as [string, ...string[]], server)
}

/** How long the kernel keeps such an address should nobody take it away, in s. */
const ECHO_S = 30

/**
 * Pings from an address that is this host's for the moment, and on no link: neighbor solicitations for it are not answered (unless a proxy entry says so), so an answer shows that
 * the router sends what is for this address here. It has a short lifetime, so that the kernel removes it should the keeper be gone, and is deprecated, so that nobody sends from it; nodad, because even on lo an address is tentative until the kernel comes round to it.
 */
export async function echoFrom(source: string, address: string, hops?: number): Promise<Result<{ ping: Ping; took: number }>> {
  const added = await run(['ip', 'address', 'add', `${source}/128`, 'dev', 'lo', 'valid_lft', String(ECHO_S), 'preferred_lft', '0', 'noprefixroute', 'nodad'])
  if (!added.ok) return added
  try {
    return await pingFrom(source, address, hops)
  } finally {
    await run(['ip', 'address', 'del', `${source}/128`, 'dev', 'lo'])
  }
}

function buildUp({ kind, link, address, length, gateway }: ProbePlace, pid: number, inside: (argv: string[]) => string[]): string[][] {
  const name = `d6p${randomBytes(4).toString('hex')}`
  const cable = kind === 'bridge'
    ? [['ip', 'link', 'add', 'name', name, 'type', 'veth', 'peer', 'name', 'probe', 'netns', String(pid)], ['ip', 'link', 'set', 'dev', name, 'master', link, 'up']]
    : [['ip', 'link', 'add', 'name', 'probe', 'link', link, 'netns', String(pid), 'type', kind, 'mode', kind === 'macvlan' ? 'bridge' : 'l2']]
  return [
    ...cable,
    inside(['ip', 'link', 'set', 'dev', 'lo', 'up']),
    inside(['ip', 'address', 'add', `${address}/${length}`, 'dev', 'probe']),
    inside(['ip', 'link', 'set', 'dev', 'probe', 'up']),
    ...(gateway === null ? [] : [inside(['ip', '-6', 'route', 'add', 'default', 'via', gateway, 'dev', 'probe'])]),
  ]
}

/** The number of the process once it is in a namespace of its own; null if it never is. */
async function separated(sleeper: ChildProcess): Promise<number | null> {
  const failed = new Promise<null>((resolve) => sleeper.once('error', () => resolve(null)))
  const mine = readlinkSync('/proc/self/ns/net')
  const poll = async (): Promise<number | null> => {
    for (const until = Date.now() + READY_MS; Date.now() < until && sleeper.exitCode === null; await pause()) {
      const { pid } = sleeper
      if (pid === undefined || !existsSync(`/proc/${pid}/ns/net`)) continue
      try {
        // `unshare` becomes `sleep` when it is done.
        if (readlinkSync(`/proc/${pid}/ns/net`) !== mine && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'sleep') return pid
      } catch {
        return null
      }
    }
    return null
  }
  return Promise.race([failed, poll()])
}

/** Waits until duplicate address detection is over (RFC 4862 section 5.4). */
async function usable({ address }: ProbePlace, inside: (argv: string[]) => string[]): Promise<Result<null>> {
  for (const until = Date.now() + READY_MS; ; await pause(200)) {
    const shown = await run(inside(['ip', '-6', '-oneline', 'address', 'show', 'dev', 'probe', 'to', address]))
    if (!shown.ok) return shown
    if (shown.value.includes('dadfailed')) return fail({ code: 'conflict', message: text.setup.check.duplicate(address) })
    if (shown.value !== '' && !shown.value.includes('tentative')) return ok(null)
    if (Date.now() >= until) return fail({ code: 'timed_out', message: text.setup.check.tentative(address) })
  }
}

async function pinged(inside: (argv: string[]) => string[], address: string, hops?: number, source?: string): Promise<Result<{ ping: Ping; took: number }>> {
  const began = Date.now()
  // Exit code 1 is silence or an error from the network: an answer to the question all the same.
  const said = await run(inside(['ping', '-6', '-n', '-c', '1', '-w', String(PING_S), ...(hops === undefined ? [] : ['-t', String(hops)]), ...(source === undefined ? [] : ['-I', source]), address]), { answers: [1] })
  return said.ok ? ok({ ping: readPing(said.value), took: Date.now() - began }) : said
}

/** Asks a resolver for a name that does not exist by definition (RFC 6761 section 6.4). Answers the code of node:dns and how long it took (ms). */
async function resolved(inside: (argv: string[]) => [string, ...string[]], server: string): Promise<Result<{ said: string; took: number }>> {
  const began = Date.now()
  const said = await run(inside([process.execPath, '-e', ASK, server]), { timeoutMs: 10_000 })
  return said.ok ? ok({ said: said.value.trim(), took: Date.now() - began }) : said
}

const ASK = `const { Resolver } = require('node:dns').promises
const one = new Resolver({ timeout: 2000, tries: 2 })
one.setServers([process.argv[1].includes(':') ? '[' + process.argv[1] + ']' : process.argv[1]])
one.resolve6('dock6.invalid').then(() => console.log('ENODATA'), (error) => console.log(error.code))`

function pause(ms = POLL_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
