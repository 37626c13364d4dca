import type { EngineBindings } from '../../core/action'
import { kindOf } from '../../core/address-scope'
import { canonicalText, formatAddress, parseAddress, type Family } from '../../core/ip'
import type { Problem } from '../../core/problem'
import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { refuse } from '../plan-parts'
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

/**
 * Reads a host address. What goes to the engine is always printed anew from the number: engines before 29 publish on all addresses
 * if they cannot read the text (docker-ipv6.md 4.1), so nothing of what was typed ever reaches them.
 */
export function readAddress(given: string, field: string): Result<{ family: Family; address: string; isAll: boolean }> {
  const no = (message: string) => refuse(field, message)
  if (given.trim() === '') return no(text.address.empty)
  // Nothing but the characters of addresses: other spaces and digits look the same on a screen.
  const parsed = parseAddress(given)
  if (!parsed.ok) return { ok: false, problem: { ...parsed.problem, field } satisfies Problem }
  const { family, value, zone } = parsed.value
  if (zone !== undefined) return no(text.address.zone(parsed.value.text))
  const address = formatAddress(family, value)
  switch (kindOf({ family, value })) {
    case 'mapped':
      return no(text.address.mapped(address, formatAddress(4, value & 0xffffffffn)))
    case 'multicast':
    case 'broadcast':
      return no(text.address.multicast(address))
    case 'link-local':
      return family === 6 ? no(text.address.linkLocal(address)) : ok({ family, address, isAll: false })
    default:
      return ok({ family, address, isAll: value === 0n })
  }
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
  const parsed = parseAddress(hostIp)
  const address = parsed.ok ? canonicalText(hostIp) : null
  // Engines before 29 take what is no address for all of them.
  const at = address === null ? ([[4, '0.0.0.0'], [6, '::']] as const) : [[address.includes(':') ? 6 : 4, address] as const]
  const ports = Array.from({ length: last - first + 1 }, (_, n) => first + n)
  return ports.flatMap((one) => at.map(([family, text]) => ({ proto, family, address: text, isAll: text === '::' || text === '0.0.0.0', hostPort: one })))
}

/** Whether a row's port binding is what this asks for; a port of the engine's choice may be any. */
export function isLive(row: PortBinding, { port, hostIp, hostPort }: Published): boolean {
  if (`${row.port}/${row.proto}` !== port) return false
  const isAll = hostIp === '' && (row.hostIp === '0.0.0.0' || row.hostIp === '::' || row.hostIp === null)
  const sameIp = isAll || row.hostIp === canonicalText(hostIp)
  // Routed networks tell no port of the host.
  return sameIp && (row.hostPort === null || hostPort === '' || hostPort.includes('-') || Number(hostPort) === row.hostPort)
}
