import { Agent } from 'node:http'
import type { Readable } from 'node:stream'
import { inspect } from 'node:util'
import Dockerode from 'dockerode'
import type { EngineCall } from '../../core/reading'
import { fail, ok, type Result } from '../../core/result'
import { text } from '../../text/en'
import { createContainerCache } from './container-cache'
import { createImageCache } from './image-cache'
import { followEvents, type EngineEvent } from './events'
import { ENGINE_TIMEOUT_MS, EngineFault, engineProblem } from './problems'
import { isPodman, negotiate } from './version'

const SHOWN: Record<EngineCall, string> = { version: 'GET /version', info: 'GET /info', containers: 'GET /containers/json', running: 'GET /containers/json', networks: 'GET /networks', images: 'GET /images/json' }

export type Engine = ReturnType<typeof createEngine>

/**
 * The one way to the container engine, read-only by its shape: six calls and the event stream.
 * `containers` and `running` answer `ListedContainer[]`, the others what the engine said.
 */
export function createEngine(socketPath: string, { timeoutMs = ENGINE_TIMEOUT_MS }: { timeoutMs?: number } = {}) {
  const agent = new QuietAgent({ keepAlive: true, maxSockets: 16 })
  /** Ends the calls under way when the event stream says that the engine went away: docker-modem waits forever for the rest of an answer that was cut off. */
  let running = new AbortController()
  let spoken: Promise<Spoken> | null = null
  let streams = 0
  let up = false

  const cache = createContainerCache(async (id) => {
    const { docker } = await speak()
    return within(`GET /containers/${id.slice(0, 12)}/json`, (abortSignal) => docker.getContainer(id).inspect({ abortSignal }))
  })

  const imageCache = createImageCache(async (id) => {
    const { docker } = await speak()
    return within(`GET /images/${id.slice(0, 19)}/json`, (abortSignal) => docker.getImage(id).inspect({ abortSignal } as object))
  })

  const connect = (version?: string, pooled = true) =>
    new Dockerode({ socketPath, ...(pooled ? { agent } : {}), ...(version === undefined ? {} : { version: `v${version}` }) })

  /** The version to speak, asked once per life of the engine. */
  function speak(): Promise<Spoken> {
    spoken ??= within(SHOWN.version, (abortSignal) => abortable(connect()).version({ abortSignal })).then((answered) => {
      const version = negotiate(answered)
      return { docker: connect(version), version, podman: isPodman(answered) }
    })
    const asked = spoken
    asked.catch(() => {
      if (spoken === asked) spoken = null
    })
    return asked
  }

  async function answer(call: EngineCall): Promise<unknown> {
    if (call === 'version') return within(SHOWN.version, (abortSignal) => abortable(connect()).version({ abortSignal }))
    const { docker, podman } = await speak()
    switch (call) {
      case 'info':
        return within(SHOWN.info, (abortSignal) => abortable(docker).info({ abortSignal }))
      case 'networks': {
        const networks: unknown = await within(SHOWN.networks, (abortSignal) => docker.listNetworks({ abortSignal }))
        return podman ? withoutIpv4Flag(networks) : networks
      }
      case 'images': {
        const lines: unknown = await within(SHOWN.images, (abortSignal) => docker.listImages({ abortSignal } as object))
        if (!Array.isArray(lines)) throw new EngineFault({ code: 'unreadable_output', message: text.engine.notJson(SHOWN.images) })
        return imageCache.complete(lines)
      }
      case 'running': {
        const lines: unknown = await within(SHOWN.running, (abortSignal) => docker.listContainers({ abortSignal }))
        if (!Array.isArray(lines)) throw new EngineFault({ code: 'unreadable_output', message: text.engine.notJson(SHOWN.running) })
        // An inspection waits while its container starts or stops, and Docker's list has all that is asked here; Podman's lacks the addresses.
        return podman ? cache.complete(lines) : lines.map((list) => ({ list, inspect: null }))
      }
      case 'containers': {
        const lines: unknown = await within(SHOWN.containers, (abortSignal) => docker.listContainers({ all: true, abortSignal }))
        if (!Array.isArray(lines)) throw new EngineFault({ code: 'unreadable_output', message: text.engine.notJson(SHOWN.containers) })
        // Without the event stream nobody would tell that an inspection is old.
        if (!up) cache.clear()
        return cache.complete(lines)
      }
    }
  }

  /** One call with an end: by its answer, by the clock, or by the engine going away. */
  function within<T>(call: string, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const gone = running.signal
    const own = new AbortController()
    return new Promise<T>((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(timer)
        gone.removeEventListener('abort', onGone)
        done()
      }
      const onGone = () => {
        settle(() => reject(new EngineFault({ code: 'engine_unreachable', message: text.engine.stopped, hint: text.engine.refusedHint })))
        own.abort()
      }
      const timer = setTimeout(() => {
        settle(() => reject(new EngineFault({ code: 'timed_out', message: text.engine.timedOut(call, timeoutMs) })))
        own.abort()
      }, timeoutMs)
      gone.addEventListener('abort', onGone)
      ask(own.signal).then(
        (value) =>
          settle(() =>
            // docker-modem hands back the bytes where an answer is no JSON.
            Buffer.isBuffer(value) ? reject(new EngineFault({ code: 'unreadable_output', message: text.engine.notJson(call) })) : resolve(value),
          ),
        (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
      )
    })
  }

  function forget(wentAway: boolean): void {
    spoken = null
    cache.clear()
    if (!wentAway) return
    running.abort()
    running = new AbortController()
  }

  return {
    async read(call: EngineCall): Promise<Result<unknown>> {
      try {
        return ok(await answer(call))
      } catch (error) {
        return fail(engineProblem(error, SHOWN[call], socketPath))
      }
    },

    /** Follows the engine's events until disposed. After `onState(true)` everything must be read again: what happened before is not told. */
    events(onEvent: (event: EngineEvent) => void, onState: (up: boolean) => void): () => void {
      streams++
      const open = async (signal: AbortSignal): Promise<Readable> => {
        // A stream of its own: it must not take a place among the connections of the calls.
        const docker = connect((await speak()).version, false)
        return (await docker.getEvents({ filters: { type: ['container', 'network', 'image', 'daemon'] }, abortSignal: signal })) as Readable
      }
      const stop = followEvents(
        open,
        (event) => {
          for (const id of event.containers) cache.drop(id)
          onEvent(event)
        },
        (isUp) => {
          forget(up && !isUp)
          up = isUp
          onState(isUp)
        },
      )
      let stopped = false
      return () => {
        if (stopped) return
        stopped = true
        stop()
        if (--streams === 0) up = false
      }
    },

    close(): void {
      running.abort()
      agent.destroy()
    },
  }
}

/** docker-modem prints its options to a string before each request, for a debug log that is off; the open sockets of an agent in it cost 4 ms each time. */
class QuietAgent extends Agent {
  [inspect.custom](): string {
    return 'Agent'
  }
}

type Spoken = { docker: Dockerode; version: string; podman: boolean }

/** Podman 5.4 to 5.8 send EnableIPv4 as false for every network, older ones not at all: what it says means nothing. */
function withoutIpv4Flag(networks: unknown): unknown {
  if (!Array.isArray(networks)) return networks
  return networks.map((n: unknown) => (typeof n === 'object' && n !== null ? { ...n, EnableIPv4: undefined } : n))
}

/** dockerode takes options for these two as for all calls; its types have not heard of it. */
function abortable(docker: Dockerode) {
  return docker as unknown as Record<'version' | 'info', (options: { abortSignal: AbortSignal }) => Promise<unknown>>
}
