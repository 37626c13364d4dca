import type { Family } from '../../core/ip'
import type { ContainerRef } from '../containers/ref'

/** Who can reach a listening address by its scope alone. */
export type Exposure = 'all' | 'address' | 'link-local' | 'loopback'

/** One listening socket, on the host or inside a container (`container` and `inside` set). */
export type SocketRow = {
  key: string
  family: Family
  /** An IPv6 wildcard without IPV6_V6ONLY also takes IPv4. */
  alsoIpv4: boolean
  proto: 'tcp' | 'udp' | 'sctp' | 'other'
  address: string
  port: number
  dev: string | null
  exposure: Exposure
  process: { pid: number; name: string } | null
  /** Held by the engine or its proxy for a published port of `container`. */
  enginePort: boolean
  container: ContainerRef | null
  /** The socket lives in the container's own network namespace. */
  inside: boolean
}
