import { parsePrefix, prefixesBetween, lastOf } from '../../core/ip'
import { planner as text } from '../../text/en/planner'
import type { Engine } from '../engine/schema'
import { createCommand } from '../networks/cli'
import { composeOf } from '../networks/compose'
import { createInput, type CreateInput } from '../networks/create-input'
import { MAC_LENGTH } from './lengths'
import type { Allocation, Plan } from './schema'

/** As much of the engine as an export depends on. */
export type ForEngine = Pick<Engine, 'capabilities'>
export type ExportOptions = { gatewayMode6?: CreateInput['gatewayMode6'] }

// What Moby hands out when nothing is configured (daemon/libnetwork/ipamutils). Naming only an IPv6 pool takes these away, and then
// networks without an IPv4 subnet of their own cannot be made (networkOptions in daemon/daemon.go).
const IPV4_POOLS = [
  ...['172.17.0.0/16', '172.18.0.0/16', '172.19.0.0/16', '172.20.0.0/14', '172.24.0.0/14', '172.28.0.0/14'].map((base) => ({ base, size: 16 })),
  { base: '192.168.0.0/16', size: 20 },
]

/** The networks of a plan, of one Docker host where it is for several. */
export function networksOf(plan: Plan, host: string | null = null): Allocation[] {
  return plan.allocations.filter(({ role, within }) => role === 'network' && within === host)
}

/** The Docker hosts of a plan; empty where it is for one. */
export function hostsOf(plan: Plan): string[] {
  return plan.allocations.filter(({ role }) => role === 'host').map(({ name }) => name)
}

/** What the network form would be filled in with for a part of the plan. */
export function inputFor({ name, prefix, gateway }: Allocation, { gatewayMode6 }: ExportOptions = {}): CreateInput {
  return createInput.parse({ name, ipv6: true, pools: [{ subnet: prefix, ...(gateway === null ? {} : { gateway }) }], ...(gatewayMode6 ? { gatewayMode6 } : {}) })
}

/** One `docker network create` per network. */
export function commandsOf(networks: readonly Allocation[], engine: ForEngine, options?: ExportOptions): string {
  return networks.map((one) => createCommand(inputFor(one, options), engine)).join('\n')
}

/** The networks for a Compose file. */
export function composeText(networks: readonly Allocation[], options?: ExportOptions): string {
  return networks.map((one, i) => { const own = composeOf(inputFor(one, options)); return i === 0 ? own : own.replace(/^networks:\n/, '') }).join('')
}

/** Pools out of which the engine takes the plan's networks by itself, with the IPv4 ones it has without being told. */
export function addressPools(networks: readonly Allocation[]): { base: string; size: number }[] {
  const six: { base: string; size: number }[] = []
  for (const run of runsOf(networks)) for (const prefix of prefixesBetween(6, run.first, run.last)) six.push({ base: prefix.text, size: run.length })
  return [...IPV4_POOLS, ...six]
}

/**
 * A fragment of daemon.json: the first network for the default bridge, the others as pools. Engines before 27 filter IPv6 only when told
 * (`ip6tables`, experimental there) and take no IPv6 pools (moby 41438). `anyBridge`: from 28 on the default bridge may be longer than /80.
 */
export function daemonJson(networks: readonly Allocation[], modern: boolean, anyBridge: boolean): Record<string, unknown> {
  const [first, ...rest] = networks
  const fits = first !== undefined && (anyBridge || 128 - first.bits <= MAC_LENGTH)
  const pooled = fits ? rest : networks
  return {
    ...(fits ? { ipv6: true, 'fixed-cidr-v6': first.prefix } : {}),
    ...(modern ? {} : { experimental: true, ip6tables: true }),
    ...(modern && pooled.length > 0 ? { 'default-address-pools': addressPools(pooled) } : {}),
  }
}

/** The whole plan as comma-separated values (RFC 4180). */
export function csvOf({ allocations }: Plan): string {
  const lines = allocations.map(({ name, purpose, prefix, gateway, within, bits, reasons }) => [name, purpose, prefix, gateway ?? '', within ?? '', String(1n << BigInt(bits)), reasons.join(' ')])
  return [[...text.exports.csv], ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** A spreadsheet takes what begins with = + - @ for a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Networks of one length that follow each other without a gap. */
function runsOf(networks: readonly Allocation[]): { first: bigint; last: bigint; length: number }[] {
  const runs: { first: bigint; last: bigint; length: number }[] = []
  for (const { prefix } of networks) {
    const parsed = parsePrefix(prefix)
    if (!parsed.ok) continue
    const { network, length } = parsed.value
    const run = runs.at(-1)
    if (run && run.length === length && run.last + 1n === network) run.last = lastOf(parsed.value)
    else runs.push({ first: network, last: lastOf(parsed.value), length })
  }
  return runs
}
