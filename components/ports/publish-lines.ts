import type { AddressRow } from '../../lib/features/addresses/schema'
import { composePorts } from '../../lib/features/containers/compose'
import { spelledOut } from '../../lib/features/containers/publish-all'
import { checkPlaces } from '../../lib/features/containers/publish-check'
import type { PublishFacts } from '../../lib/features/containers/publish-facts'
import { inOrder, placesOf, publishedOf } from '../../lib/features/containers/publish-place'
import type { Container, Published } from '../../lib/features/containers/schema'
import { swarmLines, swarmService } from '../../lib/features/containers/swarm'
import { addsOf, bindingOf, targetOf, type BindingInput, type PublishValues, type Target } from './publish-values'
import type { HostFacts } from './publish-host'

/** What is known of one line before anybody is asked. `at` and `port` say what is wrong with them; `notes` what one should know. */
export type LineView = { target: Target | null; at: string | null; port: string | null; inside: string | null; notes: readonly string[] }

const QUIET: Omit<LineView, 'target'> = { at: null, port: null, inside: null, notes: [] }

/** Checks the lines as the plan will, while they are typed. Lines that are not whole yet are let be. */
export function checkLines(values: PublishValues, host: HostFacts, facts: PublishFacts | null, container: Container | null): LineView[] {
  const targets = values.bindings.map((line) => targetOf(line, host))
  const inputs = values.bindings.map((line, n) => bindingOf(line, targets[n] ?? null))
  const seen = facts && { ...facts, addresses: [...facts.addresses, ...addsOf(targets).map(toRow)] }
  return values.bindings.map((_line, n): LineView => {
    const target = targets[n] ?? null
    const input = inputs[n]
    if (!input) return { ...QUIET, target }
    // The line itself first, so that it is not blamed for another's fault.
    const alone = placesOf([input])
    if (!alone.ok) return { ...QUIET, ...told(alone.problem), target }
    const together = placesOf([...inputs.slice(0, n).filter((one) => one !== null), input])
    if (!together.ok && together.problem.field?.startsWith(`bindings.${inputs.slice(0, n).filter((one) => one !== null).length}.`)) return { ...QUIET, ...told(together.problem), target }
    if (!seen || !container) return { ...QUIET, target }
    const checked = checkPlaces(alone.value, container, seen)
    return checked.ok ? { ...QUIET, target, notes: checked.value } : { ...QUIET, ...told(checked.problem), target }
  })
}

function told({ field = '', message, hint }: { field?: string; message: string; hint?: string }): Partial<LineView> {
  const text = [message, hint].filter(Boolean).join(' ')
  return field.includes('.hostPort') ? { port: text } : field.includes('.containerPort') ? { inside: text } : { at: text }
}

/** A new address as rows will tell it; nobody knows its flags yet. */
function toRow({ address, dev, length }: { address: string; dev: string; length: number }): AddressRow {
  return { key: address, family: 6, address, length, peer: null, dev, scope: 'global', kind: 'global', flags: [], source: 'static', protocol: null, validUntil: null, preferredUntil: null, uplink: false, network: null, container: null }
}

/** What the owner of a container puts into its file, and for a swarm service the command that does the same. */
export type OwnerLines = { yaml: string; command: string | null }

/** The lines with what is asked for besides; null while a line is not whole. */
export function linesWith(container: Container, values: PublishValues, host: HostFacts): OwnerLines | null {
  const inputs = values.bindings.map((line) => bindingOf(line, targetOf(line, host)))
  if (!inputs.every((one): one is BindingInput => one !== null)) return null
  const places = placesOf(inputs)
  return places.ok ? linesOf(container, inOrder([...spelledOut(container).published, ...places.value.map(publishedOf)])) : null
}

/** The lines for these bindings in the place of those that the container has. */
export function linesOf(container: Container, published: readonly Published[]): OwnerLines {
  const task = swarmService(container.labels)
  return task ? swarmLines(task, spelledOut(container).published, published) : { yaml: composePorts(container.service ?? container.name, published), command: null }
}

/** Who looks after a container besides us. */
export function ownerOf({ project, labels }: Container): 'compose' | 'swarm' | null {
  return swarmService(labels) ? 'swarm' : project === null ? null : 'compose'
}

/** The ports that a container names: exposed by its image or at create, and those that something inside listens on now. */
export function portsNamed({ exposed, inside }: Container, proto: string): string[] {
  const named = exposed.filter((port) => port.endsWith(`/${proto}`)).map((port) => port.slice(0, port.indexOf('/')))
  const listening = (inside?.listening ?? []).filter((one) => one.proto === proto && one.address !== '127.0.0.1' && one.address !== '::1').map(({ port }) => String(port))
  return [...new Set([...named, ...listening])].sort((a, b) => Number(a) - Number(b))
}

