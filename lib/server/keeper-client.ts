import { Agent, request, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

export type KeeperTimes = { answerMs: number; silenceMs: number; healthMs: number }
// The keeper beats every 15 s on a watch; three missed beats are silence.
const TIMES: KeeperTimes = { answerMs: 30_000, silenceMs: 45_000, healthMs: 2000 }

const Health = z.object({ ready: z.boolean() })

export type KeeperClient = {
  /** Asks a verb. The body is a stream that must be read or destroyed. */
  get(path: string, signal?: AbortSignal): Promise<Result<IncomingMessage>>
  /** Asks a verb that may change the host. Never asked twice: a lost answer does not mean that nothing happened. */
  post(path: string, body: unknown): Promise<Result<IncomingMessage>>
  /** Opens the stream of events. */
  watch(signal: AbortSignal): Promise<Result<IncomingMessage>>
  /** Whether it answers. */
  healthy(): Promise<boolean>
  /** Whether it answers and has settled what its last end left behind. */
  ready(): Promise<boolean>
  close(): void
}

/** Speaks HTTP to the keeper over its unix socket. The keeper being away is an ordinary answer, a Problem. */
export function createKeeperClient(socketPath: string, times: KeeperTimes = TIMES): KeeperClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 32, maxFreeSockets: 8 })

  const ask = (path: string, options: { agent: Agent | false; timeoutMs: number; signal?: AbortSignal; body?: string }, again = options.body === undefined): Promise<Result<IncomingMessage>> =>
    new Promise((resolve) => {
      const { agent: via, timeoutMs, signal, body } = options
      const headers = { host: 'keeper', accept: '*/*', ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) }
      const sent = request({ socketPath, path, method: body === undefined ? 'GET' : 'POST', agent: via, timeout: times.silenceMs, headers, ...(signal ? { signal } : {}) })
      const timer = setTimeout(() => {
        resolve(fail({ code: 'timed_out', message: text.server.keeperSlow(Math.ceil(timeoutMs / 1000)), hint: text.server.keeperAwayHint }))
        sent.destroy()
      }, timeoutMs)
      // Silence on the socket, in the head or in the body.
      sent.on('timeout', () => sent.destroy())
      sent.once('response', (message) => {
        clearTimeout(timer)
        // Timeouts and aborts come as errors of the body, where its reader meets them; without a listener they would end the process.
        message.on('error', () => undefined)
        resolve(ok(message))
      })
      sent.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer)
        // A kept connection may have died with the keeper. Verbs without a body only read, so asking again is safe.
        if (again && sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) resolve(ask(path, options, false))
        else resolve(fail(keeperAway(error.code ?? error.message)))
      })
      sent.end(body)
    })

  return {
    get: (path, signal) => ask(path, { agent, timeoutMs: times.answerMs, ...(signal ? { signal } : {}) }),
    // A connection of its own, which cannot have died before.
    post: (path, body) => ask(path, { agent: false, timeoutMs: times.answerMs, body: JSON.stringify(body) }),
    async watch(signal) {
      const opened = await ask('/v1/watch', { agent: false, timeoutMs: times.answerMs, signal })
      if (!opened.ok) return opened
      const message = opened.value
      if (message.statusCode !== 200) {
        message.destroy()
        return fail({ code: 'unreadable_output', message: text.server.keeperOdd })
      }
      return opened
    },
    async healthy() {
      const got = await ask('/v1/health', { agent, timeoutMs: times.healthMs })
      if (!got.ok) return false
      got.value.resume()
      return got.value.statusCode === 200
    },
    async ready() {
      const got = await ask('/v1/health', { agent, timeoutMs: times.healthMs })
      if (!got.ok) return false
      try {
        const said = Health.safeParse(await json(got.value))
        return said.success && said.data.ready
      } catch {
        return false
      }
    },
    close: () => agent.destroy(),
  }
}

/** The keeper does not answer; `why` is the system's error code. */
export function keeperAway(why: string): Problem {
  return { code: 'keeper_unreachable', message: text.server.keeperAway, hint: text.server.keeperAwayHint, evidence: { source: 'keeper socket', text: why } }
}
