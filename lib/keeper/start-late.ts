import type { Asker, Outcome } from '../changes/ports'
import type { Intent } from '../core/change'
import type { Result } from '../core/result'
import type { AddressFact } from '../features/addresses/readings'
import { lateContainers } from '../features/containers/late'
import type { EngineContainer } from '../features/containers/readings'
import { lateText as text } from '../text/en/late'

/** Events come in swarms: after the first, and between two looks, in ms. */
const GATHER_MS = 300
/** While another change holds the host, in ms. */
const BUSY_MS = 1000
/** After a start that failed it is tried again this often, with these waits in ms; then the container is left to people until its addresses or its error are others. */
const AGAIN_MS = [5_000, 30_000, 300_000] as const

const ASKER: Asker = { actor: { type: 'system', job: text.job }, admin: null }

type Tried = { error: string; times: number; next: number }

export type StartLate = ReturnType<typeof createStartLate>

/**
 * The rule “start containers whose address came late”: while it is on, each container that the engine could not start for want of an address is started when the address is there,
 * by a change of its own under the name of this job. Looks after events of addresses and of the engine, and when a second try is due; off, it looks at nothing.
 */
export function createStartLate(parts: {
  isOn(): boolean
  containers(): Promise<Result<EngineContainer[]>>
  addresses(): Promise<Result<AddressFact[]>>
  run(asker: Asker, intents: readonly Intent[]): Promise<Outcome>
  log(event: string, facts: Record<string, string | number>): void
  now?: () => number
}) {
  const { now = Date.now } = parts
  const tried = new Map<string, Tried>()
  let timer: NodeJS.Timeout | undefined
  let due = Number.POSITIVE_INFINITY
  let working = false
  let again = false
  let closed = false

  function soon(ms: number): void {
    if (closed) return
    if (working) return void (again = true)
    // The earlier of two wishes holds.
    if (now() + ms >= due) return
    due = now() + ms
    clearTimeout(timer)
    timer = setTimeout(() => void look(), ms)
    timer.unref()
  }

  async function look(): Promise<void> {
    due = Number.POSITIVE_INFINITY
    working = true
    again = false
    const wait = await pass().catch((error: unknown) => {
      parts.log('start-late-broke-off', { why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      return null
    })
    working = false
    if (wait !== null) soon(wait)
    if (again) soon(GATHER_MS)
  }

  /** One look at all of them. Answers how long until the next one is due, if it is. */
  async function pass(): Promise<number | null> {
    if (!parts.isOn()) return null
    const [containers, addresses] = await Promise.all([parts.containers(), parts.addresses()])
    if (!containers.ok || !addresses.ok) return null
    const late = lateContainers(containers.value, addresses.value)
    for (const id of tried.keys()) if (!late.some((one) => one.id === id)) tried.delete(id)
    let next: number | null = null
    const sooner = (ms: number) => void (next = Math.min(next ?? ms, ms))
    for (const { id, name, missing, error } of late) {
      if (closed || !parts.isOn()) return null
      const before = tried.get(id)
      // With an address gone again, the next time is a first one.
      if (missing.length > 0) tried.delete(id)
      else if (before && before.error === error && before.times > AGAIN_MS.length) continue
      else if (before && before.error === error && before.next > now()) sooner(before.next - now())
      else {
        const outcome = await parts.run(ASKER, [{ kind: 'containers.start', input: { container: id, wait: false } }])
        if (!outcome.ok && outcome.problem.code === 'busy') {
          sooner(BUSY_MS)
          continue
        }
        const state = outcome.ok ? outcome.value.state : outcome.problem.code
        parts.log('late-container-started', { name, state })
        if (state === 'done') tried.delete(id)
        else {
          const times = (before?.error === error ? before.times : 0) + 1
          const ms = AGAIN_MS[times - 1]
          tried.set(id, { error, times, next: now() + (ms ?? 0) })
          if (ms !== undefined) sooner(ms)
        }
      }
    }
    return next
  }

  return {
    /** Something happened to addresses, containers, or the rule. */
    wake: () => void (parts.isOn() && soon(GATHER_MS)),
    close(): void {
      closed = true
      clearTimeout(timer)
    },
  }
}
