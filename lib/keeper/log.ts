import { printable } from '../core/problem'

/** Writes one line of JSON to standard error. Values are facts of this host, never secrets; control characters are escaped. */
export function log(level: 'info' | 'error', event: string, facts: Record<string, string | number | boolean> = {}): void {
  process.stderr.write(`${printable(JSON.stringify({ at: new Date().toISOString(), level, process: 'keeper', event, ...facts }))}\n`)
}
