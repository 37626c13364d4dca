import { shell } from '../text/en/shell'

const STEPS = [
  { unit: 'days', ms: 86_400_000 },
  { unit: 'hours', ms: 3_600_000 },
  { unit: 'minutes', ms: 60_000 },
  { unit: 'seconds', ms: 1000 },
] as const

/** How long ago `at` was, in the largest unit that fits: "2 s ago". The clock of the host may run ahead of the browser: that is "now". */
export function ago(at: number, now: number): string {
  const past = now - at
  for (const { unit, ms } of STEPS) if (past >= ms) return shell.ago[unit](Math.floor(past / ms))
  return shell.ago.now
}

/** How long until `at`: "in 29 min"; null is forever, what has passed is "over". Switches unit late, so that 90 min do not read as 1 h. */
export function ahead(at: number | null, now: number): string {
  if (at === null) return shell.ahead.forever
  const left = at - now
  if (left <= 0) return shell.ahead.over
  for (const { unit, ms } of STEPS) if (left >= ms * 2 || unit === 'seconds') return shell.ahead[unit](Math.max(1, Math.floor(left / ms)))
  return shell.ahead.over
}

/** The exact time for a hover: date, time with seconds, zone of the browser. */
export function exactTime(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
}

/** Milliseconds as a person says them: "4 ms", "1.2 s". */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** A count with thin separators: 3,001. */
export function count(n: number): string {
  return n.toLocaleString('en-US')
}
