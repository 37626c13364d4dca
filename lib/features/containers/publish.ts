import type { Step } from '../../core/action'
import { defineChange, emptyPlan, type Delta, type Plan, type Rows } from '../../core/change'
import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { addresses } from '../addresses/resource'
import { engine, engineSettings } from '../engine/resource'
import { networks } from '../networks/resource'
import { refuse } from '../plan-parts'
import { sockets } from '../sockets/resource'
import { composePorts } from './compose'
import { byPlace, toBindings } from './parse-engine'
import { checkPlaces } from './publish-check'
import { publishFacts, type PublishFacts } from './publish-facts'
import { publishInput, unpublishInput, type PublishInput } from './publish-input'
import { engineBindings, inOrder, isLive, placesOf, placesTaken, placeText, publishedOf, type Place } from './publish-place'
import { ownerWarnings, recreatable, recreateCommands, recreateDeltas, recreateSteps, recreateWarnings } from './recreate'
import { containers } from './resource'
import type { Container, PortBinding, Published } from './schema'

const needs = [containers, networks, addresses, sockets, engine, engineSettings]
/** A new address is checked for duplicates first: 1 to 2 s (RFC 4862 section 5.4). */
const ADDRESS_S = 6
const PROBE_S = 15
const MOST_PROBES = 4

/** Publishes ports of a container at addresses of the host, beside those that it has. */
export const publishPorts = defineChange<PublishInput>({
  kind: 'containers.publish',
  input: publishInput,
  needs,
  plan(input, rows) {
    const facts = publishFacts(rows)
    const found = publishable(input.container, facts)
    if (!found.ok) return found
    const container = found.value
    const places = placesOf(input.bindings)
    if (!places.ok) return places
    const checked = checkPlaces(places.value, container, facts)
    if (!checked.ok) return checked
    const added = places.value.map(publishedOf)
    return planOf(text.publish(container.name), container, inOrder([...container.published, ...added]), input, facts, places.value, checked.value)
  },
})

/** Takes bindings away from a container. */
export const unpublishPorts = defineChange<PublishInput>({
  kind: 'containers.unpublish',
  input: unpublishInput,
  needs,
  plan(input, rows: Rows) {
    const facts = publishFacts(rows)
    const found = publishable(input.container, facts)
    if (!found.ok) return found
    const container = found.value
    const left = [...container.published]
    // A binding without an address is one at all addresses, told by no address.
    const lines = input.bindings.map((binding) => ({ ...binding, hostAddress: binding.hostAddress.trim() === '' ? '::' : binding.hostAddress }))
    const places = placesOf(lines)
    if (!places.ok) return places
    for (const place of places.value) {
      const bare = input.bindings[place.line]!.hostAddress.trim() === ''
      const at = left.findIndex((one) => isAsked(one, place, bare, container))
      if (at < 0) return refuse(`bindings.${place.line}`, text.port.notThere(container.name, placeText(place)), 'not_found')
      left.splice(at, 1)
    }
    return planOf(text.unpublish(container.name), container, left, input, facts, [], [])
  },
})

function publishable(name: string, facts: PublishFacts): Result<Container> {
  const found = recreatable(name, facts.containers)
  if (!found.ok) return found
  const mode = /^(host|none|container)(:|$)/.exec(found.value.networkMode)?.[1]
  if (mode) return refuse('container', text.shares(found.value.name, found.value.networkMode), 'bad_input', text.sharesHint[mode as 'host'])
  return found
}

function isAsked(one: Published, { port, proto, address, hostPort }: Place, bare: boolean, { ports }: Container): boolean {
  if (one.port !== `${port}/${proto}` || (bare ? one.hostIp !== '' : one.hostIp !== address)) return false
  if (one.hostPort === String(hostPort ?? '')) return true
  // The engine chose it: it is told by the port that it has now.
  return one.hostPort === '' && ports.some((row) => row.hostPort === hostPort && isLive(row, one))
}

function planOf(title: string, container: Container, published: Published[], input: PublishInput, facts: PublishFacts, places: readonly Place[], warnings: string[]): Result<Plan> {
  const service = container.service ?? container.name
  const compose = composePorts(service, published)
  const owner = ownerWarnings(container, input.anyway, compose)
  if (!owner.ok) return owner
  const runs = container.state === 'running'
  const exposed = [...new Set([...container.exposed, ...places.map(({ port, proto }) => `${port}/${proto}`)])].sort()
  const steps = recreateSteps(
    container,
    { ports: { exposed, bindings: engineBindings(published) } },
    { ports: { exposed: container.exposed, bindings: engineBindings(container.published) } },
    { ready: runs ? readySteps(places) : [], works: probeSteps(places, facts) },
  )
  const now = expected(container, container.published, container.exposed)
  const deltas = recreateDeltas(container, { published: container.published, exposed: container.exposed, ports: now }, { published, exposed, ports: expected(container, published, exposed) })
  return ok({
    ...emptyPlan(title),
    steps,
    deltas: [...deltas, ...(runs ? socketDeltas(container, published, places, facts) : [])],
    warnings: [...owner.value, ...warnings, ...silent(container, places), ...recreateWarnings(container, facts.containers)],
    risk: runs ? 'disrupts' : 'safe',
    riskText: runs ? text.riskRuns(container.name) : text.riskStopped(container.name),
    commands: recreateCommands(steps),
    compose,
  })
}

function readySteps(places: readonly Place[]): Step[] {
  const wanted = new Set(places.filter(({ isAll, address }) => !isAll && !address.startsWith('127.')).map(({ address }) => address))
  return [...wanted].map((address) => ({ title: text.await(address), do: { type: 'await-address', address, seconds: ADDRESS_S }, undo: null }))
}

/** Real connections: to the address itself, or to one of the host's where all are meant. */
function probeSteps(places: readonly Place[], { addresses }: PublishFacts): Step[] {
  const tcp = places.filter(({ proto, hostPort }) => proto === 'tcp' && hostPort !== null).slice(0, MOST_PROBES)
  return tcp.map(({ isAll, family, address, hostPort }): Step => {
    const own = addresses.find((row) => row.family === family && !row.container && row.scope === 'global' && (row.flags ?? []).every((flag) => flag !== 'tentative' && flag !== 'dadfailed'))
    const target = isAll ? (own?.address ?? (family === 6 ? '::1' : '127.0.0.1')) : address
    return { title: text.probe(placeText({ family, address: target, hostPort, proto: 'tcp' })), do: { type: 'probe', proto: 'tcp', address: target, port: hostPort!, seconds: PROBE_S, from: 'host' }, undo: null }
  })
}

/** What a row will tell of its ports. A container that does not run tells what it asks for; of one that runs, ports of the engine's choice cannot be known. */
function expected(container: Container, published: readonly Published[], exposed: readonly string[]): Partial<PortBinding>[] {
  const asked = Object.entries(engineBindings(published)).flatMap(([port, places]) => toBindings(port, places)).sort(byPlace)
  if (container.state !== 'running') return asked
  const kept = container.published.filter((one) => published.includes(one))
  const live = container.ports.filter((row) => row.hostIp !== null && kept.some((one) => isLive(row, one)))
  const fresh = published.filter((one) => !container.published.includes(one)).flatMap((one) => toBindings(one.port, [{ HostIp: one.hostIp, HostPort: one.hostPort }]))
  const bound = new Set(published.map(({ port }) => port))
  // Exposed ports without a binding; with --publish-all the engine binds each.
  const open = exposed.filter((port) => !bound.has(port)).flatMap((port) => {
    const there = container.ports.filter((row) => container.publishAll && `${row.port}/${row.proto}` === port)
    return there.length > 0 ? there : toBindings(port, [])
  })
  return [...live, ...fresh, ...open].sort(byPlace).map((row) => {
    const fixed = row.hostPort === null || published.some((one) => isLive(row, one) && one.hostPort === String(row.hostPort))
    const { hostPort: _any, ...rest } = row
    const chosen = published.some((one) => isLive({ ...row, hostPort: 0 }, one) && one.hostPort === '')
    return (row.hostPort === null && row.hostIp !== null && chosen) || !fixed ? rest : row
  })
}

/** The sockets say the same as the engine, and none is wider than asked. The kernel is asked about TCP and UDP; an engine without root or Podman holds them elsewhere. */
function socketDeltas(container: Container, published: readonly Published[], places: readonly Place[], { sockets, engine }: PublishFacts): Delta[] {
  if (engine?.product !== 'docker' || engine.rootless) return []
  const gone = sockets.filter((row) => row.enginePort && !row.inside && row.container?.id === container.id && !published.some(({ port, hostIp, hostPort }) => port.endsWith(`/${row.proto}`) && (hostIp === row.address || (hostIp === '' && row.exposure === 'all')) && (hostPort === '' || hostPort === String(row.port) || hostPort.includes('-'))))
  const known = places.filter(({ proto, hostPort }) => proto !== 'sctp' && hostPort !== null)
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
  ]
}

function silent({ name, inside }: Container, places: readonly Place[]): string[] {
  if (!inside) return []
  const tcp = places.filter(({ proto, hostPort }) => proto === 'tcp' && hostPort !== null)
  return [...new Set(tcp.filter(({ port }) => !inside.listening.some((one) => one.proto === 'tcp' && one.port === port)).map(({ port }) => text.way.silent(name, `${port}/tcp`)))]
}
