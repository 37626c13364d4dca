import { text } from '../../text/en'
import { conf6 } from '../sysctls/readings'
import { isRaIgnored, linksWithoutRoute } from './deaf-links'
import { bridges6, defaultRoutes, hostGlobals, type Facts } from './facts'
import type { Finding } from './schema'

/** IPv6 is off for the whole kernel; everything else follows from it. */
export function kernelIpv6Disabled(facts: Facts): Finding[] {
  if (hasKernelIpv6(facts)) return []
  return [{ code: 'kernel_ipv6_disabled', severity: 'bad', ...text.findings.kernel_ipv6_disabled, about: { resource: 'sysctls', key: 'net/ipv6/conf/all/disable_ipv6', label: 'disable_ipv6' } }]
}

/** A kernel without IPv6 has no settings for it. `all` is what was last written to all links; a link that was switched on again afterwards counts. */
export function hasKernelIpv6({ sysctls }: Facts): boolean {
  const disabled = conf6(sysctls, 'all', 'disable_ipv6')
  if (disabled !== '1') return disabled !== undefined
  return Object.entries(sysctls).some(([path, value]) => value === '0' && /^net\/ipv6\/conf\/(?!all\/|default\/|lo\/)[^/]+\/disable_ipv6$/.test(path))
}

export function noGlobalAddress(facts: Facts): Finding[] {
  if (!hasKernelIpv6(facts) || hostGlobals(facts).length > 0) return []
  return [{ code: 'no_global_address', severity: 'attention', ...text.findings.no_global_address, about: { resource: 'addresses', key: '', label: text.overview.host } }]
}

/** F01: an address from router advertisements without the route that came with it, on a link whose advertisements are ignored. */
export function acceptRaIgnored(facts: Facts): Finding[] {
  return linksWithoutRoute(facts).deaf.map((dev) => ({ code: 'accept_ra_ignored', severity: 'bad', ...text.findings.accept_ra_ignored(dev), about: setting(dev, 'accept_ra') }))
}

/** A global address without a way out. The cases whose cause is certain have findings of their own, which say more. */
export function noDefaultRoute(facts: Facts): Finding[] {
  if (!hasKernelIpv6(facts) || hostGlobals(facts).length === 0 || defaultRoutes(facts).length > 0 || acceptRaIgnored(facts).length > 0) return []
  return [{ code: 'no_default_route', severity: 'bad', ...text.findings.no_default_route, about: { resource: 'routes', key: '', label: text.overview.host } }]
}

/** The route is still there, with an end and nobody to prolong it. */
export function raRouteExpiring(facts: Facts): Finding[] {
  return defaultRoutes(facts).flatMap((route): Finding[] => {
    if (route.protocol !== 'ra' || route.expiresAt === undefined || route.dev === undefined || !isRaIgnored(facts, route.dev)) return []
    return [{ code: 'ra_route_expiring', severity: 'bad', ...text.findings.ra_route_expiring(route.dev), about: setting(route.dev, 'accept_ra') }]
  })
}

/** `ip6_forward()` asks for the setting of all links only. */
export function forwardingOff(facts: Facts): Finding[] {
  if (conf6(facts.sysctls, 'all', 'forwarding') !== '0') return []
  const wanted = bridges6(facts).some((n) => !n.internal && n.members.some((m) => m.running && m.ipv6 !== null))
  if (!wanted) return []
  return [{ code: 'forwarding_off', severity: 'bad', ...text.findings.forwarding_off, about: setting('all', 'forwarding') }]
}

export function dadFailed(facts: Facts): Finding[] {
  const about = (key: string, label: string) => ({ resource: 'addresses', key, label })
  const host = facts.addresses
    .filter((a) => a.flags.includes('dadfailed'))
    .map((a): Finding => ({ code: 'dadfailed', severity: 'bad', ...text.findings.dadfailed(a.address, a.dev), about: about(`host/${a.dev}/${a.address}/${a.length}`, a.address) }))
  const inside = (facts.containers ?? []).flatMap((c) =>
    (c.inside?.addresses ?? [])
      .filter((a) => a.flags.includes('dadfailed'))
      .map((a): Finding => ({ code: 'dadfailed', severity: 'bad', ...text.findings.dadfailed(a.address, `${a.dev} (${c.name})`), about: { resource: 'containers', key: c.id, label: c.name } })),
  )
  return [...host, ...inside]
}

function setting(dev: string, name: string): Finding['about'] {
  return { resource: 'sysctls', key: `net/ipv6/conf/${dev}/${name}`, label: `${dev} ${name}` }
}
