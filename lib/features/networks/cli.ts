import { quoted } from '../../core/action'
import type { Engine } from '../engine/schema'
import { canonicalPools, optionsOf, USUAL_IPAM } from './create-body'
import type { CreateInput } from './create-input'

/** The line that makes the same network by hand. `--ipv4` came with the flag itself; older clients do not know it. */
export function createCommand(input: CreateInput, engine: Pick<Engine, 'capabilities'>, ipam = USUAL_IPAM): string {
  const words = ['docker', 'network', 'create', '--driver', input.driver, `--ipv6=${input.ipv6}`]
  if (engine.capabilities.ipv6OnlyNetworks.state === 'available') words.push(`--ipv4=${input.ipv4}`)
  for (const { subnet, gateway, range, aux } of canonicalPools(input.pools)) {
    words.push('--subnet', subnet)
    if (gateway !== undefined) words.push('--gateway', gateway)
    if (range !== undefined) words.push('--ip-range', range)
    for (const [name, address] of Object.entries(aux)) words.push('--aux-address', `${name}=${address}`)
  }
  if (ipam.driver !== USUAL_IPAM.driver) words.push('--ipam-driver', ipam.driver)
  for (const [key, value] of Object.entries(ipam.options)) words.push('--ipam-opt', `${key}=${value}`)
  if (input.internal) words.push('--internal')
  if (input.attachable) words.push('--attachable')
  for (const [key, value] of Object.entries(optionsOf(input))) words.push('--opt', `${key}=${value}`)
  for (const [key, value] of Object.entries(input.labels)) words.push('--label', `${key}=${value}`)
  return line([...words, input.name])
}

/** Where a container shall sit on a network. */
export type Seat = { network: string; container: string; ipv4?: string | null; ipv6?: string | null; aliases?: readonly string[]; gwPriority?: number | null }

/** `docker network connect` with all that the client has flags for. */
export function connectCommand({ network, container, ipv4, ipv6, aliases = [], gwPriority }: Seat): string {
  const words = ['docker', 'network', 'connect']
  if (ipv4) words.push('--ip', ipv4)
  if (ipv6) words.push('--ip6', ipv6)
  for (const alias of aliases) words.push('--alias', alias)
  if (gwPriority) words.push('--gw-priority', String(gwPriority))
  return line([...words, network, container])
}

export function disconnectCommand(network: string, container: string, force = false): string {
  return line(['docker', 'network', 'disconnect', ...(force ? ['--force'] : []), network, container])
}

export function removeCommand(network: string): string {
  return line(['docker', 'network', 'rm', network])
}

function line(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}
