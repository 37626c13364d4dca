import type { Json } from '../../core/action'

/** What sort of thing is kept; also the first word of its key. */
export type KeptKind = 'sysctls' | 'bridges' | 'ports' | 'addresses' | 'routes' | 'neighbors' | 'proxies' | 'other'

/**
 * One thing that dock6 keeps across restarts: a record of its own, or a line of its sysctl drop-in (then `record` is null).
 * `record`: what brings it back. `by`, `since`: who had it kept, and when (ms); unknown for lines of the file.
 * `state`: whether the host has it now; `why` says what stands in the way, `commands` what would bring it back.
 */
export type KeptRow = {
  key: string
  kind: KeptKind
  what: string
  dev: string | null
  commands: string[]
  record: Json
  by: string | null
  since: number | null
  state: 'there' | 'missing' | 'unknown'
  why: string | null
  restoredAt: number | null
}
