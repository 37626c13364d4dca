import { readFileSync } from 'node:fs'
import { engineContainers, type EngineContainer } from '../features/containers/readings'
import { mapResult, type Result } from '../core/result'
import { createEngine } from '../hosts/engine/client'
import { followFiles } from '../hosts/file-events'
import { gatherContainerNetns } from '../hosts/gather/container-netns'
import { gatherEngineProcess } from '../hosts/gather/engine-process'
import { gatherSysctls } from '../hosts/gather/sysctls'
import { followKernel } from '../hosts/kernel-events'
import { listenOnSocket } from '../hosts/socket-file'
import { createSources, gathered } from '../hosts/sources'
import { RESOURCES, SEARCHED } from '../registry'
import { createApi } from './api'
import { keeperConfig } from './config'
import { containerInside } from './container-inside'
import { createLive } from './live'
import { log } from './log'
import { createReadings, INTEREST_MS } from './readings'
import { createTables, readingsOf } from './tables'

const root = process.getuid?.() === 0
const config = keeperConfig(process.env, root)
const startedAt = Date.now()
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }

const engine = createEngine(config.engineSocket)
const read = createSources({
  engine,
  gatherers: {
    sysctls: gathered('/proc/sys/net', gatherSysctls),
    'engine-process': gathered('/proc', gatherEngineProcess),
    'container-netns': async () => {
      const known = await containers()
      return known.ok ? gathered('/proc/<pid>/net', () => gatherContainerNetns(running(known.value)))() : known
    },
  },
})
const readings = createReadings({ read, onChange: (reading) => tables.readingChanged(reading) })
const tables = createTables({ resources: RESOURCES, readings, interestMs: INTEREST_MS, onVersion: (name, grown) => live.changed(name, grown) })
const live = createLive(tables.versions)

async function containers(): Promise<Result<EngineContainer[]>> {
  const { result } = await readings.get(engineContainers)
  return mapResult(result, (value) => value as EngineContainer[])
}

function running(all: EngineContainer[]): { id: string; pid: number }[] {
  return all.flatMap(({ id, pid }) => (pid === null ? [] : [{ id, pid }]))
}

const api = createApi({
  tables,
  searched: SEARCHED,
  live,
  health: () => ({ ok: true, version, startedAt, root, events: readings.events() }),
  details: { 'container-inside': (id) => containerInside(id, containers) },
})

// Until a stream says that it runs, nothing it would tell may be taken for known.
readings.setEvents('kernel', false)
readings.setEvents('engine', false)
const files = new Set(RESOURCES.flatMap((resource) => readingsOf(resource)).flatMap((reading) => reading.wakes.flatMap((wake) => (typeof wake === 'object' && 'file' in wake ? [wake.file] : []))))
const disposers = [
  followKernel(readings.wake, (up) => {
    readings.setEvents('kernel', up)
    log(up ? 'info' : 'error', up ? 'kernel-events-up' : 'kernel-events-down')
  }),
  engine.events(
    (event) => {
      readings.wake(event.wake)
      // A connect or disconnect is an event of the network, and changes the container.
      if (event.wake === 'network' && event.containers.length > 0) readings.wake('container')
    },
    (up) => {
      readings.setEvents('engine', up)
      log('info', up ? 'engine-up' : 'engine-down')
    },
  ),
  followFiles([...files], (file) => readings.wake({ file })),
  () => readings.close(),
  () => live.close(),
  () => engine.close(),
]

await listenOnSocket(api, config.socket, config.consoleGid)
log('info', 'keeper-listens', { socket: config.socket, root, version })

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  for (const dispose of disposers) dispose()
  api.close(() => process.exit(0))
  api.closeAllConnections()
  log('info', 'keeper-stopped')
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// The supervisor of `npm start` holds the other end of standard input: when it is gone, so are we.
if (config.supervised) process.stdin.resume().on('end', stop)

