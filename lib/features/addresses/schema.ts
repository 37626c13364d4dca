import type { AddressKind } from '../../core/address-scope'
import type { Family } from '../../core/ip'
import type { ContainerRef } from '../containers/ref'
import type { NetworkRef } from '../networks/ref'

/** Who put the address there. `kernel`: link-local and loopback; `engine`: a bridge's gateway address or a container's address. */
export type AddressSource = 'ra' | 'dhcp' | 'static' | 'kernel' | 'engine'

/** One address on the host, or inside a container (`container` set). */
export type AddressRow = {
  key: string
  family: Family
  address: string
  length: number
  /** The far end of a point-to-point address. */
  peer: string | null
  dev: string
  /** The kernel's scope word: global, link, host, site. */
  scope: string
  kind: AddressKind
  /** Flags as the kernel names them: tentative, dadfailed, deprecated, temporary, mngtmpaddr, dynamic, noprefixroute, nodad ... */
  flags: string[]
  source: AddressSource
  /** The kernel's own word for who put it there (IFA_PROTO); null where it does not tell. */
  protocol: string | null
  /** When the lifetimes end, ms since the epoch; null is forever. */
  validUntil: number | null
  preferredUntil: number | null
  /** On a link that carries the default route. */
  uplink: boolean
  network: NetworkRef | null
  container: ContainerRef | null
}
