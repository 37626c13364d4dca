import type { Plan, Rows } from '../../core/change'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { forgettingLink } from '../kept/plan'
import { kernelRows, type KernelRows } from '../plan-parts'
import { wipedFrom } from '../sysctls/changes-wiped'
import type { Network } from './schema'

const NAME = 'com.docker.network.bridge.name'

type Parts = Pick<Plan, 'steps' | 'deltas' | 'warnings'>
/** What others put on a bridge: what goes in front of taking the network away, and what comes after it. */
type Others = { first: Parts; last: Parts }

/**
 * What the engine did not put on the bridge of a network and what goes with it: addresses, routes, permanent neighbors, proxy entries, ports, and what dock6 keeps there.
 * Where the bridge has a name of its own, each is a step with a way back. A name out of the network's id does not come back, so there it is only told.
 * `again`: the same bridge comes back at once, with the same addresses, and all of it is put on again.
 */
export function othersOnBridge(network: Network, all: Rows, now: number, again: boolean): Others {
  const none: Parts = { steps: [], deltas: [], warnings: [] }
  const { bridge } = network
  if (bridge === null) return { first: none, last: none }
  const rows = kernelRows(all)
  const wiped = wipedFrom([bridge], 'deleted', ofOthers(bridge, rows), now)
  const fixed = network.options[NAME] === bridge
  const lost = [...(fixed ? [] : wiped.deltas.map(({ label }) => label)), ...beyond(bridge, rows)]
  const warnings = [...wiped.warnings, ...(lost.length > 0 ? [text.gone.others(bridge, lost)] : []), ...(fixed && wiped.deltas.length > 0 ? [(again ? text.gone.othersBack : text.gone.othersUndo)(bridge, wiped.deltas.map(({ label }) => label))] : [])]
  const memory = fixed && again ? none : forgettingLink(rows.kept, bridge)
  if (!fixed) return { first: { ...none, warnings }, last: { ...none, ...memory } }
  if (!again) return { first: { ...wiped, warnings }, last: { ...none, ...memory } }
  return {
    first: { steps: wiped.steps, deltas: [], warnings },
    last: {
      // What was taken away last is what the others stand on.
      steps: wiped.steps.toReversed().flatMap(({ title, do: away, undo: back }) => (back === null ? [] : [{ title: text.gone.again(title), do: back, undo: away }])),
      deltas: wiped.deltas.map((delta) => ({ ...delta, after: delta.before })),
      warnings: [],
    },
  }
}

/** Without what comes with the network: gateways of the engine, link-local addresses (the kernel's, and fe80::1 of engines before 27). */
function ofOthers(bridge: string, rows: KernelRows): KernelRows {
  return { ...rows, addresses: rows.addresses.filter((row) => row.dev === bridge && row.source !== 'engine' && row.source !== 'kernel') }
}

/** What dock6 cannot put back: routes of IPv4, and links that are no cable to a container. */
function beyond(bridge: string, rows: KernelRows): string[] {
  return [
    ...rows.routes.filter((row) => row.family === 4 && row.dev === bridge && row.protocol !== 'kernel' && row.table !== 'local').map(({ dst, via }) => (via === null ? dst : `${dst} via ${via}`)),
    ...rows.links.filter(({ master, kind }) => master === bridge && kind !== 'veth').map(({ name }) => text.gone.port(name)),
  ]
}
