import type { ContainerRef } from '../containers/ref'
import type { NetworkRef } from '../networks/ref'

/** Why a proxy entry answers nothing. `proxy_ndp_off`: neither all nor the link has proxy_ndp; `forwarding_off`: the link does not forward (ndisc_recv_ns asks for both). */
export type SilentReason = 'proxy_ndp_off' | 'forwarding_off' | 'link_down' | 'link_missing'

/** One kernel NDP proxy entry: this host answers neighbor solicitations for `address` on `dev`. */
export type ProxyRow = {
  key: string
  address: string
  dev: string
  /** Who added it, by `ip neigh add ... proto`; null if nobody said. */
  protocol: string | null
  container: ContainerRef | null
  network: NetworkRef | null
  /** No running container and no address of this host has the address: solicitations are answered, packets vanish. `null`: the engine could not be asked. */
  stale: boolean | null
  /** The address is outside every on-link prefix of the link, so nobody there solicits it. */
  offLink: boolean
  silent: SilentReason[]
  /** Unicast solicitations (probes) are answered only with all.proxy_ndp=1 (ip6_forward looks at the global flag). */
  answersProbes: boolean | null
  /** The rule that added it and will take it away; null for an entry that dock6 leaves alone. */
  rule: { key: string; network: string } | null
}
