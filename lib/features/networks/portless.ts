import type { Family } from '../../core/ip'
import type { Network } from './schema'

/**
 * The engine's word for what keeps ports from being published through a network in one family: its driver, `internal` or `isolated`; null if they can be.
 * The engine takes bindings there and drops them without a word (libnetwork: macvlan and ipvlan program no external connectivity, and internal networks give no gateway).
 */
export function portless({ driver, internal, gatewayMode4, gatewayMode6 }: Pick<Network, 'driver' | 'internal' | 'gatewayMode4' | 'gatewayMode6'>, family: Family): string | null {
  if (driver === 'macvlan' || driver === 'ipvlan') return driver
  if ((family === 6 ? gatewayMode6 : gatewayMode4) === 'isolated') return 'isolated'
  return internal ? 'internal' : null
}
