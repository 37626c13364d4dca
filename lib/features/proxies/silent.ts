import type { LinkFact } from '../links/readings'
import { conf6, type SysctlValues } from '../sysctls/readings'
import type { SilentReason } from './schema'

/**
 * Why the kernel answers no solicitation on this link. `ndisc_recv_ns()` asks for forwarding of the link itself, and for proxy_ndp of the link or of all.
 * What could not be read gives no reason.
 */
export function silentReasons(dev: string, link: Pick<LinkFact, 'flags'> | undefined, linksKnown: boolean, sysctls: SysctlValues | undefined): SilentReason[] {
  const reasons: SilentReason[] = []
  const isOff = (of: string, name: string) => Number(conf6(sysctls, of, name)) === 0
  if (linksKnown && !link) return ['link_missing']
  if (link && !(link.flags.includes('UP') && link.flags.includes('LOWER_UP'))) reasons.push('link_down')
  if (isOff('all', 'proxy_ndp') && isOff(dev, 'proxy_ndp')) reasons.push('proxy_ndp_off')
  if (isOff(dev, 'forwarding')) reasons.push('forwarding_off')
  return reasons
}

/** Whether unicast probes are answered: they pass `ip6_forward()`, which asks for all.forwarding and looks at all.proxy_ndp only. Null if not known. */
export function answersProbes(sysctls: SysctlValues | undefined, silent: readonly SilentReason[]): boolean | null {
  const proxy = conf6(sysctls, 'all', 'proxy_ndp')
  if (proxy === undefined) return null
  return Number(proxy) !== 0 && Number(conf6(sysctls, 'all', 'forwarding') ?? 1) !== 0 && silent.length === 0
}
