/** The key of a row where nothing else is said: its `key`, else its `id`, else its `name`. */
export function rowKeyOf(row: object): string {
  for (const field of ['key', 'id', 'name'] as const) {
    const value = (row as Record<string, unknown>)[field]
    if (typeof value === 'string') return value
  }
  return JSON.stringify(row)
}
