/** Whether two JSON-like values are equal; fields named in `skip` are passed over at the top level. */
export function sameRow(a: unknown, b: unknown, skip: readonly string[]): boolean {
  if (a === b) return true
  if (!isRecord(a) || !isRecord(b)) return sameValue(a, b)
  for (const field in a) {
    if (skip.length > 0 && skip.includes(field)) continue
    if (!sameValue(a[field], b[field])) return false
  }
  for (const field in b) if (!(field in a) && !skip.includes(field)) return false
  return true
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Number.isNaN(a) && Number.isNaN(b)
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!sameValue(a[i], b[i])) return false
    return true
  }
  if (Array.isArray(b)) return false
  return sameRow(a, b, [])
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
