import { join } from 'node:path'
import { failpoints } from '../changes/failpoint'
import type { Desk, Host, Kept, UndoTimer } from '../changes/ports'
import { createWritePath } from '../changes/write-path'
import { CHANGES } from '../changes-registry'
import { atStake, STAKE_RESOURCES } from '../features/at-stake'
import { fleetingWay, WAY_RESOURCES } from '../features/fleeting-way'
import { setupTitle } from '../features/setup/title'
import { createAct, type Keep } from '../hosts/act'
import { ownToken, tokenLives } from '../hosts/act-owner'
import { createEngineAct } from '../hosts/engine/act'
import { createDaemonAct } from '../hosts/engine/daemon-act'
import { engineToCome } from '../hosts/engine/engine-to-come'
import { ipBatch } from '../hosts/ip-batch'
import { runsIpv6 } from '../hosts/link-ipv6'
import { log } from './log'
import { placesInWork, proxyRulesOf } from './own-proxies'
import { createProxySync, type ProxyHost } from './proxy-sync'
import { restoreKept, settledAddresses } from './restore-kept'
import { openKeeperStore } from './store'
import { createJournal } from './store-journal'
import { createKept } from './store-kept'
import { createOwnEntries } from './store-proxies'
import type { Tables } from './tables'
import { createVault } from './vault'

/** Where the keeper's database lies. */
export function storePath(data: string): string {
  return join(data, 'keeper', 'keeper.db')
}

/**
 * The write path of this host on its store, with real hands. `onWrite` hears of every write to the journal, also of another process's at the next `poll`; `onKept` of every write to dock6's own records.
 * `starting`: the host starts, and the engine waits for this process.
 * `proxies`: how the rules for proxy entries see the host; without it (before the engine has started) they wait.
 */
export function openWritePath(options: { data: string; engineSocket: string; observe: Tables['observe']; timer: UndoTimer; confirmSeconds: number; onWrite?: () => void; onKept?: () => void; starting?: boolean; proxies?: Pick<ProxyHost, 'seats' | 'kernel'> }) {
  const store = openKeeperStore(storePath(options.data))
  const { onWrite = () => undefined, onKept = () => undefined, proxies } = options
  const journal = createJournal(store, onWrite)
  const kept = createKept(store, onKept)
  const sealer = createVault(store)
  const own = createOwnEntries(store)
  const rules = () => proxyRulesOf(kept.all('rule'))
  const sync = proxies && createProxySync({
    host: { ...proxies, takes: runsIpv6, perform: (action, how) => perform(action, how), batch: ipBatch },
    own, rules, frozen: () => placesInWork(journal.unfinished()), onTouched: onKept, log: (event, facts) => log('info', event, facts),
  })
  // A rule is kept when its entries are there, and forgotten when they are gone.
  const keep: Keep = (table, key, value, by) => {
    kept.keep(table, key, value, by)
    return table === 'rule' && key.startsWith('proxies/') ? sync?.settle(key) : undefined
  }
  const perform: Host['perform'] = createAct({ ...(options.starting ? engineToCome : { engine: createEngineAct(options.engineSocket, { sealer }), daemon: createDaemonAct(options.engineSocket, sealer) }), keep, sealer })
  const desk: Desk = {
    changes: CHANGES,
    batchTitle: setupTitle,
    fleeting: async (admin, plan) => {
      const seen = admin === null ? null : await options.observe(WAY_RESOURCES)
      return seen === null ? null : seen.ok ? fleetingWay(admin, plan, seen.value) : seen.problem
    },
    atStake: async (admin, plan) => {
      const seen = await options.observe([...new Set([...STAKE_RESOURCES, ...plan.deltas.map(({ resource }) => resource)])])
      return seen.ok ? { ok: true, value: atStake(admin, plan, seen.value, Date.now()) } : seen
    },
    journal,
    host: { perform, observe: options.observe },
    timer: options.timer,
    confirmSeconds: options.confirmSeconds,
    me: ownToken(),
    alive: tokenLives,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    sealer,
    passing: failpoints(process.env['DOCK6_FAILPOINT']),
    log: (event, facts) => log('info', event, facts),
  }
  const versionOf = () => Number(store.pragma('data_version', { simple: true }))
  let seen = versionOf()
  return {
    writePath: createWritePath(desk),
    journal,
    kept,
    /** Keeps proxy entries as the rules wish; null where they wait. */
    proxySync: sync ?? null,
    /** What is kept about rules for proxy entries. */
    ownProxies: () => ({ rules: rules(), entries: own.all(), problems: sync?.problems() ?? {} }),
    /** Brings back what is kept across restarts: all of it, or the rows given. */
    restore: (rows: readonly Kept[] = kept.all('row')) => restoreKept(rows, perform, (key, said) => kept.tried('row', key, said)),
    settled: (keys: readonly string[], seconds: number) => settledAddresses(keys, perform, seconds),
    perform,
    /** Tells `onWrite` if another process (the undo timer's) wrote. */
    poll(): void {
      const now = versionOf()
      if (now !== seen) {
        onWrite()
        onKept()
      }
      seen = now
    },
    close: () => store.close(),
  }
}
