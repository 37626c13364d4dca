import type { ProxyRow } from '../../lib/features/proxies/schema'
import { proxiesPage as words } from '../../lib/text/en/pages-proxies'
import type { Meaning } from '../../lib/core/meaning'

/** Everything that holds for an entry, as sentences: an entry may be silent, stale and off-link at once. */
export function proxyReasons(row: ProxyRow): string[] {
  const reasons = [row.silent.length > 0 && words.why.silent, row.stale && words.why.stale, row.offLink && words.why.offLink(row.dev)].filter((reason) => typeof reason === 'string')
  return reasons.length > 0 ? reasons : [proxyState(row).why]
}

/** Whether an entry does its work, as meaning, word and reason. What keeps the kernel from answering comes before what makes the answer useless. */
export function proxyState(row: ProxyRow): { meaning: Meaning; word: string; why: string } {
  const [silent] = row.silent
  if (silent) return { meaning: 'bad', word: words.silentShort[silent](row.dev), why: words.why.silent }
  if (row.stale) return { meaning: 'attention', word: words.verdict.stale, why: words.why.stale }
  if (row.offLink) return { meaning: 'attention', word: words.verdict.offLink(row.dev), why: words.why.offLink(row.dev) }
  if (row.stale === null) return { meaning: 'unknown', word: words.verdict.unsure, why: words.why.unsure }
  return { meaning: 'good', word: words.verdict.answers, why: words.why.answers }
}

/** What unicast probes of routers meet: on an entry, or on what a rule adds. */
export function probeNote({ silent, answersProbes }: Pick<ProxyRow, 'silent' | 'answersProbes'>): string {
  if (silent.length > 0) return words.probeNote.silent
  if (answersProbes === null) return words.probeNote.unknown
  return answersProbes ? words.probeNote.yes : words.probeNote.no
}
