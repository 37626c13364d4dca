import { z } from 'zod'
import type { Step } from '../../core/action'
import { defineChange, emptyPlan, type Delta, type Fields, type Plan } from '../../core/change'
import { fail, ok } from '../../core/result'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { addresses } from '../addresses/resource'
import { containers } from '../containers/resource'
import { engine } from '../engine/resource'
import { firewall } from '../firewall/resource'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { neighbors } from '../neighbors/resource'
import { proxies } from '../proxies/resource'
import { routes } from '../routes/resource'
import { sysctls } from '../sysctls/resource'
import { othersOnBridge } from './changes-bridge'
import { commandsOf, disconnectSteps, findRemovable, fixedFirst, ipamNow, listed, memberWarnings, ownershipWarnings, removeStep, rowNow } from './changes-remove'
import { checkCreate, factsOf } from './check'
import type { Facts } from './judge'
import { connectCommand, createCommand, disconnectCommand, removeCommand } from './cli'
import { composeOf } from './compose'
import { isOwnWay } from './connect'
import { endpointOf, fixedOf, memberNames, seatOf, within, type Seat } from './connect-seat'
import { rowOf } from './create'
import { bodyOf, inputOf, madeAs } from './create-body'
import { alterInput, createInput, type AlterInput, type CreateInput } from './create-input'
import { beforeForwarding } from './forwarding'
import { networks } from './resource'
import type { Network } from './schema'
import { swallowed, withSwallowed } from './swallow'

export const recreateInput = z.strictObject({ name: z.string().trim().min(1).max(255), changes: alterInput })
export type RecreateInput = z.output<typeof recreateInput>

const DRIVERS = createInput.shape.driver

/** Makes a network anew with something different about it: the engine cannot alter one that exists. Everybody on it leaves and comes back. */
export const recreateNetwork = defineChange<RecreateInput>({
  kind: 'networks.recreate',
  input: recreateInput,
  needs: [networks, containers, routes, links, addresses, neighbors, proxies, kept, engine, sysctls, firewall],
  plan(input, rows, context) {
    const facts = factsOf(rows)
    const found = findRemovable(input.name, facts)
    if ('problem' in found) return fail(found.problem)
    const { network, engine } = found
    if (!DRIVERS.safeParse(network.driver).success) return fail({ code: 'bad_input', message: text.gone.driver(network.driver), field: 'name' })
    if (network.configFrom !== null) return fail({ code: 'bad_input', message: text.gone.configFrom(network.name, network.configFrom), field: 'name' })
    const wished = altered(network, input.changes)
    if (isSame(bodyOf(wished, engine), bodyOf(inputOf(network), engine)) && !network.pools.some((pool) => pool.ignored)) return fail({ code: 'bad_input', message: text.gone.nothing, field: 'changes' })
    const left = without(network, facts)
    const { problems, warnings } = checkCreate(wished, left)
    const [problem] = problems
    if (problem) return fail({ ...problem, ...(problem.field === undefined ? {} : { field: `changes.${problem.field}` }) })

    const seats = fixedFirst(network.members.map((member) => ({ member, ...newSeat(member, network, wished, facts) })))
    const names = seats.map(({ member }) => member.name)
    const named = (of: typeof seats) => listed(of.map(({ member }) => member.name))
    const fixed = seats.filter(({ becomesFixed }) => becomesFixed)
    const moved = seats.filter(({ loses }) => loses)
    const own = isOwnWay(network, network.members.flatMap((m) => [m.ipv4 ?? null, m.ipv6 ?? null]), facts, context.admin)
    const before = rowNow(network)
    const forwarding = beforeForwarding(wished, engine, rows)
    const again = wished.bridgeName === network.bridge && wished.ipv6 === network.ipv6 && input.changes.pools === undefined
    const others = othersOnBridge(network, rows, context.now, again)
    const delta: Delta = { resource: 'networks', label: network.name, match: { name: network.name }, before, after: { ...rowOf(wished, engine), ...ipamNow(network), members: memberNames(names) } }
    const plan: Plan = {
      ...emptyPlan(text.recreate(network.name)),
      steps: [
        ...forwarding.steps,
        ...others.first.steps,
        ...disconnectSteps(network, facts),
        removeStep(network, engine, text.removeOld(network.name)),
        {
          title: text.createNew(network.name),
          do: { type: 'engine', act: 'network-create', name: network.name, body: bodyOf(wished, engine, network.ipam) },
          undo: { type: 'engine', act: 'network-remove', network: network.name, ...madeAs(wished) },
        },
        ...seats.map(({ seat }): Step => ({
          title: text.connect(seat.container, network.name),
          do: { type: 'engine', act: 'network-connect', network: network.name, container: seat.container, endpoint: endpointOf(seat, facts.engine) },
          undo: { type: 'engine', act: 'network-disconnect', network: network.name, container: seat.container, force: true },
        })),
        ...others.last.steps,
      ],
      deltas: [delta, ...forwarding.deltas, ...others.first.deltas, ...others.last.deltas],
      warnings: [
        ...warnings,
        ...forwarding.warnings,
        ...ownershipWarnings(network),
        ...memberWarnings(network, facts),
        ...others.first.warnings,
        ...(network.bridge !== null && wished.bridgeName === undefined ? [text.gone.newBridge(network.name)] : []),
        ...(fixed.length > 0 ? [text.gone.becomesFixed(named(fixed))] : []),
        ...(moved.length > 0 ? [text.gone.newAddress(named(moved))] : []),
      ],
      risk: own ? 'may-disconnect' : 'disrupts',
      riskText: [names.length > 0 ? text.gone.moment(listed(names)) : text.gone.nobody, own ? text.gone.ownWay(network.name) : ''].filter((s) => s !== '').join(' '),
      commands: [
        ...forwarding.commands,
        ...commandsOf(others.first.steps),
        ...names.map((name) => disconnectCommand(network.name, name)),
        removeCommand(network.name),
        createCommand(wished, engine, network.ipam),
        ...seats.map(({ seat }) => connectCommand({ network: network.name, ...seat })),
        ...commandsOf(others.last.steps),
      ],
      compose: composeOf(wished, network.ipam),
    }
    return ok(withSwallowed(plan, swallowed(wished, left, rows, context.admin)))
  },
})

/** The network as it is with the changes on it. Without other word, a subnet that the engine kept on file unused is used, and one of a family that is switched off goes. */
export function altered(network: Network, changes: AlterInput): CreateInput {
  const now = inputOf(network)
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined).map(([field, value]) => [field, value ?? undefined])) as Partial<CreateInput>
  const merged: CreateInput = { ...now, ...given }
  if (given.pools !== undefined) return merged
  const onFile = network.pools.filter((pool) => pool.ignored).map(({ subnet, gateway, range, aux }) => ({ subnet, gateway: gateway ?? undefined, range: range ?? undefined, aux }))
  return { ...merged, pools: [...now.pools, ...onFile].filter(({ subnet }) => (subnet.includes(':') ? merged.ipv6 : merged.ipv4)) }
}

/** The facts as they will be when the network is gone. */
function without(network: Network, facts: Facts): Facts {
  const isOurs = (dev: string | null) => dev !== null && dev === network.bridge
  return {
    ...facts,
    networks: facts.networks.filter((one) => one !== network),
    routes: facts.routes.filter(({ dev }) => !isOurs(dev)),
    links: facts.links.filter(({ name }) => !isOurs(name)),
    addresses: facts.addresses.filter(({ dev, container }) => container !== null || !isOurs(dev)),
  }
}

/** Where a container comes back to: the same addresses wherever the new subnets, given by us, hold them. */
function newSeat(member: Network['members'][number], network: Network, wished: CreateInput, facts: Facts): { seat: Seat; becomesFixed: boolean; loses: boolean } {
  const old = seatOf(member, network, facts.containers)
  const seat = within(old, wished.pools.map(({ subnet }) => subnet))
  const fixed = fixedOf(member, network, facts.containers)
  const becomesFixed = (seat.ipv4 !== null && !fixed.ipv4) || (seat.ipv6 !== null && !fixed.ipv6)
  const loses = (wished.ipv4 && old.ipv4 !== null && seat.ipv4 === null) || (wished.ipv6 && old.ipv6 !== null && seat.ipv6 === null)
  const mac = wished.driver === 'ipvlan' || wished.driver !== network.driver ? null : seat.mac
  return { seat: { ...seat, mac }, becomesFixed, loses }
}

function isSame(a: Fields, b: Fields): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
