import type { Problem } from './problem'
import type { Reading } from './reading'
import { valueOf, type Result } from './result'

/** How a column sorts: as text (case-insensitive), as a number, or by address value. */
export type SortAs = 'text' | 'number' | 'address'

type AnyReadings = Record<string, Reading<unknown>>
/** The values of a set of readings. */
export type Values<N extends AnyReadings> = { [K in keyof N]: N[K] extends Reading<infer T> ? T : never }
/** The same, each possibly missing because its source failed. */
export type Maybe<N extends AnyReadings> = { [K in keyof N]: N[K] extends Reading<infer T> ? T | undefined : never }

/**
 * One table of facts, made of readings by a pure function.
 * `needs`: without them there are no rows, their Problem is the answer. `enriches`: rows come without these facts and the Problem is told beside them.
 * `volatile` fields (counters, ages) are served fresh but do not count as a change. `sorts` names the fields that can be sorted by.
 */
export type Resource<Row> = {
  name: string
  needs: AnyReadings
  enriches: AnyReadings
  rows(needs: Record<string, unknown>, enriches: Record<string, unknown>): Row[]
  key(row: Row): string
  /** Everything that the filter box can find in this row, joined by spaces. */
  search(row: Row): string
  sorts: Partial<Record<string, SortAs>>
  volatile: readonly string[]
}

/** Declares a resource; the readings' types flow into `rows`. `defaultSort` order is the order in which `rows` returns them. */
export function defineResource<Row, N extends AnyReadings, E extends AnyReadings>(definition: {
  name: string
  needs: N
  enriches: E
  rows(needs: Values<N>, enriches: Maybe<E>): Row[]
  key(row: NoInfer<Row>): string
  search(row: NoInfer<Row>): string
  sorts: NoInfer<Partial<Record<keyof Row & string, SortAs>>>
  volatile?: readonly string[]
}): Resource<Row> {
  return { volatile: [], ...definition } as unknown as Resource<Row>
}

/** Rows of a resource out of the results of its readings, with the Problems that go with them. A failed need fails the whole. */
export function rowsOf<Row>(resource: Resource<Row>, results: (reading: Reading<unknown>) => Result<unknown>): { rows: Row[] | null; problems: Problem[] } {
  const problems: Problem[] = []
  const collect = (set: AnyReadings) =>
    Object.fromEntries(
      Object.entries(set).map(([name, reading]) => {
        const result = results(reading)
        // One cause often fails several readings; it is told once.
        if (!result.ok && !problems.some(({ code, message }) => code === result.problem.code && message === result.problem.message)) problems.push(result.problem)
        return [name, valueOf(result)]
      }),
    )
  const needs = collect(resource.needs)
  if (problems.length > 0) return { rows: null, problems }
  const enriches = collect(resource.enriches)
  const rows = resource.rows(needs, enriches)
  // A table made of several equal sources, of which none gave anything and some failed, is unknown rather than empty.
  const unknown = Object.keys(needs).length === 0 && rows.length === 0 && problems.length > 0
  return { rows: unknown ? null : rows, problems }
}

/** What a read answers. Times are milliseconds since the epoch; `took` is milliseconds. */
export type Page<Row> = {
  resource: string
  version: number
  /** Rows of the resource, and how many of them match `q`. */
  total: number
  matched: number
  offset: number
  rows: Row[]
  /** Where the rows come from, each with the time of its last read. */
  sources: { text: string; at: number; took: number }[]
  /** What could not be read besides: rows are there, but without these facts. */
  problems: Problem[]
}

/** A pointer to another row, for links between things: resource, its key, and what to call it. */
export type Ref = { resource: string; key: string; label: string }
