import type { Facts } from './facts'
import { bindFailed, bridgeAddressMissing, configPending, ip6tablesOff, ipv4OnlyListeners, masqueradeOffNat, poolIgnored } from './findings-engine'
import { acceptRaIgnored, dadFailed, forwardingOff, hasKernelIpv6, kernelIpv6Disabled, noDefaultRoute, noGlobalAddress, raRouteExpiring } from './findings-host'
import { noNdpProxy, overlaps, proxySilent, proxyStale, shadowedRoutes } from './findings-routes'
import type { Finding } from './schema'

const CHECKS = [
  kernelIpv6Disabled, forwardingOff, acceptRaIgnored, raRouteExpiring, noDefaultRoute, noGlobalAddress, dadFailed, bridgeAddressMissing, shadowedRoutes, overlaps, masqueradeOffNat,
  proxySilent, bindFailed, ipv4OnlyListeners, ip6tablesOff, noNdpProxy, proxyStale, poolIgnored, configPending,
]

/** All findings, bad ones first, each list in the order of the way from the outside to the containers. Only what is certain from the facts is found. */
export function findingsOf(facts: Facts): Finding[] {
  // Without IPv6 everything else is a consequence.
  if (!hasKernelIpv6(facts)) return kernelIpv6Disabled(facts)
  const all = CHECKS.flatMap((check) => check(facts))
  return [...all.filter((f) => f.severity === 'bad'), ...all.filter((f) => f.severity === 'attention')]
}
