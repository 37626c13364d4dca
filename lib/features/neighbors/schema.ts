import type { AddressKind } from '../../core/address-scope'
import type { Family } from '../../core/ip'
import type { ContainerRef } from '../containers/ref'
import type { NetworkRef } from '../networks/ref'

/** One neighbor cache entry (RFC 4861 section 5.1). */
export type Neighbor = {
  key: string
  family: Family
  address: string
  kind: AddressKind
  dev: string
  mac: string | null
  /** REACHABLE, STALE, DELAY, PROBE, INCOMPLETE, FAILED, NOARP, PERMANENT. */
  state: string
  router: boolean
  container: ContainerRef | null
  network: NetworkRef | null
  /** Other addresses of this link that answer with the same MAC: a router, or a host that proxies for them. */
  sameMac: string[]
  /** How many there are: `sameMac` holds the first few, as a router may answer for thousands. */
  sameMacTotal: number
}
