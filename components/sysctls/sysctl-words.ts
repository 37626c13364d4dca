import type { Sysctl } from '../../lib/features/sysctls/schema'
import { outdoneBy } from '../../lib/features/sysctls/start-values'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'

/** Name under which the texts know a setting: its last word, with the family where IPv4 has one of the same name. */
export function wordName({ key, name }: Pick<Sysctl, 'key' | 'name'>): string {
  return key.startsWith('net/ipv4/conf/') ? words.byFamily(name) : name
}

/** What a setting does; empty if dock6 has no words for it. */
export function aboutOf(row: Pick<Sysctl, 'key' | 'name'>): string {
  return words.about[wordName(row)] ?? ''
}

/** What the value means; empty for plain numbers. */
export function meaningOf(row: Pick<Sysctl, 'key' | 'name' | 'value'>): string {
  return words.values[wordName(row)]?.[row.value] ?? ''
}

/** The name as `sysctl` spells it: dots for slashes, and slashes for the dots in a link's name. */
export function dottedName({ key }: Pick<Sysctl, 'key'>): string {
  return key.replace(/[./]/g, (c) => (c === '/' ? '.' : '/'))
}

/** What is wrong with a kept setting: another value now, or another one after a restart. Null if nothing is. */
export function keptProblem({ kept, value, setBy }: Pick<Sysctl, 'kept' | 'value' | 'setBy'>): string | null {
  if (kept === null) return null
  const winner = outdoneBy(setBy ?? [])
  if (winner && winner.value !== kept) return words.kept.outdone(winner.file, winner.value)
  return kept === value ? null : words.kept.differs(kept, value)
}
