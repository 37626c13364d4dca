import type { Problem } from '../core/problem'
import { text } from '../text/en'
import { keeperAway, type KeeperClient } from './keeper-client'
import { refuse } from './answer'
import type { Call } from './route'

export type LiveTimes = { recheckMs: number; firstDelayMs: number; maxDelayMs: number }
const TIMES: LiveTimes = { recheckMs: 15_000, firstDelayMs: 500, maxDelayMs: 10_000 }
/** Streams per session: pages share one among all tabs, so this is generous. */
const STREAMS_PER_SESSION = 12
/** Bytes that may wait for a slow reader, and that an event may have. */
const BUFFER_LIMIT = 256 * 1024

/** A reader's stream: the keeper's events, then `event: end` with the Problem that ended it. */
export type Reader = { key: string; valid(): boolean; problem(): Problem }

export type Live = {
  /** A stream of server-sent events; null if this key has too many. It ends when `signal` aborts, the reader leaves, or `valid` says no. */
  open(reader: Reader, signal: AbortSignal): ReadableStream<Uint8Array> | null
  /** Looks at once which readers are still valid. */
  recheck(): void
  closeAll(): void
  count(): number
}

/** Hands the keeper's watch on to browsers, event by event. While the keeper is away it says so (`event: state`) and keeps asking. */
export function createLive(keeper: Pick<KeeperClient, 'watch'>, times: LiveTimes = TIMES): Live {
  const streams = new Set<{ key: string; check(): void; close(): void }>()

  return {
    open(reader, signal) {
      if ([...streams].filter(({ key }) => key === reader.key).length >= STREAMS_PER_SESSION) return null
      const ended = new AbortController()
      let timer: NodeJS.Timeout | undefined
      let finish = () => {}
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const send = (chunk: string) => {
              if (ended.signal.aborted) return
              controller.enqueue(Buffer.from(chunk))
              // A reader that does not read gets cut off; it comes back and starts from a fresh `hello`.
              if ((controller.desiredSize ?? 0) < 0) finish()
            }
            const stream = {
              key: reader.key,
              check() {
                if (ended.signal.aborted || reader.valid()) return
                send(event('end', { problem: reader.problem() }))
                finish()
              },
              close: () => finish(),
            }
            finish = () => {
              if (ended.signal.aborted) return
              ended.abort()
              clearInterval(timer)
              streams.delete(stream)
              try {
                controller.close()
              } catch {
                // The reader left first: a canceled stream is closed already.
              }
            }
            streams.add(stream)
            timer = setInterval(stream.check, times.recheckMs)
            if (signal.aborted) return finish()
            signal.addEventListener('abort', finish, { once: true })
            // A first byte, so that the browser sees the stream open before the keeper answers.
            send(': dock6\n\n')
            void follow(keeper, times, ended.signal, send).catch(finish)
          },
          cancel: () => finish(),
        },
        new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_LIMIT }),
      )
      return body
    },
    recheck: () => streams.forEach((stream) => stream.check()),
    closeAll: () => streams.forEach((stream) => stream.close()),
    count: () => streams.size,
  }
}

/** `GET /api/v1/live`. `no-transform` keeps the gzip of Next away, which would hold events back. */
export function liveStream({ runtime, request, sessionId, user }: Call<'signed-in'>): Response {
  const valid = () => runtime.sessions.check(sessionId) !== null
  const problem = (): Problem => ({ code: 'not_signed_in', message: text.server.sessionEnded, hint: text.server.notSignedInHint })
  const body = runtime.live.open({ key: String(user.id) + (sessionId ?? ''), valid, problem }, request.signal)
  if (body === null) return refuse({ code: 'too_many_attempts', message: text.server.tooManyStreams, hint: text.server.tooManyStreamsHint }, 5000)
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform' } })
}

/** Watches the keeper until `signal` aborts, again and again, with growing pauses while it is away. */
async function follow(keeper: Pick<KeeperClient, 'watch'>, times: LiveTimes, signal: AbortSignal, send: (chunk: string) => void): Promise<void> {
  let delay = times.firstDelayMs
  while (!signal.aborted) {
    const opened = await keeper.watch(signal)
    if (signal.aborted) return
    let problem = opened.ok ? keeperAway('stream ended') : opened.problem
    if (opened.ok) {
      try {
        let rest = ''
        opened.value.setEncoding('utf8')
        for await (const chunk of opened.value as AsyncIterable<string>) {
          delay = times.firstDelayMs
          rest += chunk
          // Only whole events go on: half of one, cut off by the keeper's death, would swallow the event behind it.
          const end = rest.lastIndexOf('\n\n')
          if (end >= 0) send(rest.slice(0, end + 2))
          if (end >= 0) rest = rest.slice(end + 2)
          if (rest.length > BUFFER_LIMIT) throw new Error('event too long')
        }
      } catch (error) {
        problem = keeperAway(error instanceof Error ? error.message : String(error))
      }
    }
    send(event('state', { problem }))
    await pause(delay, signal)
    delay = Math.min(delay * 2, times.maxDelayMs)
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
