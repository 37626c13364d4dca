/** What of a table lives in the URL: filter, order and the row that is open. `view` chooses among several tables of one page. */
export type TableUrl = { q: string; sort: string; open: string | null }

/** Reads the part of a table out of a query string. */
export function readTableUrl(search: URLSearchParams): TableUrl {
  return { q: search.get('q') ?? '', sort: search.get('sort') ?? '', open: search.get('open') }
}

/** The query string with parts of it replaced. What says nothing is left out, so that links stay short; parameters of others are kept. */
export function writeTableUrl(search: URLSearchParams, change: Partial<TableUrl>): string {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  const text = next.toString()
  return text ? `?${text}` : ''
}

/** The next order when a header is clicked: ascending, descending, then the order of the resource itself. */
export function nextSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`
  return sort === `-${field}` ? '' : field
}

/** Whether all words of a quick filter are in the filter text. */
export function hasWords(q: string, words: string): boolean {
  const has = new Set(q.split(/\s+/))
  return words.split(/\s+/).every((word) => has.has(word))
}

/** Adds the words of a quick filter to the filter text, or takes them out. Another value for the same field gives way. */
export function toggleWords(q: string, words: string): string {
  const wanted = words.split(/\s+/)
  const present = q.split(/\s+/).filter(Boolean)
  if (hasWords(q, words)) return present.filter((word) => !wanted.includes(word)).join(' ')
  const fields = wanted.filter((word) => word.includes(':')).map((word) => `${word.split(':')[0]}:`)
  return [...present.filter((word) => !fields.some((field) => word.startsWith(field))), ...wanted].join(' ')
}
