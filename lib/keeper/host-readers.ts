import { addressFacts, type AddressFact } from '../features/addresses/readings'
import { proxyFacts, type ProxyFact } from '../features/proxies/readings'
import { engineContainers, runningSeats, type EngineContainer, type Seat } from '../features/containers/readings'
import { mapResult, type Result } from '../core/result'
import type { Sealer } from '../core/sealed'
import { createEngine } from '../hosts/engine/client'
import { gatherContainerNetns } from '../hosts/gather/container-netns'
import { gatherEngineProcess } from '../hosts/gather/engine-process'
import { gatherSysctlFiles } from '../hosts/gather/sysctl-files'
import { gatherNdppd } from '../hosts/gather/ndppd'
import { gatherSysctls } from '../hosts/gather/sysctls'
import { createSources, gathered } from '../hosts/sources'
import { RESOURCES } from '../registry'
import type { ProxyHost } from './proxy-sync'
import { createReadings, INTEREST_MS } from './readings'
import { createTables } from './tables'

/** All tables of this host and what they are read from; `own` answers what dock6 keeps about proxy rules, `kept` its records: rows that it keeps across restarts, and rules. Without event streams nothing counts as known: every look reads again. */
export function createHostReaders(engineSocket: string, sealer: Pick<Sealer, 'seal'>, own: () => unknown, kept: (table: 'row' | 'rule') => readonly unknown[], onVersion: (name: string, version: number) => void = () => undefined) {
  const engine = createEngine(engineSocket)
  const read = createSources({
    engine,
    gatherers: {
      sysctls: gathered('/proc/sys/net', gatherSysctls),
      'sysctl-files': gathered('/etc/sysctl.d', () => gatherSysctlFiles()),
      ndppd: gathered('/etc/ndppd.conf', gatherNdppd),
      'engine-process': gathered('/proc', () => gatherEngineProcess(sealer)),
      'own-proxies': gathered('keeper.db', own),
      'own-rules': gathered('keeper.db', () => kept('rule')),
      kept: gathered('keeper.db', () => kept('row')),
      'container-netns': async () => {
        const known = await containers()
        return known.ok ? gathered('/proc/<pid>/net', () => gatherContainerNetns(running(known.value)))() : known
      },
    },
  })
  const readings = createReadings({ read, onChange: (reading) => tables.readingChanged(reading) })
  const tables = createTables({ resources: RESOURCES, readings, interestMs: INTEREST_MS, onVersion })
  // Until a stream says that it runs, nothing it would tell may be taken for known.
  readings.setEvents('kernel', false)
  readings.setEvents('engine', false)

  async function containers(): Promise<Result<EngineContainer[]>> {
    const { result } = await readings.get(engineContainers)
    return mapResult(result, (value) => value as EngineContainer[])
  }

  /** How the rules for proxy entries see the host. `hears`: whether events tell when containers come and go; while they do not, the engine is not asked at all. */
  const proxies = (hears: () => boolean): Pick<ProxyHost, 'seats' | 'kernel'> => ({
    async seats(fresh) {
      if (!hears()) return null
      if (fresh) readings.outdate(runningSeats)
      const { result } = await readings.get(runningSeats)
      return result.ok ? (result.value as Seat[]) : null
    },
    async kernel() {
      readings.outdate(proxyFacts)
      return mapResult((await readings.get(proxyFacts)).result, (value) => value as ProxyFact[])
    },
  })

  async function addresses(): Promise<Result<AddressFact[]>> {
    return mapResult((await readings.get(addressFacts)).result, (value) => value as AddressFact[])
  }

  return { engine, readings, tables, containers, addresses, proxies }
}

function running(all: EngineContainer[]): { id: string; pid: number }[] {
  return all.flatMap(({ id, pid }) => (pid === null ? [] : [{ id, pid }]))
}
