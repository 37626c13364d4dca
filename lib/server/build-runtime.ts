import type { Config } from './config'
import type { DataFolder } from './data-folder'
import { createGate } from './gate'
import { createKeeperClient } from './keeper-client'
import { createLimiter, NAME_LIMIT, SOURCE_LIMIT } from './limiter'
import { createLive } from './live'
import type { Log } from './log'
import type { Runtime } from './runtime'
import { createSessions } from './sessions'
import { openSetup } from './setup'
import { createSignIn } from './sign-in'
import { openStore } from './store'
import { createUsers } from './users'
import { createWizards } from './wizards'

/** Puts the parts of the console together. `close` ends them in the order in which they depend on each other. */
export function buildRuntime(config: Pick<Config, 'socket'>, folder: DataFolder, log: Log, now: () => number = Date.now): Runtime & { close(): void } {
  const store = openStore(folder.path('console.db'))
  const users = createUsers(store, now)
  const sessions = createSessions(store, now)
  sessions.sweep()
  const setup = openSetup(users, folder, now)
  const limits = { sources: createLimiter(SOURCE_LIMIT, now), names: createLimiter(NAME_LIMIT, now) }
  // Two hashes at a time leave a core for everybody else on a small host.
  const signIn = createSignIn({ users, sessions, setup, ...limits, gate: createGate(2, 16), log })
  const keeper = createKeeperClient(config.socket)
  const live = createLive(keeper)
  const close = () => {
    live.closeAll()
    keeper.close()
    setup.close()
    store.close()
  }
  return { log, users, sessions, setup, signIn, keeper, live, wizards: createWizards(store, now), close }
}
