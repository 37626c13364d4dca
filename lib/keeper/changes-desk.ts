import { join } from 'node:path'
import { failpoints } from '../changes/failpoint'
import type { Desk, UndoTimer } from '../changes/ports'
import { createWritePath } from '../changes/write-path'
import { CHANGES } from '../changes-registry'
import { createAct } from '../hosts/act'
import { ownToken, tokenLives } from '../hosts/act-owner'
import { createEngineAct } from '../hosts/engine/act'
import { createDaemonAct } from '../hosts/engine/daemon-act'
import { log } from './log'
import { restoreKept } from './restore-kept'
import { openKeeperStore } from './store'
import { createJournal } from './store-journal'
import { createKept } from './store-kept'
import type { Tables } from './tables'
import { createVault } from './vault'

/** Where the keeper's database lies. */
export function storePath(data: string): string {
  return join(data, 'keeper', 'keeper.db')
}

/** The write path of this host on its store, with real hands. `onWrite` hears of every write to the journal, also of another process's at the next `poll`. */
export function openWritePath(options: { data: string; engineSocket: string; observe: Tables['observe']; timer: UndoTimer; confirmSeconds: number; onWrite?: () => void; onKept?: () => void }) {
  const store = openKeeperStore(storePath(options.data))
  const { onWrite = () => undefined, onKept } = options
  const journal = createJournal(store, onWrite)
  const kept = createKept(store, onKept)
  const sealer = createVault(store)
  const perform = createAct({ engine: createEngineAct(options.engineSocket), daemon: createDaemonAct(options.engineSocket, sealer), keep: kept.keep, sealer })
  const desk: Desk = {
    changes: CHANGES,
    journal,
    host: { perform, observe: options.observe },
    timer: options.timer,
    confirmSeconds: options.confirmSeconds,
    me: ownToken(),
    alive: tokenLives,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    seal: sealer.seal,
    passing: failpoints(process.env['DOCK6_FAILPOINT']),
    log: (event, facts) => log('info', event, facts),
  }
  const versionOf = () => Number(store.pragma('data_version', { simple: true }))
  let seen = versionOf()
  return {
    writePath: createWritePath(desk),
    journal,
    kept,
    /** Brings back what is kept across reboots. */
    restore: () => restoreKept(kept.all('row'), perform),
    /** Tells `onWrite` if another process (the undo timer's) wrote. */
    poll(): void {
      const now = versionOf()
      if (now !== seen) onWrite()
      seen = now
    },
    close: () => store.close(),
  }
}
