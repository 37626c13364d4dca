import { proxyRules as text } from '../../text/en/proxy-rules'
import type { Network } from '../networks/schema'

const t = text.sense

/** Why no rule can be made for a network, on whatever link; empty if one can. `dev` stands in where macvlan and ipvlan name no parent. */
export function neverFor({ name, driver, ipv6, parent }: Pick<Network, 'name' | 'driver' | 'ipv6' | 'parent'>, dev: string): string[] {
  const never: string[] = []
  if (driver === 'macvlan' || driver === 'ipvlan') never.push(t.onLink(name, driver, parent ?? dev))
  else if (driver !== 'bridge') never.push(t.driver(name, driver))
  if (!ipv6) never.push(t.noIpv6(name))
  return never
}
