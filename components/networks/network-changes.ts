import { inputOf } from '../../lib/features/networks/create-body'
import type { Network, Pool } from '../../lib/features/networks/schema'
import { linesOf } from '../forms/use-change-form'
import { EMPTY_NETWORK, networkField, networkInput, NO_POOL, type NetworkValues, type PoolValues } from './network-values'

/** The form filled in with a network as it is. Its subnets stand there as its own, whoever chose them: so it keeps them. */
export function valuesOf(network: Network): NetworkValues {
  const now = inputOf(network)
  const pools = (family: 4 | 6) => network.pools.filter((pool) => pool.family === family).map(poolValues)
  const [six, four] = [pools(6), pools(4)]
  return {
    ...EMPTY_NETWORK,
    name: network.name,
    driver: now.driver,
    parent: now.parent ?? '',
    mode: now.mode ?? '',
    six: !now.ipv6 ? 'none' : six.length > 0 ? 'custom' : 'auto',
    pool6: six.length > 0 ? six : [NO_POOL],
    gatewayMode6: now.gatewayMode6 ?? '',
    four: !now.ipv4 ? 'none' : four.length > 0 ? 'custom' : 'auto',
    pool4: four.length > 0 ? four : [NO_POOL],
    gatewayMode4: now.gatewayMode4 ?? '',
    internal: now.internal,
    attachable: now.attachable,
    icc: now.icc ?? true,
    masquerade: now.masquerade ?? true,
    mtu: now.mtu === undefined ? '' : String(now.mtu),
    bridgeName: now.bridgeName ?? '',
    hostBinding: now.hostBinding ?? '',
    hostIpv6: now.hostIpv6 ?? '',
    trusted: now.trustedHostInterfaces.join(', '),
    labels: linesOf(now.labels),
    options: linesOf(now.options),
  }
}

function poolValues({ subnet, gateway, range, aux }: Pool): PoolValues {
  return { subnet, gateway: gateway ?? '', range: range ?? '', aux: linesOf(aux) }
}

/** The input of `networks.recreate`: only what differs from what the form began with. `null` leaves a setting to the engine again. */
export function recreateChanges(began: NetworkValues, values: NetworkValues): Record<string, unknown> {
  const [before, after] = [networkInput(began), networkInput({ ...values, name: began.name })]
  const changes: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[field]) === JSON.stringify(after[field])) continue
    changes[field] = after[field] ?? (field === 'trustedHostInterfaces' ? [] : null)
  }
  return changes
}

/** The box of a field of `networks.recreate`. */
export function recreateField(field: string, values: NetworkValues): string | null {
  return field.startsWith('changes.') ? networkField(field.slice('changes.'.length), values) : null
}
