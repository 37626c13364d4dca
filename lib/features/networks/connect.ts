import { defineChange, emptyPlan, type Plan } from '../../core/change'
import { canonicalText, type Family } from '../../core/ip'
import { fail, ok, type Result } from '../../core/result'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { addresses } from '../addresses/resource'
import { adminWay, carriers } from '../admin-path'
import { containers } from '../containers/resource'
import type { Container } from '../containers/schema'
import { engine } from '../engine/resource'
import { links } from '../links/resource'
import { routes } from '../routes/resource'
import { factsOf } from './check'
import { newJudge, type Facts } from './judge'
import { connectCommand, disconnectCommand } from './cli'
import { checkSeat } from './connect-check'
import { connectInput, disconnectInput, type ConnectInput, type DisconnectInput } from './connect-input'
import { endpointOf, fixedOf, mayBeChosen, memberNames, seatOf, type Seat } from './connect-seat'
import { networks } from './resource'
import type { Network } from './schema'

/** Puts a container on a network. */
export const connectContainer = defineChange<ConnectInput>({
  kind: 'networks.connect',
  input: connectInput,
  needs: [networks, containers, engine],
  plan(input, rows) {
    const facts = factsOf(rows)
    const found = findBoth(input, facts)
    if (!found.ok) return found
    const { network, container } = found.value
    const judge = newJudge()
    checkSeat(input, network, container, facts, judge)
    if (judge.verdict.problems[0]) return fail(judge.verdict.problems[0])
    const canonical = (address: string | undefined) => (address === undefined ? null : canonicalText(address))
    const seat = { container: container.name, ipv4: canonical(input.ipv4), ipv6: canonical(input.ipv6), aliases: input.aliases, mac: input.mac?.toLowerCase() ?? null, gwPriority: input.gwPriority ?? null }
    const before = memberNames(network.members.map(({ name }) => name))
    const wished = { name: seat.container, ...(seat.ipv4 ? { ipv4: seat.ipv4 } : {}), ...(seat.ipv6 ? { ipv6: seat.ipv6 } : {}), ...(seat.mac ? { mac: seat.mac } : {}) }
    const after = memberNames([...before.map(({ name }) => name), seat.container]).map((member) => (member.name === seat.container ? wished : member))
    const title = text.connect(container.name, network.name)
    return ok({
      ...emptyPlan(title),
      steps: [
        {
          title,
          do: { type: 'engine', act: 'network-connect', network: network.name, container: container.name, endpoint: endpointOf(seat, facts.engine) },
          undo: { type: 'engine', act: 'network-disconnect', network: network.name, container: container.name, force: true },
        },
      ],
      deltas: [{ resource: 'networks', label: network.name, match: { name: network.name }, before: { members: before }, after: { members: after } }],
      warnings: judge.verdict.warnings,
      commands: [connectCommand({ network: network.name, ...seat })],
    })
  },
})

/** Takes a container off a network. */
export const disconnectContainer = defineChange<DisconnectInput>({
  kind: 'networks.disconnect',
  input: disconnectInput,
  needs: [networks, containers, addresses, routes, links, engine],
  plan(input, rows, context): Result<Plan> {
    const facts = factsOf(rows)
    const found = findBoth(input, facts)
    if (!found.ok) return found
    const { network, container } = found.value
    const member = network.members.find(({ id, name }) => id === container.id || name === container.name)
    if (!member) return fail({ code: 'not_found', message: text.joint.notOn(container.name, network.name), field: 'container' })
    if (network.driver === 'host' || network.driver === 'null') return fail({ code: 'bad_input', message: text.joint.host(network.name), field: 'network' })
    const title = text.disconnect(container.name, network.name)
    const before = memberNames(network.members.map(({ name }) => name))
    const seat = wayBack(member, network, facts)
    const warnings: string[] = [text.gone.notCarried]
    if (container.attachments.length <= 1) warnings.push(text.joint.last(container.name))
    if (mayMove(member, seat)) warnings.push(text.joint.undoAddress(container.name))
    const held = [member.ipv6, member.ipv4].filter((address) => address).join(', ')
    const own = isOwnWay(network, [member.ipv4, member.ipv6], facts, context.admin)
    return ok({
      ...emptyPlan(title),
      steps: [
        {
          title,
          do: { type: 'engine', act: 'network-disconnect', network: network.name, container: container.name, force: input.force },
          undo: { type: 'engine', act: 'network-connect', network: network.name, container: container.name, endpoint: endpointOf(seat, facts.engine) },
        },
      ],
      deltas: [{ resource: 'networks', label: network.name, match: { name: network.name }, before: { members: before }, after: { members: before.filter(({ name }) => name !== member.name) } }],
      warnings,
      risk: own ? 'may-disconnect' : 'disrupts',
      riskText: [text.joint.loses(container.name, network.name, held), own ? text.gone.ownWay(network.name) : ''].filter((s) => s !== '').join(' '),
      commands: [disconnectCommand(network.name, container.name, input.force)],
    })
  },
})

/** The place to go back to. An address that was not asked for is asked for only where the engine is sure to give it. */
export function wayBack(member: Network['members'][number], network: Network, facts: Facts): Seat {
  const seat = seatOf(member, network, facts.containers)
  const fixed = fixedOf(member, network, facts.containers)
  const isSure = (family: Family) => network.name !== 'bridge' && !mayBeChosen(network, family, facts.engine)
  return { ...seat, ipv4: fixed.ipv4 || isSure(4) ? seat.ipv4 : null, ipv6: fixed.ipv6 || isSure(6) ? seat.ipv6 : null }
}

/** Whether a container on its way back may get another address than it has. */
export function mayMove(member: Network['members'][number], seat: Seat): boolean {
  return (!!member.ipv4 && seat.ipv4 === null) || (!!member.ipv6 && seat.ipv6 === null)
}

/** Whether the person who applies reaches the host over this network's bridge, or from or by one of these addresses on it. */
export function isOwnWay(network: Network, held: readonly (string | null)[], facts: Facts, admin: Parameters<typeof adminWay>[0]): boolean {
  const way = adminWay(admin, facts.addresses, facts.routes)
  const ends = [way.local?.text, way.remote?.text]
  return (network.bridge !== null && carriers(way, facts.links).has(network.bridge)) || held.some((address) => address !== null && ends.includes(address))
}

function findBoth({ network: wanted, container: who }: { network: string; container: string }, facts: Facts): Result<{ network: Network; container: Container }> {
  const network = facts.networks.find(({ name, id }) => name === wanted || id === wanted)
  if (!network) return fail({ code: 'not_found', message: text.gone.network(wanted), field: 'network' })
  const container = facts.containers.find(({ name, id }) => name === who || id === who)
  return container ? ok({ network, container }) : fail({ code: 'not_found', message: text.gone.container(who), field: 'container' })
}
