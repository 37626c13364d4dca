import type { Json, MadeNetwork } from '../../core/action'
import { canonicalText, parsePrefix } from '../../core/ip'
import type { Engine } from '../engine/schema'
import { createInput, type CreateInput, type PoolInput } from './create-input'
import type { Network } from './schema'

const BRIDGE = 'com.docker.network.bridge'

/** The engine's driver options that have a field of their own in the input. */
export const OPTION_OF = {
  parent: 'parent',
  mode: 'ipvlan_mode',
  mtu: 'com.docker.network.driver.mtu',
  bridgeName: `${BRIDGE}.name`,
  icc: `${BRIDGE}.enable_icc`,
  masquerade: `${BRIDGE}.enable_ip_masquerade`,
  gatewayMode4: `${BRIDGE}.gateway_mode_ipv4`,
  gatewayMode6: `${BRIDGE}.gateway_mode_ipv6`,
  // Misnamed: the engine reads it with net.ParseIP and takes IPv6 as well (libnetwork/drivers/bridge/bridge_linux.go).
  hostBinding: `${BRIDGE}.host_binding_ipv4`,
  trustedHostInterfaces: `${BRIDGE}.trusted_host_interfaces`,
  hostIpv6: 'com.docker.network.host_ipv6',
} as const satisfies Partial<Record<keyof CreateInput, string>>

/** The engine's own address management, without options. */
export const USUAL_IPAM: Network['ipam'] = { driver: 'default', options: {} }

export type OptionField = keyof typeof OPTION_OF
const OPTION_FIELDS = Object.keys(OPTION_OF) as OptionField[]

/** Driver options of an input, as the engine takes them: all strings. */
export function optionsOf(input: CreateInput): Record<string, string> {
  const options: Record<string, string> = {}
  for (const field of OPTION_FIELDS) {
    const value = input[field]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    options[OPTION_OF[field]] = Array.isArray(value) ? value.join(':') : typeof value === 'string' ? canonicalText(value) : String(value)
  }
  return { ...options, ...input.options }
}

/** Pools with every address in its canonical text, IPv4 first as the engine lists them. */
export function canonicalPools(pools: readonly PoolInput[]): PoolInput[] {
  const texts = pools.map(({ subnet, gateway, range, aux }) => ({
    subnet: canonicalText(subnet),
    gateway: gateway === undefined ? undefined : canonicalText(gateway),
    range: range === undefined ? undefined : canonicalText(range),
    aux: Object.fromEntries(Object.entries(aux).map(([name, address]) => [name, canonicalText(address)])),
  }))
  return texts.toSorted((a, b) => Number(a.subnet.includes(':')) - Number(b.subnet.includes(':')))
}

/** By what the bridge of a network to be can be known again; nothing where the engine chooses its subnets, or makes no bridge. */
export function madeAs({ driver, pools, bridgeName }: Pick<CreateInput, 'driver' | 'pools' | 'bridgeName'>): { made?: MadeNetwork } {
  const subnets = canonicalPools(pools).flatMap(({ subnet }) => { const prefix = parsePrefix(subnet); return prefix.ok && prefix.value.value !== 0n ? [prefix.value.text] : [] })
  return driver !== 'bridge' || subnets.length === 0 ? {} : { made: { subnets, bridge: bridgeName ?? null } }
}

/**
 * The engine's request. The flags are always explicit: without them the engine's defaults decide, and an IPv6 subnet without EnableIPv6 is
 * kept on file and not used. CheckDuplicate: engines before API 1.44 make two networks of one name without it.
 */
export function bodyOf(input: CreateInput, engine: Engine, ipam: Network['ipam'] = USUAL_IPAM): { [key: string]: Json } {
  const config = canonicalPools(input.pools).map(({ subnet, gateway, range, aux }) => ({
    Subnet: subnet,
    ...(gateway === undefined ? {} : { Gateway: gateway }),
    ...(range === undefined ? {} : { IPRange: range }),
    ...(Object.keys(aux).length === 0 ? {} : { AuxiliaryAddresses: aux }),
  }))
  return {
    Name: input.name,
    CheckDuplicate: true,
    Driver: input.driver,
    EnableIPv6: input.ipv6,
    // An engine that does not know the flag has IPv4 on every network.
    ...(engine.capabilities.ipv6OnlyNetworks.state === 'available' ? { EnableIPv4: input.ipv4 } : {}),
    Internal: input.internal,
    Attachable: input.attachable,
    IPAM: { Driver: ipam.driver, ...(Object.keys(ipam.options).length === 0 ? {} : { Options: ipam.options }), Config: config },
    Options: optionsOf(input),
    Labels: input.labels,
  }
}

/** The input that would make a network as it is. Subnets that the engine only keeps on file are left out. */
export function inputOf(network: Network): CreateInput {
  const options = { ...network.options }
  const own: Record<string, unknown> = {}
  for (const field of OPTION_FIELDS) {
    const value = options[OPTION_OF[field]]
    if (value === undefined) continue
    const read = readOption(field, value)
    // What the field cannot express stays an option as it is.
    if (read === undefined || !createInput.shape[field].safeParse(read).success) continue
    own[field] = read
    delete options[OPTION_OF[field]]
  }
  const { name, ipv4, ipv6, internal, attachable, labels } = network
  const pools = network.pools.filter((pool) => !pool.ignored).map(({ subnet, gateway, range, aux }) => ({ subnet, gateway: gateway ?? undefined, range: range ?? undefined, aux }))
  return { ...own, name, driver: network.driver as CreateInput['driver'], ipv4, ipv6, internal, attachable, labels, options, pools, trustedHostInterfaces: (own.trustedHostInterfaces as string[] | undefined) ?? [] }
}

/**
 * The request that makes a network again exactly as it was, subnets on file included. For the way back of a removal. What comes from a configuration network
 * must not be said again (Moby: “user specified configurations are not supported if the network depends on a configuration network”).
 */
export function bodyOfRow(network: Network, engine: Engine): { [key: string]: Json } {
  const { name, driver, internal, attachable, configFrom } = network
  if (configFrom !== null) return { Name: name, CheckDuplicate: true, Driver: driver, Internal: internal, Attachable: attachable, ConfigFrom: { Network: configFrom } }
  const onFile = network.pools.filter((pool) => pool.ignored).map(({ subnet }) => ({ subnet, aux: {} }))
  const input = inputOf(network)
  const body = { ...bodyOf({ ...input, pools: [...input.pools, ...onFile] }, engine, network.ipam), Driver: driver, Options: network.options }
  // The engine calls their driver “null” and chooses it itself.
  return network.configOnly ? { ...body, Driver: '', ConfigOnly: true } : body
}

function readOption(field: OptionField, value: string): unknown {
  if (field === 'icc' || field === 'masquerade') return value.toLowerCase() === 'true' ? true : value.toLowerCase() === 'false' ? false : undefined
  if (field === 'mtu') return Number(value)
  return field === 'trustedHostInterfaces' ? value.split(':').filter((name) => name !== '') : value
}
