import type { CloneChange, Step } from '../../core/action'
import { commandOf } from '../../core/action'
import type { Delta, Fields } from '../../core/change'
import { fail, ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { refuse } from '../plan-parts'
import { joinersOf } from './joiners'
import type { Container } from './schema'
import { swarmService } from './swarm'

/** How long a slow service may take until its health check says that it works, or until a port is answered. */
export const HEALTH_S = 180
/** Without a health check it only has to run steadily, which takes a moment. */
export const UP_S = 20

/** Whether a container can be made anew now. `field` is where its name stands in the input. */
export function recreatable(name: string, containers: readonly Container[], field = 'container'): Result<Container> {
  const container = containers.find((one) => one.name === name || one.id === name)
  if (!container) return refuse(field, text.noContainer(name), 'not_found')
  const { state } = container
  if (state === 'paused') return refuse(field, text.state.paused(container.name), 'conflict')
  if (state === 'restarting') return refuse(field, text.state.restarting(container.name), 'conflict')
  if (!['running', 'created', 'exited'].includes(state)) return refuse(field, text.state.other(container.name, state), 'conflict')
  if (container.autoRemove) return refuse(field, text.autoRemove(container.name))
  for (const passing of passingNames(container.name)) if (containers.some((one) => one.name === passing)) return refuse(field, text.passing(passing), 'conflict')
  return ok(container)
}

/** The names that the two containers of one service have for a moment; after a crash they say what they are. */
function passingNames(name: string): [fresh: string, old: string] {
  return [`${name}.dock6-new`, `${name}.dock6-old`]
}

/**
 * The steps that put a clone in the place of a container. The clone is made while the original still serves, so that what cannot be made is known before
 * anything is touched; the original is only stopped, and stays until the clone works and the host is as planned: its removal is the point of no return. Every undo names what only its own step made, so that the chain
 * backwards gives the original back from any point, and after the end a clone of the clone as it was before.
 * `ready`: what has to hold before the stop. `works`: what has to hold before the original goes.
 */
export function recreateSteps(container: Container, change: CloneChange, back: CloneChange, more: { ready: Step[]; works: Step[] }): Step[] {
  const { name } = container
  const [fresh, old] = passingNames(name)
  const runs = container.state === 'running'
  const rename = (from: string, to: string): Step => ({
    title: text.rename(from, to),
    do: { type: 'engine', act: 'container-rename', container: from, name: to },
    undo: { type: 'engine', act: 'container-rename', container: to, name: from },
  })
  const stop = (one: string) => ({ type: 'engine', act: 'container-stop', container: one, seconds: null }) as const
  const start = (one: string) => ({ type: 'engine', act: 'container-start', container: one }) as const
  const seconds = container.health === null ? UP_S : HEALTH_S
  const up = (one: string, { ports }: CloneChange) => ({ type: 'engine', act: 'container-await', container: one, seconds, ...(ports && !ports.all ? { asked: ports.bindings } : {}) }) as const
  return [
    {
      title: text.clone(name),
      do: { type: 'engine', act: 'container-clone', from: name, name: fresh, change },
      undo: { type: 'engine', act: 'container-remove', container: fresh },
      forward: 'back',
    },
    ...more.ready,
    rename(name, old),
    rename(fresh, name),
    ...(runs
      ? [
          // On the way back nothing goes before what takes its place works.
          { title: text.note(name), do: { type: 'daemon', act: 'note', what: text.noted(name) } as const, undo: up(old, back) },
          { title: text.stop(old), do: stop(old), undo: start(old) },
          { title: text.start(name), do: start(name), undo: stop(name) },
          { title: text.up(name), do: up(name, change), undo: null },
          ...more.works,
        ]
      : []),
    {
      title: text.removeOld(old),
      do: { type: 'engine', act: 'container-remove', container: old },
      undo: { type: 'engine', act: 'container-clone', from: name, name: old, change: back },
      forward: 'there',
    },
  ]
}

/** What stays as it is, what becomes different, and that nothing is left behind. */
export function recreateDeltas(container: Container, before: Fields, after: Fields): Delta[] {
  const { name } = container
  const same: Fields = {
    ...(container.state === 'running' ? { state: 'running' } : { pid: null }),
    networkMode: container.networkMode,
    restartPolicy: container.restartPolicy,
    attachments: (container.attachments ?? []).map(({ network, fixed4, fixed6 }) => ({ network: { name: network.name }, fixed4, fixed6 })),
  }
  return [
    { resource: 'containers', label: name, match: { name }, before: { ...same, ...before }, after: { ...same, ...after } },
    ...passingNames(name).map((passing): Delta => ({ resource: 'containers', label: passing, match: { name: passing }, before: null, after: null, last: true })),
  ]
}

/** What recreating does to others, and what it cannot keep. */
export function recreateWarnings(container: Container, containers: readonly Container[]): string[] {
  const { name } = container
  const { lost, named } = joinersOf(container, containers)
  const linked = containers.filter(({ links }) => (links ?? []).includes(name)).map((one) => one.name)
  const moving = (container.attachments ?? []).filter(({ ipv4, ipv6, fixed4, fixed6 }) => (ipv4 && !fixed4) || (ipv6 && !fixed6)).map(({ network }) => network.name)
  return [
    text.warn.layer,
    ...(moving.length > 0 ? [text.warn.moved(moving.join(', '))] : []),
    ...(lost.length > 0 ? [text.warn.lost(lost.join(', '))] : []),
    ...(named.length > 0 ? [text.warn.sharing(named.join(', '))] : []),
    ...(linked.length > 0 ? [text.warn.linked(linked.join(', '))] : []),
  ]
}

/** Says no where others would lose the container for good, unless it shall be done all the same. */
export function joinersKept(container: Container, containers: readonly Container[], anyway: boolean): Result<null> {
  const { lost } = joinersOf(container, containers)
  return lost.length === 0 || anyway ? ok(null) : fail({ code: 'conflict', field: 'anyway', message: text.warn.lost(lost.join(', ')), hint: text.anywayHint })
}

/** The lines that a person would type. */
export function recreateCommands(steps: readonly Step[]): string[] {
  return steps.map((step) => commandOf(step.do))
}

/** Says no to a container that somebody else makes and looks after, with the lines for its file, unless it shall be done all the same; then what that means. */
export function ownerWarnings(container: Container, anyway: boolean, lines: string): Result<string[]> {
  const { name, project, service, labels } = container
  const swarm = swarmService(labels)
  if (!swarm && project === null) return ok([])
  if (anyway) return ok(swarm ? [text.swarmWarns, text.swarmAll] : [text.ownerWarns(project ?? '')])
  const message = swarm ? `${text.swarm(name, swarm.name)} ${text.swarmAll}` : text.compose(name, project ?? '', service ?? name)
  return fail({ code: 'conflict', field: 'anyway', message, hint: text.anywayHint, evidence: { source: swarm ? 'stack.yaml' : 'compose.yaml', text: lines } })
}
