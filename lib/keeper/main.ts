import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Reading } from '../core/reading'
import type { Seat } from '../features/containers/readings'
import { LATE_RULE } from '../features/containers/late-rule'
import { linkFacts, type LinkFact } from '../features/links/readings'
import { bootToken } from '../hosts/act-owner'
import { followFiles } from '../hosts/file-events'
import { followKernel, LEAST_MTU } from '../hosts/kernel-events'
import { listenOnSocket } from '../hosts/socket-file'
import { createUndoTimer } from '../hosts/undo-timer'
import { RESOURCES, SEARCHED } from '../registry'
import { createApi } from './api'
import { createChangesApi } from './changes-api'
import { createCheck } from './check'
import { createCheckApi } from './check-api'
import { openWritePath, storePath } from './changes-desk'
import { keeperConfig } from './config'
import { containerInside } from './container-inside'
import { createHostReaders } from './host-readers'
import { adoptOldSettings, startedSince, writeKeptSettings } from './kept-settings'
import { createKeptWatch } from './kept-watch'
import { createLive } from './live'
import { log } from './log'
import { createProxyPace, movesAddresses } from './proxy-pace'
import { createStartLate } from './start-late'
import { resolveName } from './resolve'
import { readingsOf } from './tables'
import { openVault } from './vault'

/** How soon a change that nobody confirmed is taken back, should the timer outside not do it, and how soon its news are told, in ms. */
const SWEEP_MS = 1000
/** How long a change under way may hold up the keeper's end, in ms. */
const STOP_MS = 20_000

const root = process.getuid?.() === 0
const config = keeperConfig(process.env, root)
const startedAt = Date.now()
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }

const { engine, readings, tables, containers, addresses, proxies } = createHostReaders(config.engineSocket, openVault(storePath(config.data)), () => changes.ownProxies(), (table) => changes.kept.all(table), (name, grown) => live.changed(name, grown))
const timer = createUndoTimer({ script: fileURLToPath(new URL('./revert.js', import.meta.url)), env: { DOCK6_DATA: config.data, DOCK6_ENGINE: config.engineSocket } })
let changesVersion = startedAt
/** Probes that sit on a network as a container would: rules for proxy entries hold for them too. */
const guests = new Set<Seat>()
const seen = proxies(() => readings.events().engine)
const changes = openWritePath({
  data: config.data,
  engineSocket: config.engineSocket,
  observe: tables.observe,
  timer,
  confirmSeconds: config.confirmSeconds,
  onWrite: () => {
    changesVersion = Math.max(Date.now(), changesVersion + 1)
    live.changed('changes', changesVersion)
    pace?.wake()
  },
  onKept: () => {
    readings.wake('own')
    startLate.wake()
  },
  proxies: {
    ...seen,
    async seats(fresh) {
      const seats = await seen.seats(fresh)
      return seats && [...seats, ...guests]
    },
  },
})
const { kept, writePath } = changes
const keptWatch = createKeptWatch({
  rows: () => kept.all('row'),
  restore: (rows) => changes.restore(rows),
  settings: (devs) => writeKeptSettings({ observe: tables.observe, perform: changes.perform }, devs),
  whileFree: writePath.whileFree,
  log: (event, facts) => log('info', event, facts),
})
const startLate = createStartLate({
  isOn: () => kept.all('rule').some(({ key }) => key === LATE_RULE),
  containers,
  addresses,
  run: writePath.run,
  log: (event, facts) => log('info', event, facts),
})
const pace = changes.proxySync && createProxyPace(changes.proxySync)
const check = createCheck({
  observe: tables.observe,
  whileFree: writePath.whileFree,
  async seat(seat) {
    guests.add(seat)
    await changes.proxySync?.run(true)
    return async () => {
      guests.delete(seat)
      await changes.proxySync?.run(true)
    }
  },
})
const live = createLive(() => ({ ...tables.versions(), changes: changesVersion }))

const api = createApi({
  tables,
  searched: SEARCHED,
  live,
  health: () => ({ ok: true, ready, version, startedAt, root, events: readings.events() }),
  details: { 'container-inside': (id) => containerInside(id, containers), resolve: (name) => resolveName(name, tables) },
  changes: createChangesApi({ writePath: changes.writePath, version: () => changesVersion }),
  check: createCheckApi(check),
})

let restored = false
let ready = false
const files = new Set(RESOURCES.flatMap((resource) => readingsOf(resource)).flatMap((reading) => reading.wakes.flatMap((wake) => (typeof wake === 'object' && 'file' in wake ? [wake.file] : []))))
const disposers = [
  followKernel(
    (wake) => {
      readings.wake(wake)
      // A link that was down has lost its entries, and so has one that was without IPv6; addresses come and go with both.
      if (wake === 'link' || wake === 'address' || wake === 'netconf') pace?.wake()
      if (wake === 'address') startLate.wake()
    },
    (up) => {
      readings.setEvents('kernel', up)
      if (up) pace?.wake()
      // A link that came and went meanwhile told nobody.
      if (up && restored) void keptWatch.everything()
      log(up ? 'info' : 'error', up ? 'kernel-events-up' : 'kernel-events-down')
    },
    (link) => root && keptWatch.seen(link),
    (begin) => {
      if (root) keptWatch.began(begin)
      pace?.wake()
    },
  ),
  engine.events(
    (event) => {
      readings.wake(event.wake)
      // A connect or disconnect is an event of the network, and changes the container.
      if (event.wake === 'network' && event.containers.length > 0) readings.wake('container')
      if (movesAddresses(event)) pace?.wake()
      if (event.wake === 'container') startLate.wake()
    },
    (up) => {
      readings.setEvents('engine', up)
      // What happened while nobody told is not told later.
      if (up) {
        pace?.wake(true)
        startLate.wake()
      }
      log('info', up ? 'engine-up' : 'engine-down')
    },
  ),
  followFiles([...files], (file) => readings.wake({ file })),
  () => pace?.stop(),
  () => keptWatch.close(),
  () => startLate.close(),
  () => readings.close(),
  () => live.close(),
  () => engine.close(),
]

async function restoreAll(): Promise<void> {
  if (!root) return
  const { result } = await readings.get(linkFacts as Reading<unknown>)
  if (result.ok) keptWatch.know((result.value as LinkFact[]).map(({ index, flags, mtu }) => ({ index, up: flags.includes('UP') && mtu >= LEAST_MTU })))
  restored = true
  await keptWatch.everything(startedSince(kept, bootToken()))
  await adoptOldSettings(writePath, kept)
}

// After the socket is ours: two keepers must not recover the same journal.
await listenOnSocket(api, config.socket, config.consoleGid)
// First what was in the middle, then what is kept: a change that is taken back must not meet its own rows again.
void writePath
  .sweep()
  .then(restoreAll)
  .finally(() => {
    ready = true
    pace?.start()
  })
const sweep = setInterval(() => {
  changes.poll()
  void changes.writePath.sweep()
}, SWEEP_MS)
disposers.push(() => clearInterval(sweep))
log('info', 'keeper-listens', { socket: config.socket, root, version })

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  for (const dispose of disposers) dispose()
  // A change under way may come to its end; what takes longer is taken back at the next start.
  const end = () => {
    log('info', 'keeper-stopped')
    process.exit(0)
  }
  setTimeout(end, STOP_MS).unref()
  api.close(() => void changes.writePath.idle().then(end))
  api.closeIdleConnections()
  void changes.writePath.idle().then(() => api.closeAllConnections())
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// The supervisor of `npm start` holds the other end of standard input: when it is gone, so are we.
if (config.supervised) process.stdin.resume().on('end', stop)

