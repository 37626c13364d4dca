import type { Action, Json } from '../../core/action'
import { projected, type AdminPath, type Change, type ChangeRecord, type Plan, type Rows } from '../../core/change'
import { fail, ok, type Result } from '../../core/result'
import type { Desk, Journal } from '../ports'

/** Thrown in place of SIGKILL. Whatever catches it can do nothing any more: journal and host of a dead instance throw it again. */
export class Killed extends Error {}

/**
 * A host for tests on which any plan can be run. An action and its undo set one slot between them; a slot holds what was done last, so doing twice is the same as once.
 * Slots that are all as at first give the rows before the plan, all as the plan leaves them the rows after it, and anything between the rows after half of its deltas.
 * Just before a point of no return everything is as it shall be but for the deltas that come last: what they say is not there is there still.
 */
export function createFakeHost(plan: Plan, before: Rows) {
  const slots = new Map<string, Set<string>>()
  for (const { do: act, undo } of plan.steps) {
    const mine = new Set([...group(act), ...(undo ? group(undo) : [])])
    for (const word of mine) slots.set(word, mine)
  }
  function group(action: Action): string[] {
    const word = wordOf(action)
    return [word, ...(slots.get(word) ?? [])]
  }
  /** Slots that can be taken back, each with the word it holds now. A word stands for its whole group. */
  const holds = new Map<Set<string>, string>()
  const first = new Map<Set<string>, string>()
  const last = new Map<Set<string>, string>()
  for (const { do: act, undo } of plan.steps) {
    if (undo === null) continue
    const slot = slots.get(wordOf(act))!
    if (!first.has(slot)) first.set(slot, wordOf(undo))
    last.set(slot, wordOf(act))
  }
  for (const [slot, word] of first) holds.set(slot, word)
  const forward = new Map<'there' | 'back', Set<Set<string>>>((['there', 'back'] as const).map((way) => [way, new Set(plan.steps.flatMap((step) => (step.forward === way ? [slots.get(wordOf(step.do))!] : [])))]))
  /** Everything as `most` says, and what goes forward that way still as `rest` says. */
  const isTurning = (way: 'there' | 'back', most: Map<Set<string>, string>, rest: Map<Set<string>, string>) => forward.get(way)!.size > 0 && [...most].every(([slot, word]) => holds.get(slot) === (forward.get(way)!.has(slot) ? rest.get(slot) : word))
  const early = plan.deltas.filter(({ last: late }) => !late)
  const still = (rows: Rows): Rows => plan.deltas.reduce((all, { resource, match, last: late, before: was, after: will }) => (late && was === null && will === null ? { ...all, [resource]: [...(all[resource] ?? []), match] } : all), rows)
  const turns: string[] = []
  const is = (wanted: Map<Set<string>, string>) => [...wanted].every(([slot, word]) => holds.get(slot) === word)
  const half = projected(before, plan.deltas.slice(0, Math.ceil(plan.deltas.length / 2)))
  const after = projected(before, plan.deltas)
  const performed: string[] = []

  return {
    performed,
    /** What took effect, in its order: doing what is done already is not among it. */
    turns,
    /** Says what the n-th performance shall answer instead of doing its work. */
    failing: null as ((count: number) => 'fail' | 'fail-after' | null) | null,
    before: () => is(first),
    after: () => is(last),
    perform(action: Action): Result<string> {
      const word = wordOf(action)
      performed.push(word)
      const fault = this.failing?.(performed.length) ?? null
      const slot = slots.get(word)
      if (!slot) return fail({ code: 'internal', message: `not in the plan: ${word}` })
      if (fault !== 'fail' && holds.has(slot)) {
        if (holds.get(slot) !== word) turns.push(word)
        holds.set(slot, word)
      }
      return fault === null ? ok('') : fail({ code: 'command_failed', message: `fault at ${performed.length}` })
    },
    rows: (): Rows => (is(first) ? before : is(last) ? after : isTurning('there', last, first) ? still(projected(before, early)) : isTurning('back', first, last) ? still(before) : half),
  }
}

export type FakeHost = ReturnType<typeof createFakeHost>

/** One life of the write path's process: it ends by `kill`, or at the n-th passing of any point. Time passes only by sleeping. */
export function createLife(parts: { changes: readonly Change<unknown>[]; journal: Journal; host: FakeHost; clock: { now: number }; name: string; killAt?: number; timerFails?: boolean; fleeting?: NonNullable<Desk['fleeting']>; atStake?: NonNullable<Desk['atStake']> }) {
  const { journal, host, clock, name } = parts
  let passed = 0
  let dead = false
  const armed: string[] = []
  const living = <T>(work: () => T): T => {
    if (dead) throw new Killed()
    return work()
  }
  const guarded = new Proxy(journal, { get: (target, key: keyof Journal) => (...args: unknown[]) => living(() => (target[key] as (...all: unknown[]) => unknown)(...args)) })
  const desk: Desk = {
    changes: parts.changes,
    journal: guarded,
    host: {
      perform: async (action) => living(() => host.perform(action)),
      observe: async () => living(() => ok(host.rows())),
    },
    timer: {
      arm: async (id) => living(() => (parts.timerFails ? fail({ code: 'command_failed', message: 'no timer' }) : (armed.push(id), ok(undefined)))),
      disarm: async () => living(() => undefined),
    },
    confirmSeconds: 60,
    ...(parts.fleeting ? { fleeting: parts.fleeting } : {}),
    ...(parts.atStake ? { atStake: parts.atStake } : {}),
    me: name,
    alive: () => false,
    now: () => clock.now,
    sleep: async (ms) => living(() => void (clock.now += ms)),
    passing() {
      living(() => passed++)
      if (passed === parts.killAt) {
        dead = true
        throw new Killed()
      }
    },
    log: () => undefined,
  }
  return { desk, passed: () => passed, armed, kill: () => (dead = true) }
}

/** A record with a plan as it came, for plans that come from a case rather than from intents. */
export const ROOT = { actor: { type: 'user', name: 'root', role: 'admin', from: '2001:db8::77' } as ChangeRecord['actor'], admin: null as AdminPath }

function wordOf(action: Action): string {
  return JSON.stringify(action as unknown as Json)
}
