/** The one file in which dock6 keeps settings across restarts. */
export const SYSCTL_DROP_IN = '/etc/sysctl.d/90-dock6.conf'

/** First lines of a file that dock6 makes. */
export const HEADER = [
  '# Kernel settings that dock6 keeps across restarts of this host; systemd-sysctl reads them at the start.',
  '# dock6 changes only the lines of settings that are kept or forgotten in it, and leaves all others as they are.',
] as const

/** One line that sets something. `key` in slash form as under /proc/sys; it may hold wildcards. `value` null: a `-key` without value, which takes the key out of wildcards. */
export type Assignment = { key: string; value: string | null; line: number }

/** The assignments of a sysctl.d file, top to bottom; comments and what is none are left out (sysctl.d(5)). `line` counts from 1. */
export function assignmentsOf(text: string): Assignment[] {
  return text.split('\n').flatMap((raw, i) => {
    const one = assignmentOf(raw)
    return one === null ? [] : [{ ...one, line: i + 1 }]
  })
}

function assignmentOf(raw: string): Omit<Assignment, 'line'> | null {
  const line = raw.trim()
  if (line === '' || line.startsWith('#') || line.startsWith(';')) return null
  const at = line.indexOf('=')
  // Without a value only an exclusion means something.
  if (at < 0) return line.startsWith('-') ? { key: slashForm(line.slice(1).trim()), value: null } : null
  // A dash in front only means that a failure is not told.
  const key = line.slice(0, at).trim().replace(/^-/, '')
  return key === '' ? null : { key: slashForm(key), value: line.slice(at + 1).trim() }
}

/** If the first separator is a dot, dots and slashes change places; if it is a slash, all stay (sysctl.d(5)). */
function slashForm(key: string): string {
  const first = /[./]/.exec(key)?.[0]
  const swapped = first === '.' ? key.replace(/[./]/g, (c) => (c === '.' ? '/' : '.')) : key
  return swapped.replace(/^\/+/, '')
}

/** The value of a setting in our file; null if the file does not name it. */
export function keptValue(text: string | null, path: string): string | null {
  if (text === null) return null
  return assignmentsOf(text).findLast(({ key }) => key === path)?.value ?? null
}

/**
 * The file with a setting kept at a value, or forgotten with null. Only lines of this very setting are touched, however they are spelled;
 * a new line goes before the first setting that sorts behind it, so that a file nobody edited is sorted. Null: nothing but our own header would be left, so the file goes.
 */
export function withSetting(text: string | null, path: string, value: string | null): string | null {
  const lines = text === null || text.trim() === '' ? [...HEADER] : text.replace(/\n$/, '').split('\n')
  const written = `${path} = ${value}`
  const mine = lines.flatMap((line, i) => (assignmentOf(line)?.key === path ? [i] : []))
  const last = mine.at(-1)
  if (value !== null && last !== undefined) lines[last] = written
  const kept = lines.filter((_, i) => !mine.includes(i) || (value !== null && i === last))
  if (value !== null && last === undefined) {
    const behind = kept.findIndex((line) => (assignmentOf(line)?.key ?? '') > path)
    kept.splice(behind < 0 ? kept.length : behind, 0, written)
  }
  const ours: readonly string[] = HEADER
  return value === null && kept.every((line) => line.trim() === '' || ours.includes(line)) ? null : `${kept.join('\n')}\n`
}
