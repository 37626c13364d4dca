import type { KeeperClient } from './keeper-client'
import type { Live } from './live'
import type { Log } from './log'
import type { Sessions } from './sessions'
import type { Setup } from './setup'
import type { SignIn } from './sign-in'
import type { Users } from './users'
import type { Wizards } from './wizards'

/** Everything of the console process that routes and pages use. Made once, in main.ts. */
export type Runtime = { log: Log; users: Users; sessions: Sessions; setup: Setup; signIn: SignIn; keeper: KeeperClient; live: Live; wizards: Wizards }

// Next bundles route handlers on their own: a module imported there and in main.ts exists twice, with two states. The registry of symbols and globalThis are the
// one thing both sides share. It also keeps better-sqlite3 out of Next's bundles: they see only the types.
const KEY = Symbol.for('dock6.runtime')
type Shared = { [KEY]?: Runtime }

/** Publishes the runtime to routes and pages; null takes it away. */
export function shareRuntime(runtime: Runtime | null): void {
  const shared = globalThis as Shared
  if (runtime) shared[KEY] = runtime
  else delete shared[KEY]
}

/** The runtime; null where main.ts has not run (during `next build`). */
export function sharedRuntime(): Runtime | null {
  return (globalThis as Shared)[KEY] ?? null
}
