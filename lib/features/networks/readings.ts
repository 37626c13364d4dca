import { z } from 'zod'
import { canonicalText, type Family } from '../../core/ip'
import type { Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseValue } from '../parse-json'
import type { GatewayMode } from './schema'

/** One subnet as the engine lists it; for an IPv6 subnet of a network without IPv6 the engine only keeps it on file. */
export type EnginePool = { family: Family; subnet: string; gateway: string | null; range: string | null; aux: Record<string, string> }

/** One network by the engine's word. Which containers sit on it is told by the containers (`GET /networks` leaves endpoints out). */
export type EngineNetwork = {
  id: string
  name: string
  driver: string
  scope: string
  ipv4: boolean
  ipv6: boolean
  internal: boolean
  attachable: boolean
  ingress: boolean
  created: string
  /** The host link that is this network's bridge; null for drivers that have none. */
  bridge: string | null
  /** Parent link of macvlan and ipvlan. */
  parent: string | null
  gatewayMode4: GatewayMode
  gatewayMode6: GatewayMode
  mtu: number | null
  masquerade: boolean | null
  icc: boolean | null
  /** Who gives out the addresses, and what it was told. */
  ipam: { driver: string; options: Record<string, string> }
  /** The configuration network that this one has its set-up from. */
  configFrom: string | null
  /** Only holds set-up for other networks. */
  configOnly: boolean
  pools: EnginePool[]
  options: Record<string, string>
  labels: Record<string, string>
  project: string | null
}

const text = z.string().nullish().transform((s) => s ?? '')
const flag = z.boolean().nullish().transform((b) => b ?? false)
const words = z.record(z.string(), z.string()).nullish().transform((r) => r ?? {})

const networkSchema = z.object({
  Id: z.string().min(1),
  Name: z.string(),
  Driver: text,
  Scope: text,
  EnableIPv4: z.boolean().nullish(),
  EnableIPv6: flag,
  Internal: flag,
  Attachable: flag,
  Ingress: flag,
  Created: text,
  Options: words,
  Labels: words,
  IPAM: z
    .object({
      Driver: text,
      Options: words,
      Config: z.array(z.object({ Subnet: text, Gateway: text, IPRange: text, AuxiliaryAddresses: words, AuxAddress: words })).nullish(),
    })
    .nullish(),
  ConfigFrom: z.object({ Network: text }).nullish(),
  ConfigOnly: flag,
})

/** All networks of the engine. */
export const engineNetworks: Reading<EngineNetwork[]> = {
  name: 'engine-networks',
  source: { type: 'engine', call: 'networks', shows: 'docker network ls -q | xargs docker network inspect' },
  wakes: ['network', 'daemon'],
  parse: (raw) => mapResult(parseValue(raw, z.array(networkSchema), 'GET /networks'), (networks) => networks.map(toNetwork)),
}

function toNetwork(n: z.infer<typeof networkSchema>): EngineNetwork {
  const bridged = n.Driver === 'bridge'
  const option = (key: string) => n.Options[key] || null
  const bool = (key: string) => (bridged ? option(key)?.toLowerCase() !== 'false' : null)
  const mtu = Number(option('com.docker.network.driver.mtu') ?? option('mtu') ?? '')
  return {
    id: n.Id,
    name: n.Name,
    driver: n.Driver,
    scope: n.Scope,
    // Absent before API 1.48: every network had IPv4 then.
    ipv4: n.EnableIPv4 ?? true,
    ipv6: n.EnableIPv6,
    internal: n.Internal,
    attachable: n.Attachable,
    ingress: n.Ingress,
    created: n.Created,
    bridge: bridged ? bridgeName(n.Id, n.Name, option('com.docker.network.bridge.name')) : null,
    parent: option('parent'),
    gatewayMode4: bridged ? (option('com.docker.network.bridge.gateway_mode_ipv4') ?? 'nat') : null,
    gatewayMode6: bridged ? (option('com.docker.network.bridge.gateway_mode_ipv6') ?? 'nat') : null,
    mtu: Number.isInteger(mtu) && mtu > 0 ? mtu : null,
    masquerade: bool('com.docker.network.bridge.enable_ip_masquerade'),
    icc: bool('com.docker.network.bridge.enable_icc'),
    ipam: { driver: n.IPAM?.Driver || 'default', options: n.IPAM?.Options ?? {} },
    configFrom: n.ConfigFrom?.Network || null,
    configOnly: n.ConfigOnly,
    pools: (n.IPAM?.Config ?? []).filter((c) => c.Subnet !== '').map(toPool),
    options: n.Options,
    labels: n.Labels,
    project: n.Labels['com.docker.compose.project'] ?? null,
  }
}

/** Moby names a bridge `br-` and the first 12 digits of the network's id unless told otherwise. */
function bridgeName(id: string, name: string, option: string | null): string {
  return option ?? (name === 'bridge' ? 'docker0' : `br-${id.slice(0, 12)}`)
}

function toPool(c: { Subnet: string; Gateway: string; IPRange: string; AuxiliaryAddresses: Record<string, string>; AuxAddress: Record<string, string> }): EnginePool {
  const aux = { ...c.AuxAddress, ...c.AuxiliaryAddresses }
  return {
    family: c.Subnet.includes(':') ? 6 : 4,
    subnet: canonicalText(c.Subnet),
    // Engines up to 20.10 print the default bridge's gateway with its length.
    gateway: c.Gateway === '' ? null : canonicalText(c.Gateway.split('/')[0] ?? ''),
    range: c.IPRange === '' ? null : canonicalText(c.IPRange),
    aux: Object.fromEntries(Object.entries(aux).map(([name, address]) => [name, canonicalText(address)])),
  }
}
