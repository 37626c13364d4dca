import type { Link } from '../../links/schema'
import type { RouteRow } from '../../routes/schema'
import type { Flag } from './keys'

/** What a config is judged against. `before` is the config that the engine runs with; `flags` are those that its unit gives it, with the file that says them. */
export type ConfigFacts = {
  api: string
  swarm: boolean
  before: Record<string, unknown>
  flags: readonly Flag[]
  flagsFrom: string | null
  /** Null where they are not known: then nothing is said about bridges that may not be there. */
  links: readonly Link[] | null
  routes: readonly RouteRow[]
}

/** One thing found in a config: what the engine would not start with, or what a person should know. */
export type Finding = { key: string; level: 'refuse' | 'warn'; message: string; hint?: string }

/** Where checks put what they find. */
export type Judge = { refuse(key: string, message: string, hint?: string): void; warn(key: string, message: string): void }
