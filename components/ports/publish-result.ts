import type { ChangeRecord } from '../../lib/core/change'
import { bindingInput, type BindingInput } from '../../lib/features/containers/publish-input'
import { placesOf, placeText } from '../../lib/features/containers/publish-place'
import { changesContainers } from '../../lib/text/en/changes-containers'
import type { PortRow } from '../../lib/features/ports/schema'

const text = changesContainers.outside

/** The rows that a change made, out of all ports: those of its container at its places. */
export function madeBy(record: ChangeRecord, rows: readonly PortRow[]): PortRow[] {
  return record.intents.flatMap(({ kind, input }) => {
    const { container, bindings } = (input ?? {}) as { container?: unknown; bindings?: unknown }
    if ((kind !== 'containers.publish' && kind !== 'containers.create') || !Array.isArray(bindings)) return []
    const read = bindings.map((one) => bindingInput.safeParse(one))
    const places = placesOf(read.flatMap(({ data }): BindingInput[] => (data === undefined ? [] : [data])))
    const name = kind === 'containers.create' ? (input as { name?: unknown }).name : container
    if (!places.ok) return []
    return rows.filter((row) => (row.container.name === name || row.container.id === name) && places.value.some((place) => row.proto === place.proto && row.containerPort === place.port && (row.travels === 'direct' || (row.hostIp === place.address && (place.hostPort === null || row.hostPort === place.hostPort)))))
  })
}

/** A connection that was made to see whether it works. `says`: what was found out beyond that it was taken; `good`: whether that is well. */
export type Tried = { place: string; from: 'host' | 'outside'; says: string | null; good: boolean }

/** The real connections that were made. */
export function triedIn({ plan, steps }: Pick<ChangeRecord, 'plan' | 'steps'>): Tried[] {
  return plan.steps.flatMap(({ do: action }, n): Tried[] => {
    const report = steps[n]
    if (action.type !== 'probe' || report?.state !== 'done') return []
    const { address, port, proto, from } = action
    return [{ place: placeText({ family: address.includes(':') ? 6 : 4, address, hostPort: port, proto }), from, says: report.said, good: from === 'host' || report.said === text.answered }]
  })
}
