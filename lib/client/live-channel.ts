import { backOff } from './back-off'
import type { Problem } from '../core/problem'
import { request } from './api'

/** What one browser tells its tabs. `hello`, `changed` and `beat` come from the keeper; `keeper` says that it is away, `lost` that the console is. */
export type LiveMessage =
  | { type: 'hello'; versions: Record<string, number>; at: number }
  | { type: 'changed'; resource: string; version: number; at: number }
  | { type: 'beat'; at: number }
  | { type: 'lost'; at: number }
  | { type: 'keeper'; problem: Problem | null; at: number }

/** Longer than two beats of the keeper: silence then means that the connection is dead although nobody closed it. */
export const SILENCE_MS = 40_000
/** While the keeper is away nobody beats, but the console repeats that at most every ten seconds or so. */
const KEEPER_SILENCE_MS = 60_000

/** Opens the event stream and keeps it open until the returned function is called. Every message goes to `tell`. */
export function openChannel(tell: (message: LiveMessage) => void): () => void {
  let stream: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let closed = false

  function heard(message: LiveMessage, patience = SILENCE_MS): void {
    attempt = 0
    clearTimeout(silence)
    silence = setTimeout(lost, patience)
    tell(message)
  }

  function connect(): void {
    stream?.close()
    stream = new EventSource('/api/v1/live')
    stream.addEventListener('hello', (event) => heard({ type: 'hello', versions: json<{ versions: Record<string, number> }>(event).versions, at: Date.now() }))
    stream.addEventListener('changed', (event) => heard({ type: 'changed', ...json<{ resource: string; version: number }>(event), at: Date.now() }))
    stream.addEventListener('beat', () => heard({ type: 'beat', at: Date.now() }))
    // The console is there, but the keeper behind it is not. The stream stays: it says hello again when the keeper is back.
    stream.addEventListener('state', (event) => heard({ type: 'keeper', problem: json<{ problem?: Problem }>(event).problem ?? null, at: Date.now() }, KEEPER_SILENCE_MS))
    stream.addEventListener('end', lost)
    stream.addEventListener('error', lost)
  }

  function lost(): void {
    if (closed) return
    // The browser would retry by itself every few seconds, in step with all others: back-off is ours.
    stream?.close()
    clearTimeout(silence)
    clearTimeout(timer)
    timer = setTimeout(connect, backOff(attempt++))
    const failed = stream
    void stillSignedIn().then(() => {
      // The next try may have worked in the meantime.
      if (!closed && (stream === failed || stream?.readyState !== EventSource.OPEN)) tell({ type: 'lost', at: Date.now() })
    })
  }

  const online = () => {
    if (stream?.readyState === EventSource.OPEN) return
    attempt = 0
    clearTimeout(timer)
    connect()
  }
  window.addEventListener('online', online)
  connect()
  return () => {
    closed = true
    window.removeEventListener('online', online)
    clearTimeout(timer)
    clearTimeout(silence)
    stream?.close()
  }
}

function json<T>(event: Event): T {
  return JSON.parse((event as MessageEvent<string>).data) as T
}

/** An EventSource does not say why it failed. If it is because the session ended, this request gets a 401 and leaves for the login page. */
async function stillSignedIn(): Promise<void> {
  await request('/api/v1/session', { background: true })
}
