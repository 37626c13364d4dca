import type { Step } from '../../core/action'
import type { Delta } from '../../core/change'
import { changesContainers as text } from '../../text/en/changes-containers'
import type { SocketRow } from '../sockets/schema'
import { byPlace, toBindings } from './parse-engine'
import type { PublishFacts } from './publish-facts'
import { engineBindings, isEnginesChoice, isLive, placesTaken, placeText, type Place } from './publish-place'
import { HEALTH_S } from './recreate'
import type { Container, PortBinding, Published } from './schema'

/** A new address is checked for duplicates first: 1 to 2 s (RFC 4862 section 5.4). */
const ADDRESS_S = 6
/** The service answers already when this is tried. */
const OUTSIDE_S = 3
const MOST_PROBES = 4

/** Waits for addresses that may just have been added. */
export function readySteps(addresses: readonly string[]): Step[] {
  const wanted = new Set(addresses.filter((address) => address !== '::' && address !== '0.0.0.0' && !address.startsWith('127.')))
  return [...wanted].map((address) => ({ title: text.await(address), do: { type: 'await-address', address, seconds: ADDRESS_S }, undo: null }))
}

/** Real connections to what `container` shall serve, tried while it runs and starts up: to the address itself, or to one of the host's where all are meant; the first over IPv6 from outside as well. */
export function probeSteps(places: readonly Place[], { addresses }: PublishFacts, container: string): Step[] {
  const tcp = places.filter(({ proto, hostPort }) => proto === 'tcp' && hostPort !== null).slice(0, MOST_PROBES)
  const steps = tcp.map(({ isAll, family, address, hostPort }) => {
    const own = addresses.find((row) => row.family === family && !row.container && row.scope === 'global' && (row.flags ?? []).every((flag) => flag !== 'tentative' && flag !== 'dadfailed'))
    const target = isAll ? (own?.address ?? (family === 6 ? '::1' : '127.0.0.1')) : address
    return { title: text.probe(placeText({ family, address: target, hostPort, proto: 'tcp' }), HEALTH_S), do: { type: 'probe', proto: 'tcp', address: target, port: hostPort!, seconds: HEALTH_S, from: 'host', container }, undo: null } satisfies Step
  })
  // The same as a client beyond this host sees it: connections of the host itself pass neither the rules for incoming packets nor those for forwarding.
  const far = steps.find((step) => step.do.address.includes(':') && step.do.address !== '::1')?.do
  return [...steps, ...(far ? [{ title: text.outside.title(placeText({ family: 6, address: far.address, hostPort: far.port, proto: 'tcp' })), do: { type: 'probe', proto: 'tcp', address: far.address, port: far.port, seconds: OUTSIDE_S, from: 'outside' } as const, undo: null }] : [])]
}

/** What a row will tell of its ports. A container that does not run tells what it asks for; of one that runs, ports of the engine's choice cannot be known. */
export function expectedPorts(container: Container, published: readonly Published[], exposed: readonly string[]): Partial<PortBinding>[] {
  const asked = Object.entries(engineBindings(published)).flatMap(([port, places]) => toBindings(port, places)).sort(byPlace)
  if (container.state !== 'running') return asked
  const kept = container.published.filter((one) => published.includes(one))
  const live = liveRows(kept, container)
  const fresh = published.filter((one) => !container.published.includes(one)).flatMap((one) => toBindings(one.port, [{ HostIp: one.hostIp, HostPort: one.hostPort }]))
  const bound = new Set(published.map(({ port }) => port))
  // Exposed ports without a binding; with --publish-all the engine binds each.
  const open = exposed.filter((port) => !bound.has(port)).flatMap((port) => {
    const there = container.ports.filter((row) => container.publishAll && `${row.port}/${row.proto}` === port)
    return there.length > 0 ? there : toBindings(port, [])
  })
  return [...live, ...fresh, ...open].sort(byPlace).map((row) => {
    const fixed = row.hostPort === null || published.some((one) => isLive(row, one, published) && one.hostPort === String(row.hostPort))
    const { hostPort: _any, ...rest } = row
    const chosen = published.some((one) => isLive({ ...row, hostPort: null }, one, published) && isEnginesChoice(one))
    return (row.hostPort === null && row.hostIp !== null && chosen) || !fixed ? rest : row
  })
}

/** The rows of bindings that stay: for each one row at each address. Those of fixed ports first, so that what the engine chose does not take their rows. */
function liveRows(kept: readonly Published[], { ports, published }: Container): PortBinding[] {
  const left = new Set(ports.filter(({ hostIp }) => hostIp !== null))
  return [...kept].sort((a, b) => Number(isEnginesChoice(a)) - Number(isEnginesChoice(b))).flatMap((one) => {
    const fitting = [...left].filter((row) => isLive(row, one, published))
    const own = [...new Map(fitting.reverse().map((row) => [row.hostIp, row])).values()]
    for (const row of own) left.delete(row)
    return own
  })
}

/** The sockets and the firewall say the same as the engine, and nothing is wider than asked. The kernel is asked about TCP and UDP; an engine without root or Podman holds them elsewhere. */
export function socketDeltas(container: Container, published: readonly Published[], places: readonly Place[], { sockets, engine }: PublishFacts): Delta[] {
  if (engine?.product !== 'docker' || engine.rootless) return []
  const isOf = (one: Published, socket: SocketRow) => container.ports.some((row) => isLive(row, one, container.published) && row.proto === socket.proto && row.hostIp === socket.address && row.hostPort === socket.port)
  // Where the engine chose the port, the way back may bring another: that it was there cannot be held against anybody.
  const removed = container.published.filter((one) => !published.includes(one) && !isEnginesChoice(one))
  const gone = sockets.filter((row) => row.enginePort && !row.inside && row.container?.id === container.id && removed.some((one) => isOf(one, row)) && !published.some((one) => isOf(one, row)))
  const fixed = places.filter(({ hostPort }) => hostPort !== null)
  const known = fixed.filter(({ proto }) => proto !== 'sctp')
  return [
    ...gone.map(({ proto, address, port, family }): Delta => ({ resource: 'sockets', label: placeText({ proto: proto as 'tcp', family, address, hostPort: port }), match: { inside: false, enginePort: true, proto, address, port, container: { name: container.name } }, before: {}, after: null })),
    ...known.flatMap((place): Delta[] => {
      const { proto, address, hostPort, isAll } = place
      // Only what the engine holds for this container: whoever else takes the place meanwhile makes the start fail, and is nobody's to take back.
      const own = { inside: false, enginePort: true, proto, port: hostPort!, container: { name: container.name } }
      const there: Delta = { resource: 'sockets', label: placeText(place), match: { ...own, address }, before: null, after: {} }
      const asksAll = published.some((one) => placesTaken(one).some((taken) => taken.isAll && taken.proto === proto && taken.hostPort === hostPort))
      return isAll || asksAll ? [there] : [there, { resource: 'sockets', label: placeText(place), match: { ...own, exposure: 'all' }, before: null, after: null }]
    }),
    ...fixed.map((place): Delta => ({ resource: 'ports', label: placeText(place), match: { container: { name: container.name }, proto: place.proto, hostIp: place.address, hostPort: place.hostPort!, containerPort: place.port }, before: null, after: { wider: null } })),
  ]
}
