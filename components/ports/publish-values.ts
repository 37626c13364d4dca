import type { Intent } from '../../lib/core/change'
import { canonicalText, parseAddress } from '../../lib/core/ip'
import { freshField, freshInput, NO_FRESH, type FreshValues } from './create-values'
import { isPlace, type HostFacts } from './publish-host'

export type Proto = 'tcp' | 'udp' | 'sctp'

/** One line of the form. `at` chooses: an address, `next <prefix>`, `typed` or `name`; `found` is what the name stands for, `asked` its full form. Ports are text: a number, a range, and for the host nothing (the same) or `auto`. */
export type BindingValues = { containerPort: string; proto: Proto; at: string; typed: string; add: boolean; name: string; found: (Target & { asked: string }) | null; hostPort: string }
/** `made`: for a container that is there (`container`), or for a new one (`fresh`). */
export type PublishValues = { made: 'old' | 'new'; container: string; fresh: FreshValues; bindings: BindingValues[]; quiet: boolean; anyway: boolean }

export const NO_BINDING: BindingValues = { containerPort: '', proto: 'tcp', at: '', typed: '', add: false, name: '', found: null, hostPort: '' }

/** Choices of `at` that are no address. */
export const TYPED = 'typed'
export const NAMED = 'name'
const NEXT = 'next '
export const nextOf = (prefix: string) => `${NEXT}${prefix}`
export const prefixIn = (at: string): string | null => (at.startsWith(NEXT) ? at.slice(NEXT.length) : null)

/** A port or a range that was typed; null if it is neither. */
export function portsOf(text: string): { first: number; last: number | null } | null {
  const [, first, last] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(text) ?? []
  const inRange = (port: string) => Number(port) >= 1 && Number(port) <= 65535
  if (first === undefined || !inRange(first) || (last !== undefined && !inRange(last))) return null
  return { first: Number(first), last: last === undefined ? null : Number(last) }
}

export const isAuto = (text: string) => text.trim().toLowerCase() === 'auto'

/** One line as `containers.publish` takes it. */
export type BindingInput = { proto: Proto; containerPort: number; containerPortEnd: number | null; hostAddress: string; hostPort: number | null; hostPortEnd: number | null }

/** Where a line leads: the address, and the link that it has to be added to first. Null while that is not known. */
export type Target = { address: string; add: { dev: string; length: number } | null }

/** The address that a line means. */
export function targetOf({ at, typed, add, found }: BindingValues, host: HostFacts): Target | null {
  if (at === NAMED) return found && { address: found.address, add: found.add }
  const prefix = prefixIn(at)
  if (prefix !== null) {
    const from = host.prefixes.find((one) => one.prefix === prefix)
    const address = host.free[prefix]
    return from && address ? { address, add: { dev: from.dev, length: from.length } } : null
  }
  const text = at === TYPED ? typed.trim() : at
  if (text === '') return null
  const place = add && at === TYPED ? host.placeFor(text) : null
  return { address: parseAddress(text).ok ? canonicalText(text) : text, add: place }
}

/** A line as it is asked for; null while something of it is missing or no port. */
export function bindingOf(line: BindingValues, target: Target | null): BindingInput | null {
  const inside = portsOf(line.containerPort)
  const same = line.hostPort.trim() === ''
  const outside = same ? inside : portsOf(line.hostPort)
  if (!inside || !target || (!outside && !isAuto(line.hostPort))) return null
  return { proto: line.proto, containerPort: inside.first, containerPortEnd: inside.last, hostAddress: target.address, hostPort: outside?.first ?? null, hostPortEnd: outside?.last ?? null }
}

/** What is wished: each new address once, then the ports. Lines that are not whole are left to the schema, which says what they lack. */
export function intentsOf(values: PublishValues, host: HostFacts): Intent[] {
  const targets = values.bindings.map((line) => targetOf(line, host))
  const bindings = values.bindings.map((line, n) => bindingOf(line, targets[n] ?? null) ?? { proto: line.proto, containerPort: portsOf(line.containerPort)?.first ?? 0, hostAddress: targets[n]?.address ?? '' })
  return [
    ...addsOf(targets).map(({ address, dev, length }) => ({ kind: 'addresses.add', input: { dev, address: `${address}/${length}`, keep: true, deprecated: values.quiet } })),
    values.made === 'new' ? { kind: 'containers.create', input: { ...freshInput(values.fresh), bindings } } : { kind: 'containers.publish', input: { container: values.container.trim(), bindings, anyway: values.anyway } },
  ]
}

/** The addresses that are added first, each once. */
export function addsOf(targets: readonly (Target | null)[]): { address: string; dev: string; length: number }[] {
  const adds = targets.flatMap((target) => (target?.add ? [{ address: target.address, ...target.add }] : []))
  return [...new Map(adds.map((add) => [add.address, add])).values()]
}

/** The box that stands for a field that is refused: in a batch it begins with the number of its intent. */
export function publishField(field: string, values: PublishValues, host: HostFacts): string | null {
  const [, number, rest] = /^intents\.(\d+)(?:\.(.*))?$/.exec(field) ?? [null, null, field]
  const targets = values.bindings.map((line) => targetOf(line, host))
  const adds = addsOf(targets)
  if (number !== null && Number(number) < adds.length) {
    const line = targets.findIndex((target) => target?.address === adds[Number(number)]?.address)
    return line < 0 ? null : `bindings.${line}.${boxOf(values.bindings[line]!)}`
  }
  const [head = '', line = '', part = ''] = (rest ?? '').split('.')
  if (head !== 'bindings') return head === '' ? null : values.made === 'new' ? freshField(rest ?? '') : head
  const binding = values.bindings[Number(line)]
  if (line === '' || !binding) return 'bindings.0.containerPort'
  if (part === 'hostPort' || part === 'hostPortEnd') return `bindings.${line}.hostPort`
  if (part === 'containerPort' || part === 'containerPortEnd' || part === 'proto') return `bindings.${line}.${part === 'proto' ? part : 'containerPort'}`
  return `bindings.${line}.${boxOf(binding)}`
}

const boxOf = ({ at }: BindingValues) => (at === TYPED ? 'typed' : at === NAMED ? 'name' : 'at')

/** The form for a container, or for an address that ports are to be published at. */
export function startValues(about: string | null, made: PublishValues['made'] = 'old'): PublishValues {
  const isAddress = about !== null && isPlace(about)
  return { made, container: isAddress ? '' : (about ?? ''), fresh: NO_FRESH, bindings: [{ ...NO_BINDING, ...(isAddress ? { at: TYPED, typed: about } : {}) }], quiet: false, anyway: false }
}
