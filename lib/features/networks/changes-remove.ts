import { z } from 'zod'
import { commandOf, type Step } from '../../core/action'
import { defineChange, emptyPlan, type Fields } from '../../core/change'
import { fail, ok } from '../../core/result'
import type { Problem } from '../../core/problem'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { addresses } from '../addresses/resource'
import { containers } from '../containers/resource'
import { engine } from '../engine/resource'
import type { Engine } from '../engine/schema'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { neighbors } from '../neighbors/resource'
import { proxies } from '../proxies/resource'
import { routes } from '../routes/resource'
import { othersOnBridge } from './changes-bridge'
import { factsOf } from './check'
import type { Facts } from './judge'
import { disconnectCommand, removeCommand } from './cli'
import { isOwnWay, mayMove, wayBack } from './connect'
import { endpointOf, memberNames, type Seat } from './connect-seat'
import { bodyOfRow, USUAL_IPAM } from './create-body'
import { networks } from './resource'
import type { Network } from './schema'

export const removeInput = z.strictObject({ name: z.string().trim().min(1).max(255), disconnect: z.boolean().default(false) })
export type RemoveInput = z.output<typeof removeInput>

const PREDEFINED = ['bridge', 'host', 'none', 'ingress', 'podman']

/** Removes a network; the way back makes it again with everything it had, and everybody on it. */
export const removeNetwork = defineChange<RemoveInput>({
  kind: 'networks.remove',
  input: removeInput,
  needs: [networks, containers, addresses, routes, links, neighbors, proxies, kept, engine],
  plan(input, rows, context) {
    const facts = factsOf(rows)
    const found = findRemovable(input.name, facts)
    if ('problem' in found) return fail(found.problem)
    const { network, engine } = found
    const names = network.members.map(({ name }) => name)
    if (names.length > 0 && !input.disconnect) return fail({ code: 'conflict', message: text.gone.inUse(network.name, names.length, listed(names)), field: 'disconnect', hint: text.gone.inUseHint })
    const warnings = ownershipWarnings(network)
    warnings.push(...memberWarnings(network, facts))
    const bound = facts.containers.filter(({ networkMode }) => networkMode === network.name || (network.id !== '' && networkMode === network.id)).map(({ name }) => name)
    if (bound.length > 0) warnings.push(text.gone.noStart(listed(bound), network.name))
    const others = othersOnBridge(network, rows, context.now, false)
    const own = isOwnWay(network, network.members.flatMap((m) => [m.ipv4 ?? null, m.ipv6 ?? null]), facts, context.admin)
    return ok({
      ...emptyPlan(text.remove(network.name)),
      steps: [...others.first.steps, ...disconnectSteps(network, facts), removeStep(network, engine, text.remove(network.name)), ...others.last.steps],
      deltas: [{ resource: 'networks', label: network.name, match: { name: network.name }, before: rowNow(network), after: null }, ...others.first.deltas, ...others.last.deltas],
      warnings: [...warnings, ...others.first.warnings],
      risk: own ? 'may-disconnect' : 'disrupts',
      riskText: [names.length > 0 ? text.gone.lost(listed(names)) : text.gone.nobody, own ? text.gone.ownWay(network.name) : ''].filter((s) => s !== '').join(' '),
      commands: [...commandsOf(others.first.steps), ...names.map((name) => disconnectCommand(network.name, name)), removeCommand(network.name)],
    })
  },
})

/** The command lines of steps that have one. */
export function commandsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.do.type === 'keep' ? [] : [commandOf(step.do)]))
}

/** The network of this name, if it is one that may go. */
export function findRemovable(name: string, facts: Facts): { network: Network; engine: Engine } | { problem: Problem } {
  const network = facts.networks.find((one) => one.name === name || one.id === name)
  if (!network) return { problem: { code: 'not_found', message: text.gone.network(name), field: 'name' } }
  // The engine answers 403 "is a pre-defined network and cannot be removed".
  if (PREDEFINED.includes(network.name) || network.ingress) return { problem: { code: 'bad_input', message: text.gone.predefined(network.name), field: 'name' } }
  return facts.engine ? { network, engine: facts.engine } : { problem: { code: 'not_available', message: text.noEngine } }
}

/** Takes everybody off a network. The way back has to hold on the network as it is too: a later step may fail before it is removed. */
export function disconnectSteps(network: Network, facts: Facts): Step[] {
  const seats = network.members.map((member) => ({ member, seat: wayBack(member, network, facts) }))
  return fixedFirst(seats).toReversed().map(({ member, seat }): Step => {
    return {
      title: text.disconnect(member.name, network.name),
      do: { type: 'engine', act: 'network-disconnect', network: network.name, container: member.name, force: false },
      undo: { type: 'engine', act: 'network-connect', network: network.name, container: member.name, endpoint: endpointOf(seat, facts.engine) },
    }
  })
}

/** Those with addresses of their own first: whoever takes what the engine gives could be given one of them. */
export function fixedFirst<T extends { seat: Seat }>(seats: readonly T[]): T[] {
  const count = ({ seat }: T) => Number(seat.ipv4 !== null) + Number(seat.ipv6 !== null)
  return seats.toSorted((a, b) => count(b) - count(a))
}

/** What taking members off and putting them back cannot promise. */
export function memberWarnings(network: Network, facts: Facts): string[] {
  const moving = network.members.filter((member) => mayMove(member, wayBack(member, network, facts))).map(({ name }) => name)
  return [...(network.members.length > 0 ? [text.gone.notCarried] : []), ...(moving.length > 0 ? [text.joint.undoAddress(listed(moving))] : [])]
}

export function removeStep(network: Network, engine: Engine, title: string): Step {
  return {
    title,
    do: { type: 'engine', act: 'network-remove', network: network.name },
    undo: { type: 'engine', act: 'network-create', name: network.name, body: bodyOfRow(network, engine) },
  }
}

/** What a network is now, by the fields that it will have again if it is made anew. */
export function rowNow(network: Network): Fields {
  const { driver, ipv4, ipv6, internal, subnets4, subnets6, options, labels, configFrom, configOnly } = network
  const from = { ...(configFrom === null ? {} : { configFrom }), ...(configOnly ? { configOnly } : {}) }
  return { driver, ipv4, ipv6, internal, subnets4, subnets6, options, labels, ...ipamNow(network), ...from, members: memberNames(network.members.map(({ name }) => name)) }
}

/** Its address management as a field of the row, where it is not the usual one. */
export function ipamNow({ ipam }: Network): Fields {
  return ipam.driver === USUAL_IPAM.driver && Object.keys(ipam.options).length === 0 ? {} : { ipam }
}

export function ownershipWarnings(network: Network): string[] {
  return [...(network.project === null ? [] : [text.gone.compose(network.name, network.project)]), ...(network.scope === 'swarm' ? [text.gone.swarm(network.name)] : [])]
}

export function listed(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} … (${names.length})`
}
