import type { Feature } from '../../core/feature'
import type { UnitFile } from './config/unit'

/** What this engine can do, named for behavior. Derived once from the API version (`lib/features/engine/capabilities.ts`); nothing else compares versions. */
export type CapabilityName =
  | 'ipv6OnlyNetworks' | 'autoUla' | 'gatewayModes' | 'natUnprotected' | 'isolatedMode' | 'trustedHostInterfaces' | 'egressSource6'
  | 'endpointSysctls' | 'gwPriority' | 'ip6tablesByDefault' | 'validateConfig' | 'defaultNetworkOptions' | 'directRoutingOption'
  | 'directAccessDropped' | 'nftablesBackend' | 'prefixSizeRequest' | 'connectMac' | 'strictHostIp' | 'ipamStatus'

export type Capabilities = Record<CapabilityName, Feature<true>>

/** One setting of the engine: what holds, and who says so. */
export type EngineSetting = {
  key: string
  /** JSON text of the value that holds. */
  value: string
  from: 'flag' | 'file' | 'default'
  /** The file that says it: daemon.json, a unit or its drop-in; null for defaults and flags that nobody can be found for. */
  source: string | null
  /** In the file, but the daemon started before the file was written. */
  pending: boolean
  /** docker0: only the default bridge; new: only networks made afterwards; containers: only containers started afterwards; daemon: everything. */
  scope: 'daemon' | 'docker0' | 'new' | 'containers'
  /** Both the file and the command line of the unit say it: the engine will not start. `from` is the unit's file that says the flag. */
  conflict: { flag: string; from: string | null } | null
  defaultValue: string | null
}

/** The engine itself, one row. */
export type Engine = {
  key: 'engine'
  product: 'docker' | 'podman'
  version: string
  apiVersion: string
  minApiVersion: string | null
  os: string
  kernel: string
  rootless: boolean
  liveRestore: boolean | null
  swarm: string | null
  firewallBackend: string | null
  containers: number | null
  running: number | null
  pools: { base: string; size: number }[]
  warnings: string[]
  capabilities: Capabilities
  pid: number | null
  startedAt: number | null
  commandLine: string[]
  configPath: string
  configText: string | null
  /** Why the config file could not be understood. */
  configError: string | null
  /** There is a file, but it is too long to be one, or may not be read. */
  configUnread: boolean
  /** The systemd unit it runs in; null outside of systemd. */
  unit: string | null
  /** Files that say how the unit starts it, in the order in which they count; and the command line that comes of them, with the file that says it. */
  unitFiles: UnitFile[]
  unitWords: string[] | null
  unitFrom: string | null
  /** The unit would start it with another command line than it runs with. */
  unitChanged: boolean
  /** The file changed after the daemon started. */
  restartNeeded: boolean
}
