import { filled, numberOf, pairsOf, wordsOf } from '../forms/use-change-form'

/** One subnet as it is typed. `aux`: lines of `name=address`. */
export type PoolValues = { subnet: string; gateway: string; range: string; aux: string }

/** Who chooses the subnet of a family. */
export type Chosen = 'none' | 'auto' | 'custom'

/** The boxes of the form. Empty ones are left to the engine. */
export type NetworkValues = {
  name: string
  driver: string
  parent: string
  /** ipvlan only. */
  mode: string
  six: Chosen
  pool6: PoolValues[]
  gatewayMode6: string
  four: Chosen
  pool4: PoolValues[]
  gatewayMode4: string
  internal: boolean
  attachable: boolean
  icc: boolean
  masquerade: boolean
  mtu: string
  bridgeName: string
  hostBinding: string
  hostIpv6: string
  trusted: string
  labels: string
  options: string
}

export const NO_POOL: PoolValues = { subnet: '', gateway: '', range: '', aux: '' }

export const EMPTY_NETWORK: NetworkValues = {
  name: '', driver: 'bridge', parent: '', mode: '', six: 'custom', pool6: [NO_POOL], gatewayMode6: '', four: 'auto', pool4: [NO_POOL], gatewayMode4: '',
  internal: false, attachable: false, icc: true, masquerade: true, mtu: '', bridgeName: '', hostBinding: '', hostIpv6: '', trusted: '', labels: '', options: '',
}

/** What a link fills in: `subnet` (either family), `name` and `driver`, as a query string (the part behind `for` in the page's URL). */
export function filledIn(about: string | null): Partial<NetworkValues> {
  const given = new URLSearchParams(about ?? '')
  const [subnet, name, driver] = [given.get('subnet'), given.get('name'), given.get('driver')]
  const pool = subnet === null ? {} : subnet.includes(':') ? { six: 'custom' as const, pool6: [{ ...NO_POOL, subnet }] } : { four: 'custom' as const, pool4: [{ ...NO_POOL, subnet }] }
  return { ...pool, ...filled({ name, driver }) } as Partial<NetworkValues>
}

/** The pools that are asked for, each with the box it comes from: refusals name them by their place in the list. */
function poolsOf(values: NetworkValues): { box: `pool${4 | 6}.${number}`; pool: Record<string, unknown> }[] {
  const all = [{ box: 'pool6' as const, chosen: values.six }, { box: 'pool4' as const, chosen: values.four }]
  return all.filter(({ chosen }) => chosen === 'custom').flatMap(({ box }) => values[box].map((pool, n) => {
    const { aux, ...texts } = pool
    const kept = pairsOf(aux)
    // A pool without a subnet is sent too: the refusal stands at its box.
    return { box: `${box}.${n}` as const, pool: { ...filled(texts), subnet: pool.subnet.trim(), ...(Object.keys(kept).length > 0 ? { aux: kept } : {}) } }
  }))
}

/** The input of `networks.create`. Switches that are as the engine has them anyway are not mentioned. */
export function networkInput(values: NetworkValues): Record<string, unknown> {
  const { driver } = values
  return {
    name: values.name.trim(),
    driver,
    ipv6: values.six !== 'none',
    ipv4: values.four !== 'none',
    pools: poolsOf(values).map(({ pool }) => pool),
    internal: values.internal,
    attachable: values.attachable,
    ...filled({ mtu: numberOf(values.mtu), labels: pairsOf(values.labels), options: pairsOf(values.options) }),
    ...(driver === 'bridge'
      ? {
          ...filled({ bridgeName: values.bridgeName, hostBinding: values.hostBinding, hostIpv6: values.hostIpv6, trustedHostInterfaces: wordsOf(values.trusted) }),
          ...filled({ gatewayMode6: values.six === 'none' ? '' : values.gatewayMode6, gatewayMode4: values.four === 'none' ? '' : values.gatewayMode4 }),
          ...(values.icc ? {} : { icc: false }),
          ...(values.masquerade ? {} : { masquerade: false }),
        }
      : {}),
    ...(hasParent(driver) ? filled({ parent: values.parent }) : {}),
    ...(driver === 'ipvlan' ? filled({ mode: values.mode }) : {}),
  }
}

/** Whether networks of a driver stand on a link of the host. */
export function hasParent(driver: string): boolean {
  return driver === 'macvlan' || driver === 'ipvlan'
}

const SAME: Record<string, string> = { ipv6: 'six', ipv4: 'four', trustedHostInterfaces: 'trusted' }

/** The box that stands for a field of the input: `pools.0.subnet` is that of the family that is listed first. */
export function networkField(field: string, values: NetworkValues): string | null {
  const [head = '', index, part = ''] = field.split('.')
  if (head !== 'pools') return SAME[head] ?? head
  // Of the subnets as a whole the engine only ever misses that of IPv6.
  if (index === undefined) return 'six'
  const pool = poolsOf(values)[Number(index)]
  return pool ? `${pool.box}.${['gateway', 'range', 'aux'].includes(part) ? part : 'subnet'}` : null
}
