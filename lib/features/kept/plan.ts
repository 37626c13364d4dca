import type { Action, Json, Step } from '../../core/action'
import type { Delta, Plan } from '../../core/change'
import { keptText } from '../../text/en/kept'
import type { KeptRow } from './schema'

type Parts = Pick<Plan, 'steps' | 'deltas'>

/** What brings a thing back: commands in order. `dev`: the link on which it comes and goes; `also`: another link that it needs. */
export type KeptRecord = { dev: string; also?: string; run: string[][] }

/** The step that remembers a thing across restarts; its undo puts back what was remembered under this key before. */
export function remembering(kept: readonly KeptRow[], key: string, what: string, record: KeptRecord): Parts {
  return parts(kept, key, what, record, keptText.remember(what))
}

/** The step that forgets a thing, if it is remembered; its undo remembers the same again. */
export function forgetting(kept: readonly KeptRow[], key: string, what: string): Parts {
  return parts(kept, key, what, null, keptText.no(what))
}

/** Forgets everything that is kept on a link that goes for good. */
export function forgettingLink(kept: readonly KeptRow[], dev: string): Parts {
  const all = kept.filter((row) => row.record !== null && (row.dev === dev || isAlso(row.record, dev))).map((row) => forgetting(kept, row.key, row.what))
  return { steps: all.flatMap(({ steps }) => steps), deltas: all.flatMap(({ deltas }) => deltas) }
}

function parts(kept: readonly KeptRow[], key: string, what: string, record: KeptRecord | null, title: string): Parts {
  const before = kept.find((row) => row.key === key)?.record ?? null
  if (JSON.stringify(before) === JSON.stringify(record)) return { steps: [], deltas: [] }
  const write = (value: Json): Action => ({ type: 'keep', table: 'row', key, value })
  const step: Step = { title, do: write(record), undo: write(before) }
  const side = (value: Json): Delta['before'] => (value === null ? null : { record: value })
  return { steps: [step], deltas: [{ resource: 'kept', label: what, match: { key }, before: side(before), after: side(record) }] }
}

function isAlso(record: Json, dev: string): boolean {
  return record !== null && typeof record === 'object' && !Array.isArray(record) && record['also'] === dev
}
