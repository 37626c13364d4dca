import { defineChange, emptyPlan, type Plan, type Rows } from '../../core/change'
import { canonicalText } from '../../core/ip'
import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { addresses } from '../addresses/resource'
import { engine, engineSettings } from '../engine/resource'
import { networks } from '../networks/resource'
import { refuse } from '../plan-parts'
import { sockets } from '../sockets/resource'
import { isForAll } from './as-asked'
import { composePorts } from './compose'
import { checkPlaces } from './publish-check'
import { spelledOut } from './publish-all'
import { publishFacts, type PublishFacts } from './publish-facts'
import { publishInput, unpublishInput, type PublishInput } from './publish-input'
import { engineBindings, inOrder, isEnginesChoice, isLive, placesOf, placeText, publishedOf, type Place } from './publish-place'
import { expectedPorts, probeSteps, readySteps, socketDeltas } from './publish-verify'
import { HEALTH_S, joinersKept, ownerWarnings, recreatable, recreateCommands, recreateDeltas, recreateSteps, recreateWarnings } from './recreate'
import { containers } from './resource'
import type { Container, Published } from './schema'
import { swarmLines, swarmService } from './swarm'

const needs = [containers, networks, addresses, sockets, engine, engineSettings]

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
    const told = spelledOut(container)
    return planOf(text.publish(container.name), container, told, inOrder([...told.published, ...added]), input, facts, places.value, checked.value)
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
    const told = spelledOut(container)
    const left = [...told.published]
    // A binding without an address, or with one that no engine can read, is told by what it was asked for with.
    const bareOf = (given: string) => (given === '' || (isForAll(given) && left.some(({ hostIp }) => hostIp === given)) ? given : null)
    const bares = input.bindings.map(({ hostAddress }) => bareOf(hostAddress.trim()))
    const lines = input.bindings.map((binding, n) => ({ ...binding, hostAddress: bares[n] === null ? binding.hostAddress : '::' }))
    const places = placesOf(lines)
    if (!places.ok) return places
    for (const place of places.value) {
      const meant = askedFor(left, place, bares[place.line]!, told)
      if (!meant) return refuse(`bindings.${place.line}`, text.port.notThere(container.name, placeText(place)), 'not_found')
      left.splice(left.indexOf(meant), 1)
    }
    return planOf(text.unpublish(container.name), container, told, left, input, facts, [], [])
  },
})

function publishable(name: string, facts: PublishFacts): Result<Container> {
  const found = recreatable(name, facts.containers)
  if (!found.ok) return found
  const mode = /^(host|none|container)(:|$)/.exec(found.value.networkMode)?.[1]
  if (mode) return refuse('container', text.shares(found.value.name, found.value.networkMode), 'bad_input', text.sharesHint[mode as 'host'])
  return found
}

/** The binding that is meant. One whose port the engine chose, freely or out of a range, is told by the port that it has now, and by none while it has none. */
function askedFor(all: readonly Published[], { port, proto, address, hostPort }: Place, bare: string | null, { ports, pid, published }: Container): Published | undefined {
  const there = all.filter((one) => one.port === `${port}/${proto}` && (bare !== null ? one.hostIp === bare : canonicalText(one.hostIp) === address))
  const chosen = there.filter(isEnginesChoice)
  if (hostPort === null) return chosen.find(({ hostPort: asked }) => asked === '') ?? (pid === null ? chosen[0] : undefined)
  return there.find((one) => one.hostPort === String(hostPort)) ?? chosen.find((one) => ports.some((row) => row.hostPort === hostPort && isLive(row, one, published)))
}

/** `told`: the container with what --publish-all does said port by port. */
function planOf(title: string, container: Container, told: Container, published: Published[], input: PublishInput, facts: PublishFacts, places: readonly Place[], warnings: string[]): Result<Plan> {
  const task = swarmService(container.labels)
  const swarm = task && swarmLines(task, told.published, published)
  const compose = swarm ? swarm.yaml : composePorts(container.service ?? container.name, published)
  const owner = ownerWarnings(container, input.anyway, swarm ? [swarm.yaml, swarm.command].filter((line) => line !== null).join('\n') : compose)
  if (!owner.ok) return owner
  const kept = joinersKept(container, facts.containers, input.anyway)
  if (!kept.ok) return kept
  const runs = container.state === 'running'
  const all = container.publishAll
  const exposed = [...new Set([...container.exposed, ...places.map(({ port, proto }) => `${port}/${proto}`)])].sort()
  const steps = recreateSteps(
    container,
    { ports: { exposed, bindings: engineBindings(published), ...(all ? { all: false } : {}) } },
    { ports: { exposed: container.exposed, bindings: engineBindings(container.published), ...(all ? { all } : {}) } },
    { ready: runs ? readySteps(places.map(({ address }) => address)) : [], works: probeSteps(places, facts, container.name) },
  )
  const now = expectedPorts(container, container.published, container.exposed)
  const deltas = recreateDeltas(
    container,
    { published: container.published, exposed: container.exposed, ports: now, ...(all ? { publishAll: true } : {}) },
    { published, exposed, ports: expectedPorts(told, published, exposed), ...(all ? { publishAll: false } : {}) },
  )
  return ok({
    ...emptyPlan(title),
    steps,
    deltas: [...deltas, ...(runs ? socketDeltas(told, published, places, facts) : [])],
    warnings: [...owner.value, ...warnings, ...silent(container, places), ...(all ? [text.warn.publishAll] : []), ...recreateWarnings(container, facts.containers)],
    risk: runs ? 'disrupts' : 'safe',
    riskText: runs ? text.riskRuns(container.name, HEALTH_S) : text.riskStopped(container.name),
    commands: recreateCommands(steps),
    compose,
  })
}

function silent({ name, inside }: Container, places: readonly Place[]): string[] {
  if (!inside) return []
  const tcp = places.filter(({ proto, hostPort }) => proto === 'tcp' && hostPort !== null)
  return [...new Set(tcp.filter(({ port }) => !inside.listening.some((one) => one.proto === 'tcp' && one.port === port)).map(({ port }) => text.way.silent(name, `${port}/tcp`, HEALTH_S)))]
}
