import type { EngineBindings } from '../../core/action'
import { canonicalText, type Family } from '../../core/ip'
import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { refuse } from '../plan-parts'
import { isForAll } from './as-asked'
import { readAddress } from './publish-address'
import { MOST_PORTS, type BindingInput } from './publish-input'
import type { PortBinding, Published } from './schema'

/** One port at one place of the host. `line`: the line of the input that it comes from. `address` is RFC 5952 text. */
export type Place = { line: number; proto: 'tcp' | 'udp' | 'sctp'; port: number; family: Family; address: string; isAll: boolean; hostPort: number | null }

/** Counts the lines out: each port of a range is a place of its own. Checks texts and ranges, not the host. */
export function placesOf(bindings: readonly BindingInput[]): Result<Place[]> {
  const places: Place[] = []
  for (const [line, binding] of bindings.entries()) {
    const at = `bindings.${line}`
    const read = readAddress(binding.hostAddress, `${at}.hostAddress`)
    if (!read.ok) return read
    const { proto, containerPort, containerPortEnd, hostPort, hostPortEnd } = binding
    const last = containerPortEnd ?? containerPort
    if (last < containerPort) return refuse(`${at}.containerPortEnd`, text.port.backwards)
    if (hostPortEnd !== null && hostPort === null) return refuse(`${at}.hostPort`, text.port.noStart)
    const count = last - containerPort + 1
    if (hostPortEnd !== null && hostPort !== null && hostPortEnd < hostPort) return refuse(`${at}.hostPortEnd`, text.port.backwards)
    if (hostPort !== null && (hostPortEnd ?? hostPort) - hostPort + 1 !== count) return refuse(`${at}.hostPortEnd`, text.port.lengths)
    if (places.length + count > MOST_PORTS) return refuse(`${at}.containerPortEnd`, text.port.many(MOST_PORTS))
    for (let n = 0; n < count; n++) {
      const place: Place = { line, proto, port: containerPort + n, ...read.value, hostPort: hostPort === null ? null : hostPort + n }
      if (place.hostPort !== null && places.some((other) => overlap(other, place))) return refuse(`${at}.hostPort`, text.port.twice)
      places.push(place)
    }
  }
  return ok(places)
}

/** Whether both need the same place. Without a port the engine looks for one that is free. */
export function overlap(a: Omit<Place, 'line' | 'port'>, b: Omit<Place, 'line' | 'port'>): boolean {
  return a.proto === b.proto && a.hostPort !== null && a.hostPort === b.hostPort && a.family === b.family && (a.isAll || b.isAll || a.address === b.address)
}

/** `[2001:db8::5]:80/tcp`, as in a URL. */
export function placeText({ family, address, hostPort, proto }: Pick<Place, 'family' | 'address' | 'hostPort' | 'proto'>): string {
  return `${family === 6 ? `[${address}]` : address}:${hostPort ?? '*'}/${proto}`
}

export function publishedOf({ port, proto, address, hostPort }: Place): Published {
  return { port: `${port}/${proto}`, hostIp: address, hostPort: hostPort === null ? '' : String(hostPort) }
}

/** The engine's form. */
export function engineBindings(all: readonly Published[]): EngineBindings {
  const bindings: EngineBindings = {}
  for (const { port, hostIp, hostPort } of all) (bindings[port] ??= []).push({ HostIp: hostIp, HostPort: hostPort })
  return bindings
}

/** In the order in which rows list them: by port, and at one port as given. */
export function inOrder(all: readonly Published[]): Published[] {
  return all.toSorted((a, b) => (a.port < b.port ? -1 : a.port > b.port ? 1 : 0))
}

/** A binding that is asked for, as places that it takes: without an address both families. */
export function placesTaken({ port, hostIp, hostPort }: Published): Omit<Place, 'line' | 'port'>[] {
  const proto = (port.split('/')[1] ?? 'tcp') as Place['proto']
  const [first, last = first] = hostPort.split('-').map(Number)
  if (!first || !last) return []
  const address = isForAll(hostIp) ? null : canonicalText(hostIp)
  // Engines before 29 take what is no address for all of them.
  const at = address === null ? ([[4, '0.0.0.0'], [6, '::']] as const) : [[address.includes(':') ? 6 : 4, address] as const]
  const ports = Array.from({ length: last - first + 1 }, (_, n) => first + n)
  return ports.flatMap((one) => at.map(([family, text]) => ({ proto, family, address: text, isAll: text === '::' || text === '0.0.0.0', hostPort: one })))
}

/** Whether the engine chooses the port: any, or one out of a range. At each start it may be another. */
export function isEnginesChoice({ hostPort }: Pick<Published, 'hostPort'>): boolean {
  return hostPort === '' || hostPort.includes('-')
}

/**
 * Whether a row's port binding is what this one of `all` asks for; a port of the engine's choice may be any. One without an address is put where the network (`host_binding_ipv4`)
 * or the engine (`ip` in daemon.json) says: it has every row that none with an address asks for.
 */
export function isLive(row: PortBinding, one: Published, all: readonly Published[]): boolean {
  if (!hasPort(row, one)) return false
  if (!isForAll(one.hostIp)) return isAt(row, one)
  return !all.some((other) => isAt(row, other) && hasPort(row, other) && (isEnginesChoice(one) || !isEnginesChoice(other)))
}

function isAt(row: PortBinding, { hostIp }: Published): boolean {
  return !isForAll(hostIp) && row.hostIp === canonicalText(hostIp)
}

function hasPort(row: PortBinding, { port, hostPort }: Published): boolean {
  if (`${row.port}/${row.proto}` !== port) return false
  // Routed networks tell no port of the host.
  if (row.hostPort === null || hostPort === '') return true
  const [first, last = first] = hostPort.split('-').map(Number)
  return first! <= row.hostPort && row.hostPort <= last!
}
