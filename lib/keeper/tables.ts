import type { Rows } from '../core/change'
import type { Problem } from '../core/problem'
import type { Reading } from '../core/reading'
import { rowsOf, type Resource } from '../core/resource'
import { sourceText } from '../core/reading'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import type { Entry, Readings } from './readings'
import { sameRow } from './same-row'

/** The rows of a resource at one version. `rows` is null when it could not be read at all; then `problems` says why. */
export type Table = { resource: Resource<unknown>; version: number; rows: unknown[] | null; problems: Problem[]; sources: { text: string; at: number; took: number }[] }

type Kept = { table: Table; revisions: string; wantedUntil: number }

export type Tables = ReturnType<typeof createTables>

/**
 * Builds resources out of readings and numbers their versions. A version grows only when rows or problems changed.
 * Versions start at the clock, so that they also grow over a restart of the keeper.
 */
export function createTables(options: { resources: readonly Resource<unknown>[]; readings: Readings; interestMs: number; onVersion(resource: string, version: number): void; now?: () => number }) {
  const { resources, readings, interestMs, onVersion, now = Date.now } = options
  const byName = new Map(resources.map((resource) => [resource.name, resource]))
  const users = new Map<string, Resource<unknown>[]>()
  for (const resource of resources) for (const reading of readingsOf(resource)) users.set(reading.name, [...(users.get(reading.name) ?? []), resource])
  const kept = new Map<string, Kept>()
  const rebuilding = new Set<string>()

  function build(resource: Resource<unknown>, entries: Map<string, Entry>): Kept {
    const before = kept.get(resource.name)
    const revisions = [...entries.values()].map((entry) => entry.revision).join(' ')
    const sources = readingsOf(resource).map((reading) => {
      const entry = entries.get(reading.name)!
      return { text: sourceText(reading.source), at: entry.at, took: entry.took }
    })
    if (before && before.revisions === revisions) {
      before.table.sources = sources
      return before
    }
    const { rows, problems } = rowsOf(resource, (reading) => entries.get(reading.name)!.result)
    const same = before !== undefined && sameProblems(before.table.problems, problems) && sameRows(before.table.rows, rows, resource.volatile)
    const version = same ? before.table.version : Math.max(now(), (before?.table.version ?? 0) + 1)
    const after: Kept = { table: { resource, version, rows, problems, sources }, revisions, wantedUntil: before?.wantedUntil ?? 0 }
    kept.set(resource.name, after)
    if (!same && before) onVersion(resource.name, version)
    return after
  }

  async function table(resource: Resource<unknown>, interest: boolean): Promise<Table> {
    const set = readingsOf(resource)
    const got = await Promise.all(set.map((reading) => readings.get(reading, interest)))
    // While the slowest was waited for, others may have been read again: an older outcome must not come back, to be replaced once more at the next look.
    const state = build(resource, new Map(set.map((reading, i) => [reading.name, readings.last(reading) ?? got[i]!])))
    if (interest) state.wantedUntil = now() + interestMs
    return state.table
  }

  return {
    find: (name: string) => byName.get(name),
    table,

    /** Rows read anew, whatever events said: for whoever is about to change the host, or has. A resource that cannot be read is a Problem. */
    async observe(names: readonly string[]): Promise<Result<Rows>> {
      const wanted = [...new Set(names)].flatMap((name) => byName.get(name) ?? [])
      for (const reading of new Set(wanted.flatMap(readingsOf))) readings.outdate(reading)
      const seen = await Promise.all(wanted.map((resource) => table(resource, false)))
      const blind = seen.find(({ rows }) => rows === null)
      if (blind) return fail(blind.problems[0] ?? { code: 'internal', message: text.keeper.internal })
      return ok(Object.fromEntries(seen.map(({ resource, rows }) => [resource.name, rows ?? []])))
    },

    /** A reading changed: rebuild the tables in view that use it. Their other readings are taken as they are kept. */
    readingChanged(reading: Reading<unknown>): void {
      for (const resource of users.get(reading.name) ?? []) {
        const state = kept.get(resource.name)
        if (!state || state.wantedUntil <= now() || rebuilding.has(resource.name)) continue
        const set = readingsOf(resource)
        const entries = set.map((one) => readings.last(one))
        if (entries.every((entry) => entry !== null)) build(resource, new Map(set.map((one, i) => [one.name, entries[i]!])))
        else {
          rebuilding.add(resource.name)
          void table(resource, false).finally(() => rebuilding.delete(resource.name))
        }
      }
    },

    versions(): Record<string, number> {
      return Object.fromEntries([...kept].map(([name, state]) => [name, state.table.version]))
    },
  }
}

/** All readings of a resource, needs first, each once. */
export function readingsOf(resource: Resource<unknown>): Reading<unknown>[] {
  return [...new Map([...Object.values(resource.needs), ...Object.values(resource.enriches)].map((reading) => [reading.name, reading])).values()]
}

function sameRows(a: unknown[] | null, b: unknown[] | null, skip: readonly string[]): boolean {
  if (a === null || b === null) return a === b
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!sameRow(a[i], b[i], skip)) return false
  return true
}

function sameProblems(a: Problem[], b: Problem[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
