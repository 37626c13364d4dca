import type { Step } from '../../core/action'
import { defineChange, emptyPlan, type Delta, type Fields, type Plan } from '../../core/change'
import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { createText } from '../../text/en/changes-create'
import { addresses } from '../addresses/resource'
import { engine, engineSettings } from '../engine/resource'
import { images } from '../images/resource'
import { networks } from '../networks/resource'
import { sockets } from '../sockets/resource'
import { checkCreate, type Ground } from './create-check'
import { createBody, createLine, type Wish } from './create-body'
import { createInput, sealCreate, type CreateInput } from './create-input'
import { checkPlaces } from './publish-check'
import { publishFacts } from './publish-facts'
import { engineBindings, inOrder, placesOf, publishedOf, type Place } from './publish-place'
import { expectedPorts, probeSteps, readySteps, socketDeltas } from './publish-verify'
import { HEALTH_S, UP_S } from './recreate'
import { containers } from './resource'
import type { Container } from './schema'

/** Tells the container that a change made from one that took its name since. */
const LABEL = 'dock6.made'

/**
 * Makes a container from an image of the host, starts it, and waits until it works and answers at what is published. It is made under a passing name:
 * only such ones are ever removed, so that taking it back cannot meet somebody else's container.
 */
export const createContainer = defineChange<CreateInput>({
  kind: 'containers.create',
  input: createInput,
  needs: [containers, images, networks, addresses, sockets, engine, engineSettings],
  seal: sealCreate,
  adminOnly: ({ mounts }) => (mounts.some(({ type }) => type === 'bind') ? createText.bindAdmin : null),
  plan(input, rows, { now }) {
    const checked = checkCreate(input, rows)
    if (!checked.ok) return checked
    const facts = publishFacts(rows)
    const places = placesOf(input.bindings)
    if (!places.ok) return places
    const sketch = sketchOf(input, checked.value)
    const ports = checkPlaces(places.value, sketch, facts)
    if (!ports.ok) return ports
    const { image, network, ipv4, ipv6, warnings } = checked.value
    const published = inOrder(places.value.map(publishedOf))
    const exposed = [...new Set([...image.exposed, ...published.map(({ port }) => port)])].sort()
    const wish: Wish = { ...input, network: network.name, ipv4, ipv6, published, exposed, labels: { [LABEL]: new Date(now).toISOString() } }
    return planOf(wish, sketch, checked.value, places.value, [...ports.value, ...warnings], facts)
  },
})

/** The row of the container to be, for checks that look at one. */
function sketchOf({ name, image, start }: CreateInput, { network, ipv4, ipv6 }: Ground): Container {
  const seat = { network: { id: network.id, name: network.name }, ipv4: null, ipv4Length: null, ipv6: null, ipv6Length: null, gateway4: null, gateway6: null, mac: null, aliases: [], gwPriority: null, fixed4: ipv4, fixed6: ipv6, inner: null, veth: null }
  return {
    id: '', name, image, state: start ? 'running' : 'created', status: '', health: null, error: '', exitCode: null, pid: null, createdAt: '', startedAt: null, networkMode: network.name, attachments: [seat], ports: [], published: [],
    exposed: [], publishAll: false, autoRemove: false, joins: [], links: [], inside: null, project: null, service: null, restartPolicy: 'no', labels: {},
  }
}

function planOf(wish: Wish, sketch: Container, { image, network }: Ground, places: readonly Place[], warnings: string[], facts: ReturnType<typeof publishFacts>): Result<Plan> {
  const { name, start, published, exposed } = wish
  const passing = `${name}.dock6-new`
  const seconds = image.healthCheck ? HEALTH_S : UP_S
  const steps: Step[] = [
    { title: createText.make(name), do: { type: 'engine', act: 'container-create', name: passing, body: createBody(wish) }, undo: { type: 'engine', act: 'container-remove', container: passing, fresh: true }, forward: 'back' },
    ...(start ? readySteps(places.map(({ address }) => address)) : []),
    { title: text.rename(passing, name), do: { type: 'engine', act: 'container-rename', container: passing, name }, undo: { type: 'engine', act: 'container-rename', container: name, name: passing } },
    ...(start
      ? [
          { title: text.start(name), do: { type: 'engine', act: 'container-start', container: name } as const, undo: { type: 'engine', act: 'container-stop', container: name, seconds: null } as const },
          { title: text.up(name), do: { type: 'engine', act: 'container-await', container: name, seconds, asked: engineBindings(published) } as const, undo: null },
          ...probeSteps(places, facts, name),
        ]
      : []),
  ]
  const routed = network.driver === 'host' || network.driver === 'null'
  const after: Fields = {
    ...(start ? { state: 'running' } : { pid: null }),
    labels: wish.labels,
    networkMode: network.name,
    restartPolicy: wish.restart,
    published,
    exposed,
    ...(routed ? {} : { attachments: [{ network: { name: network.name }, fixed4: wish.ipv4, fixed6: wish.ipv6 }], ports: expectedPorts(sketch, published, exposed) }),
  }
  const deltas: Delta[] = [
    { resource: 'containers', label: name, match: { name }, before: null, after },
    { resource: 'containers', label: passing, match: { name: passing }, before: null, after: null, last: true },
    ...(start ? socketDeltas(sketch, published, places, facts) : []),
  ]
  return ok({ ...emptyPlan(createText.create(name, wish.image)), steps, deltas, warnings, riskText: start ? `${createText.riskRemoved} ${createText.riskLate(HEALTH_S)}` : createText.riskRemoved, commands: [createLine(wish)] })
}
