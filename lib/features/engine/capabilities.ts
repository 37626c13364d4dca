import { available, unavailable } from '../../core/feature'
import { text } from '../../text/en'
import type { EngineVersion } from './readings'
import type { Capabilities, CapabilityName } from './schema'

// Release and API version that brought each, from the engines' changelogs; Docker's API version grows with the engine, distributions' package versions do not.
const SINCE: Record<CapabilityName, [release: string, api: string]> = {
  validateConfig: ['23.0', '1.42'],
  egressSource6: ['25.0', '1.44'],
  autoUla: ['27.0', '1.46'],
  gatewayModes: ['27.0', '1.46'],
  endpointSysctls: ['27.0', '1.46'],
  ip6tablesByDefault: ['27.0', '1.46'],
  // The key came with 24.0, its enable_ipv6 was heard from 27.0 on (moby#47867).
  defaultNetworkOptions: ['27.0', '1.46'],
  ipv6OnlyNetworks: ['28.0', '1.48'],
  natUnprotected: ['28.0', '1.48'],
  isolatedMode: ['28.0', '1.48'],
  gwPriority: ['28.0', '1.48'],
  trustedHostInterfaces: ['28.2', '1.50'],
  directRoutingOption: ['28.2', '1.50'],
  directAccessDropped: ['28.2', '1.50'],
  nftablesBackend: ['29.0', '1.52'],
  // Taken before as well, and not heeded (seen with 20.10 and 28.5, for running and stopped containers).
  connectMac: ['29.3', '1.54'],
  prefixSizeRequest: ['29.0', '1.52'],
  strictHostIp: ['29.0', '1.52'],
  ipamStatus: ['29.0', '1.52'],
}

/** What Podman does as well, through its Docker-compatible API: random ULA subnets, and a plain no to host addresses that are none. */
const PODMAN: readonly CapabilityName[] = ['autoUla', 'strictHostIp']

/** What this engine can do; what it cannot says which release brings it. */
export function capabilitiesOf({ product, version, apiVersion }: Pick<EngineVersion, 'product' | 'version' | 'apiVersion'>): Capabilities {
  const entries = (Object.keys(SINCE) as CapabilityName[]).map((name) => {
    const [release, api] = SINCE[name]
    const what = text.engine.capabilities[name]
    if (product === 'podman') return [name, PODMAN.includes(name) ? available(true as const) : unavailable(text.engine.notInPodman(what))]
    return [name, isApiAtLeast(apiVersion, api) ? available(true as const) : unavailable(text.engine.broughtBy(what, release, version))]
  })
  return Object.fromEntries(entries) as Capabilities
}

/** Compares API versions (`1.9` is before `1.41`). Something that is no version is before everything. */
export function isApiAtLeast(has: string, wanted: string): boolean {
  const [a1 = 0, a2 = 0] = has.split('.').map(Number)
  const [b1 = 0, b2 = 0] = wanted.split('.').map(Number)
  return a1 > b1 || (a1 === b1 && a2 >= b2)
}
