import { assignmentsOf, SYSCTL_DROP_IN } from './drop-in'
import type { SysctlFileFacts } from './readings'
import type { SetBy } from './schema'

/** Every file's assignments in order, to be asked for one setting after the other. */
export function startValues(files: readonly SysctlFileFacts[]) {
  const exact = new Map<string, SetBy[]>()
  const globs: { pattern: RegExp; found: SetBy }[] = []
  const excluded = new Set<string>()
  for (const { path, text, atStart } of files) {
    for (const { key, value, line } of assignmentsOf(text ?? '')) {
      if (value === null) excluded.add(key)
      else {
        const found = { file: path, line, key, value, atStart, wins: false }
        if (/[*?[]/.test(key)) globs.push({ pattern: patternOf(key), found })
        else exact.set(key, [...(exact.get(key) ?? []), found])
      }
    }
  }

  /** Who sets a setting, in order; `wins` marks the one that holds after a start: the last that names it, or else the last wildcard that it is not taken out of (sysctl.d(5)). */
  return function of(path: string): SetBy[] {
    const named = exact.get(path) ?? []
    const wide = excluded.has(path) ? [] : globs.filter(({ pattern }) => pattern.test(path)).map(({ found }) => found)
    const read = (list: SetBy[]) => list.findLast((one) => one.atStart)
    const winner = read(named) ?? read(wide)
    return [...wide, ...named].map((one) => ({ ...one, wins: one.file === winner?.file && one.line === winner.line }))
  }
}

/** What holds after a start by the files; null where none says so. */
export function winnerOf(setBy: readonly SetBy[]): SetBy | null {
  return setBy.find((one) => one.wins) ?? null
}

/** Who outdoes our file, if it names the setting; null if nobody does. */
export function outdoneBy(setBy: readonly SetBy[]): SetBy | null {
  const winner = winnerOf(setBy)
  return winner && winner.file !== SYSCTL_DROP_IN && setBy.some((one) => one.file === SYSCTL_DROP_IN) ? winner : null
}

/** A wildcard of glob(7) over paths: `*` and `?` stop at slashes. */
function patternOf(key: string): RegExp {
  const body = key.replace(/\[(!?)([^\]]*)\]|[*?]|[^*?[]+|\[/g, (part, not: string | undefined, of: string | undefined) => {
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (of !== undefined && of !== '') return `[${not ? '^' : ''}${of.replace(/[\\^\]]/g, '\\$&')}]`
    return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  })
  try {
    return new RegExp(`^${body}$`)
  } catch {
    return /^\b$/
  }
}
