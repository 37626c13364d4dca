/** What became of rows that were read again. */
export type Reconciled<Row> = { rows: Row[]; changed: string[] }

/**
 * Compares rows with what was known under the same key.
 * A row that says the same keeps its old object, so that memoized table rows do not render again.
 * `changed`: keys of rows that are new or differ in more than `volatile` fields (counters move all the time and mean nothing).
 */
export function reconcile<Row extends object>(known: ReadonlyMap<string, Row>, next: readonly Row[], rowKey: (row: Row) => string, volatile: readonly string[] = []): Reconciled<Row> {
  const changed: string[] = []
  const rows = next.map((row) => {
    const key = rowKey(row)
    const old = known.get(key)
    if (old === undefined) {
      changed.push(key)
      return row
    }
    if (JSON.stringify(old) === JSON.stringify(row)) return old
    if (volatile.length === 0 || withoutFields(old, volatile) !== withoutFields(row, volatile)) changed.push(key)
    return row
  })
  return { rows, changed }
}

function withoutFields(row: object, fields: readonly string[]): string {
  return JSON.stringify(row, (key, value: unknown) => (fields.includes(key) ? undefined : value))
}
