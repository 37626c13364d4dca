import { createHash } from 'node:crypto'
import type { Problem } from '../core/problem'
import type { Reading, Source, Wake } from '../core/reading'
import type { Result } from '../core/result'

/** The last outcome of a reading. `revision` grows when the outcome changed; `at` and `took` are ms. */
export type Entry = { result: Result<unknown>; at: number; took: number; revision: number }

type State = {
  reading: Reading<unknown>
  entry: Entry | null
  fingerprint: string
  /** Something said that the entry may be old. */
  dirty: boolean
  inflight: Promise<Entry> | null
  wantedUntil: number
  finishedAt: number
  timer: NodeJS.Timeout | undefined
}

/** How long a read keeps its sources under watch, in ms. A page in view asks again before it runs out. */
export const INTEREST_MS = 15_000
/** Two reads in a row leave at least this much time between them, in ms; a slow read leaves as much as it took. */
const BREATH_MS = 10

export type Readings = ReturnType<typeof createReadings>

/**
 * Keeps the last outcome of every reading and reads again when it must: on a look after something woke it, at once while somebody looks,
 * and by the clock for facts without events. `read` does the effect; `onChange` hears of every outcome that differs from the one before.
 */
export function createReadings(options: {
  read(source: Source): Promise<Result<unknown>>
  onChange(reading: Reading<unknown>): void
  now?: () => number
}) {
  const { read, onChange, now = Date.now } = options
  const states = new Map<string, State>()
  let eventsUp = { kernel: true, engine: true }
  let closed = false

  function stateOf(reading: Reading<unknown>): State {
    let state = states.get(reading.name)
    if (!state) {
      state = { reading, entry: null, fingerprint: '', dirty: true, inflight: null, wantedUntil: 0, finishedAt: 0, timer: undefined }
      states.set(reading.name, state)
    }
    return state
  }

  function isFresh(state: State): boolean {
    // While it is being read anew, what was read before is old.
    if (!state.entry || state.dirty || state.inflight) return false
    const poll = pollOf(state.reading)
    if (poll !== null) return now() - state.entry.at < poll
    return state.reading.wakes.every((wake) => {
      const stream = streamOf(wake)
      return stream === null || eventsUp[stream]
    })
  }

  function refresh(state: State): Promise<Entry> {
    if (state.inflight) return state.inflight
    clearTimeout(state.timer)
    state.timer = undefined
    state.dirty = false
    const started = now()
    const work = read(state.reading.source).then((raw) => {
      const fingerprint = fingerprintOf(raw)
      const changed = state.entry === null || fingerprint !== state.fingerprint
      const result = changed || !state.entry ? (raw.ok ? state.reading.parse(raw.value) : raw) : state.entry.result
      state.fingerprint = fingerprint
      state.entry = { result, at: started, took: now() - started, revision: (state.entry?.revision ?? 0) + (changed ? 1 : 0) }
      state.inflight = null
      state.finishedAt = now()
      schedule(state)
      if (changed) onChange(state.reading)
      return state.entry
    })
    state.inflight = work
    return work
  }

  /** Plans the next read of a reading that somebody looks at: soon if it is dirty, else when its poll is due. */
  function schedule(state: State): void {
    if (closed || state.inflight || state.timer !== undefined || state.wantedUntil <= now()) return
    const poll = pollOf(state.reading)
    if (!state.dirty && poll === null) return
    const breath = Math.max(BREATH_MS, state.entry?.took ?? 0)
    const due = state.dirty ? state.finishedAt + breath : (state.entry?.at ?? 0) + (poll ?? 0)
    const wait = Math.max(0, due - now())
    const fire = () => {
      state.timer = undefined
      if (!closed && state.wantedUntil > now()) void refresh(state)
    }
    if (wait === 0) fire()
    else {
      state.timer = setTimeout(fire, wait)
      state.timer.unref()
    }
  }

  return {
    /** The outcome of a reading, no older than its wakes allow. `interest` keeps it under watch for INTEREST_MS. */
    async get(reading: Reading<unknown>, interest = false): Promise<Entry> {
      const state = stateOf(reading)
      if (interest) state.wantedUntil = now() + INTEREST_MS
      if (isFresh(state)) {
        if (interest) schedule(state)
        return state.entry!
      }
      // A read under way began before whatever made this reading dirty since; then only the next one will do, which may itself be under way by now.
      if (state.inflight) {
        const late = state.dirty
        const entry = await state.inflight
        if (!late && !state.dirty) return entry
      }
      return state.inflight ?? refresh(state)
    },

    /** Whoever changes the host has to see it as it is now, events or not: the next look at this reading reads again. */
    outdate(reading: Reading<unknown>): void {
      stateOf(reading).dirty = true
    },

    /** The last outcome without reading again; null before the first. */
    last(reading: Reading<unknown>): Entry | null {
      return states.get(reading.name)?.entry ?? null
    },

    /** Something happened: readings that listen to it are old now, and are read again at once if somebody looks. */
    wake(happened: Extract<Wake, string> | { file: string }): void {
      for (const state of states.values()) {
        if (!state.reading.wakes.some((wake) => sameWake(wake, happened))) continue
        state.dirty = true
        // A poll may be waiting; an event comes first.
        clearTimeout(state.timer)
        state.timer = undefined
        schedule(state)
      }
    },

    /** A stream of events broke or is back. While it is broken its readings are never taken for fresh; when it is back all are old. */
    setEvents(stream: 'kernel' | 'engine', up: boolean): void {
      eventsUp = { ...eventsUp, [stream]: up }
      for (const state of states.values()) {
        if (!state.reading.wakes.some((wake) => streamOf(wake) === stream)) continue
        state.dirty = true
        clearTimeout(state.timer)
        state.timer = undefined
        schedule(state)
      }
    },

    events: () => eventsUp,

    close(): void {
      closed = true
      for (const state of states.values()) clearTimeout(state.timer)
    },
  }
}

function pollOf(reading: Reading<unknown>): number | null {
  for (const wake of reading.wakes) if (typeof wake === 'object' && 'poll' in wake) return wake.poll
  return null
}

/** The stream of events that tells of a wake; null for what the keeper itself tells (its records, files) or nobody (polls). */
function streamOf(wake: Wake): 'kernel' | 'engine' | null {
  if (typeof wake !== 'string' || wake === 'own') return null
  return wake === 'container' || wake === 'network' || wake === 'daemon' ? 'engine' : 'kernel'
}

function sameWake(wake: Wake, happened: string | { file: string }): boolean {
  if (typeof happened === 'string') return wake === happened
  return typeof wake === 'object' && 'file' in wake && wake.file === happened.file
}

/** What tells two raw outcomes apart. A hash, so that 22 MB of routes are not kept twice. */
function fingerprintOf(raw: Result<unknown>): string {
  if (!raw.ok) return `problem ${problemId(raw.problem)}`
  const value = typeof raw.value === 'string' ? raw.value : (JSON.stringify(raw.value) ?? 'undefined')
  return value.length < 256 ? value : `${value.length} ${createHash('sha1').update(value).digest('base64')}`
}

function problemId(problem: Problem): string {
  return `${problem.code} ${problem.message} ${problem.evidence?.text ?? ''}`
}
