import type { Result } from './result'

/** Engine calls that dock6 makes for reading. The list is closed: no engine path is ever passed through. */
export type EngineCall = 'version' | 'info' | 'containers' | 'running' | 'networks' | 'images'

/** Gatherers that read more than one file; each lives in `lib/hosts/gather/` under this name. */
export type Gatherer =
  | 'sysctls'
  | 'sysctl-files'
  | 'container-netns'
  | 'engine-process'
  | 'ndppd'
  | 'own-proxies'
  | 'own-rules'
  | 'kept'

/**
 * Where a raw fact comes from. `shows` is what a person can run or open to see the same.
 * `when` names a file without whose content the command is not run and counts as having printed nothing: running it would load what is not there.
 */
export type Source =
  | { type: 'argv'; argv: readonly [string, ...string[]]; when?: string }
  | { type: 'engine'; call: EngineCall; shows: string }
  | { type: 'file'; path: string }
  | { type: 'gather'; gatherer: Gatherer; shows: string }

/** What tells the keeper that a reading may have changed. `own`: dock6 wrote to its own records. `poll` is for facts without events and runs only while somebody looks. */
export type Wake = 'own' | 'link' | 'address' | 'route' | 'neigh' | 'rule' | 'netconf' | 'container' | 'network' | 'image' | 'daemon' | { poll: number } | { file: string }

/**
 * One raw fact about the host and how to understand it.
 * `parse` gets what the source gave: stdout text for argv, decoded JSON for engine calls and gatherers, text or null (absent) for files.
 * It never throws; what it cannot read is a Problem with code `unreadable_output`.
 */
export type Reading<T> = {
  name: string
  source: Source
  wakes: readonly Wake[]
  parse(raw: unknown): Result<T>
}

/** The command, call or path behind a reading, as shown under a table. */
export function sourceText(source: Source): string {
  switch (source.type) {
    case 'argv':
      return source.argv.join(' ')
    case 'file':
      return source.path
    case 'engine':
    case 'gather':
      return source.shows
  }
}
