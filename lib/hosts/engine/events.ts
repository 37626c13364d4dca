import type { Readable } from 'node:stream'

/** Something happened in the engine. `containers` are the ids whose inspection it may have changed. */
export type EngineEvent = { wake: 'container' | 'network' | 'image' | 'daemon'; action: string; containers: string[] }

// Health probes and attached terminals make most of an engine's events; none of these changes anything that dock6 shows.
const NOISE = /^(exec_|attach|detach|resize|top|copy|export|commit|archive-path|extract-to-dir)/
// A socket that is not there costs nothing to ask, and rules for proxy entries wait for the engine to be back.
const BACKOFF_MS = [250, 500] as const
/** One event is about 1 kB; a line beyond this is no event. */
const LINE_LIMIT = 1024 * 1024

/**
 * Follows the engine's event stream until disposed: opens it, tells each event, tells when it is up or down, and opens it again.
 * Events between a `down` and the next `up` are lost for good, so whoever caches must start anew at `down`.
 */
export function followEvents(open: (signal: AbortSignal) => Promise<Readable>, onEvent: (event: EngineEvent) => void, onState: (up: boolean) => void): () => void {
  const stop = new AbortController()
  let failures = 0
  let told: boolean | null = null
  let timer: NodeJS.Timeout | undefined

  const tell = (up: boolean) => {
    if (stop.signal.aborted || told === up) return
    told = up
    onState(up)
  }

  const connect = async () => {
    try {
      const stream = await open(stop.signal)
      if (stop.signal.aborted) return stream.destroy()
      failures = 0
      tell(true)
      await drain(stream, onEvent)
      tell(false)
    } catch {
      // Why it failed is told by the readings, which ask the same engine; here it is only down.
      tell(false)
    }
    if (stop.signal.aborted) return
    timer = setTimeout(() => void connect(), BACKOFF_MS[Math.min(failures++, BACKOFF_MS.length - 1)])
    timer.unref()
  }
  void connect()
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}

/** Reads lines until the stream ends, whichever way it does. */
function drain(stream: Readable, onEvent: (event: EngineEvent) => void): Promise<void> {
  return new Promise((resolve) => {
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LINE_LIMIT) return void stream.destroy()
      for (const line of lines) {
        const event = parseEvent(line)
        if (event) onEvent(event)
      }
    })
    stream.on('error', () => resolve())
    stream.on('close', () => resolve())
    stream.on('end', () => resolve())
  })
}

/** One line of the stream, or null if it says nothing that dock6 shows. */
export function parseEvent(line: string): EngineEvent | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const { Type, Action, Actor } = (value ?? {}) as { Type?: unknown; Action?: unknown; Actor?: { ID?: unknown; Attributes?: { container?: unknown } | null } | null }
  if (typeof Action !== 'string' || NOISE.test(Action)) return null
  // Every object of unknown kind reads as text; ids that are none match no container.
  const ids = [Type === 'container' ? Actor?.ID : undefined, Type === 'network' ? Actor?.Attributes?.container : undefined]
  const containers = ids.filter((id): id is string => typeof id === 'string')
  return Type === 'container' || Type === 'network' || Type === 'image' || Type === 'daemon' ? { wake: Type, action: Action, containers } : null
}
