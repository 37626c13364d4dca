import { z } from 'zod'
import { commandOf } from '../../core/action'
import { defineChange, emptyPlan, type Fields, type Plan, type Rows } from '../../core/change'
import { canonicalText } from '../../core/ip'
import { fail, ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { addresses } from '../addresses/resource'
import type { AddressRow } from '../addresses/schema'
import { inputObject, refuse } from '../plan-parts'
import { readySteps } from './publish-verify'
import { containers } from './resource'
import type { Container } from './schema'

/** As long as an engine takes to set up networks and start a program. */
const UP_S = 20
const HEALTH_S = 180

const container = z.string({ error: text.noName }).trim().min(1, { error: text.noName }).max(255)
export const startInput = inputObject({ container, wait: z.boolean().default(true) })
export type StartInput = z.output<typeof startInput>

const start = (name: string) => ({ type: 'engine', act: 'container-start', container: name }) as const
const stop = (name: string) => ({ type: 'engine', act: 'container-stop', container: name, seconds: null }) as const

/** Starts a container that does not run, when addresses that the same batch adds for it can be used, and waits until it works; without `wait` it is enough that it runs. */
export const startContainer = defineChange<StartInput>({
  kind: 'containers.start',
  input: startInput,
  needs: [containers, addresses],
  plan(input, rows) {
    const found = findContainer(input.container, rows)
    if (!found.ok) return found
    const { name, state, health, published } = found.value
    if (state === 'running') return refuse('container', text.runs(name), 'conflict')
    if (state !== 'created' && state !== 'exited') return refuse('container', text.state.other(name, state), 'conflict')
    return planOf(text.start(name), found.value, 'running', [
      ...readySteps(freshAddresses(published ?? [], rows)),
      { title: text.start(name), do: start(name), undo: stop(name) },
      ...(input.wait ? [{ title: text.up(name), do: { type: 'engine', act: 'container-await', container: name, seconds: health === null ? UP_S : HEALTH_S } as const, undo: null }] : []),
    ])
  },
})

/** Stops a container; it keeps everything. */
export const stopContainer = defineChange<{ container: string }>({
  kind: 'containers.stop',
  input: inputObject({ container }),
  needs: [containers],
  plan(input, rows) {
    const found = findContainer(input.container, rows)
    if (!found.ok) return found
    const { name, state, autoRemove } = found.value
    // It would be gone with all that is in it, and no undo could bring it back.
    if (autoRemove) return refuse('container', text.autoRemoveStop(name))
    if (state !== 'running') return refuse('container', state === 'created' || state === 'exited' ? text.stands(name) : text.state.other(name, state), 'conflict')
    const done = planOf(text.stop(name), found.value, 'exited', [{ title: text.stop(name), do: stop(name), undo: start(name) }])
    return done.ok ? ok({ ...done.value, risk: 'disrupts', riskText: text.riskStop(name) }) : done
  },
})

/** The addresses that it is published at and that an earlier change of the same batch adds: their rows have no flags yet, and they are checked for duplicates first. */
function freshAddresses(published: Container['published'], rows: Rows): string[] {
  const added = new Set(((rows.addresses ?? []) as readonly Partial<AddressRow>[]).filter(({ flags }) => flags === undefined).map(({ address }) => address))
  return published.map(({ hostIp }) => canonicalText(hostIp)).filter((address) => added.has(address))
}

function findContainer(name: string, rows: Rows): Result<Container> {
  const found = ((rows.containers ?? []) as readonly Container[]).find((one) => one.name === name || one.id === name)
  return found ? ok(found) : fail({ code: 'not_found', field: 'container', message: text.noContainer(name) })
}

function planOf(title: string, { name, state }: Container, after: string, steps: Plan['steps']): Result<Plan> {
  // A container that never ran is "exited" once it is stopped again: what counts is that it runs or not.
  const [was, is]: Fields[] = after === 'running' ? [{ pid: null }, { state: 'running' }] : [{ state }, { pid: null }]
  return ok({ ...emptyPlan(title), steps, commands: steps.map((step) => commandOf(step.do)), deltas: [{ resource: 'containers', label: name, match: { name }, before: was!, after: is! }], riskText: text.riskStart })
}
