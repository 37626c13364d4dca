import { deltaHolds, hasFields, projected, type Delta, type Rows } from '../core/change'
import { evidence, type Evidence } from '../core/problem'
import { text } from '../text/en'

/** The first delta that the rows contradict, with the row that is there instead. */
export type Mismatch = { delta: Delta; found: unknown }

/** Checks that the host is as before all deltas. Each is checked against the rows as the ones before it leave them, so that a batch may touch one row twice. */
export function mismatchBefore(deltas: readonly Delta[], rows: Rows): Mismatch | null {
  let now = rows
  for (const delta of deltas) {
    if (delta.loose) continue
    const list = now[delta.resource] ?? []
    if (!deltaHolds(delta, 'before', list)) return { delta, found: list.find((row) => hasFields(row, delta.match)) ?? null }
    now = projected(now, [delta])
  }
  return null
}

/** Checks that the host is as after all deltas: as before their reversal. */
export function mismatchAfter(deltas: readonly Delta[], rows: Rows): Mismatch | null {
  return mismatchBefore(reversed(deltas), rows)
}

/** The deltas of the way back. */
export function reversed(deltas: readonly Delta[]): Delta[] {
  return deltas.map((delta) => ({ ...delta, before: delta.after, after: delta.before })).reverse()
}

/** Names of the resources that deltas speak of. */
export function resourcesOf(deltas: readonly Delta[]): string[] {
  return [...new Set(deltas.map((delta) => delta.resource))]
}

/** A mismatch as evidence: what was expected of the row, and of the same fields what is there. */
export function mismatchEvidence({ delta, found }: Mismatch): Evidence {
  const wanted = delta.before
  const fields = Object.keys({ ...delta.match, ...wanted })
  const there = found === null ? null : Object.fromEntries(fields.map((field) => [field, (found as Record<string, unknown>)[field] ?? null]))
  return evidence(delta.resource, `${text.changes.differs(delta.label)}\nexpected: ${JSON.stringify(wanted)}\nfound: ${JSON.stringify(there)}`)
}
