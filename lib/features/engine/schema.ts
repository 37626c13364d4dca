import type { Feature } from '../../core/feature'

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
  /** In the file, but the daemon started before the file was written. */
  pending: boolean
  /** docker0: only the default bridge; new: only networks made afterwards; daemon: everything. */
  scope: 'daemon' | 'docker0' | 'new'
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
  /** The file changed after the daemon started. */
  restartNeeded: boolean
}
