import type { Json } from '../../core/action'
import { defineChange, emptyPlan, type Fields, type Plan } from '../../core/change'
import { canonicalText, parsePrefix, sortKey } from '../../core/ip'
import { fail, ok } from '../../core/result'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { addresses } from '../addresses/resource'
import { engine } from '../engine/resource'
import type { Engine } from '../engine/schema'
import { firewall } from '../firewall/resource'
import { links } from '../links/resource'
import { neighbors } from '../neighbors/resource'
import { routes } from '../routes/resource'
import { sysctls } from '../sysctls/resource'
import { checkCreate, factsOf } from './check'
import { isBySize } from './check-pools'
import { createCommand } from './cli'
import { composeOf } from './compose'
import { bodyOf, canonicalPools, madeAs, optionsOf } from './create-body'
import { createInput, type CreateInput } from './create-input'
import { beforeForwarding } from './forwarding'
import { networks } from './resource'
import { swallowed, withSwallowed } from './swallow'

/** Makes a network. Everything that can be known is checked before the engine is asked, and what it made is read back. */
export const createNetwork = defineChange<CreateInput>({
  kind: 'networks.create',
  input: createInput,
  needs: [networks, routes, links, addresses, engine, sysctls, firewall, neighbors],
  plan(input, rows, context) {
    const facts = factsOf(rows)
    if (!facts.engine) return fail({ code: 'not_available', message: text.noEngine })
    const { problems, warnings } = checkCreate(input, facts)
    if (problems[0]) return fail(problems[0])
    const forwarding = beforeForwarding(input, facts.engine, rows)
    const plan: Plan = {
      ...emptyPlan(text.create(input.name)),
      steps: [
        ...forwarding.steps,
        {
          title: text.create(input.name),
          do: { type: 'engine', act: 'network-create', name: input.name, body: bodyOf(input, facts.engine) },
          undo: { type: 'engine', act: 'network-remove', network: input.name, ...madeAs(input) },
        },
      ],
      deltas: [{ resource: 'networks', label: input.name, match: { name: input.name }, before: null, after: rowOf(input, facts.engine) }, ...forwarding.deltas],
      warnings: [...warnings, ...forwarding.warnings],
      commands: [...forwarding.commands, createCommand(input, facts.engine)],
      compose: composeOf(input),
    }
    return ok(withSwallowed(plan, swallowed(input, facts, rows, context.admin)))
  },
})

/**
 * What the row of the new network will say, as far as it is known now. Subnets are told only for a family whose subnet is given or that is
 * off: the engine chooses the others; and only settings that are given, because the engine may have defaults of its own for new networks
 * (default-network-opts). An option or subnet that the engine leaves out then shows as a difference.
 */
export function rowOf(input: CreateInput, engine: Engine): Fields {
  const known = (family: 4 | 6): string[] | null => {
    if (!(family === 6 ? input.ipv6 : input.ipv4)) return []
    const given = input.pools.filter(({ subnet }) => subnet.includes(':') === (family === 6))
    return given.length === 0 || given.some(({ subnet }) => asksForSize(subnet)) ? null : given.map(({ subnet }) => canonicalText(subnet)).toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  }
  const [four, six] = [known(4), known(6)]
  // Podman 5.4 to 5.8 says EnableIPv4 false of every network, and none tells ranges or attachable (pkg/api/handlers/compat/networks.go).
  const docker = engine.product === 'docker'
  return {
    driver: input.driver,
    ipv6: input.ipv6,
    internal: input.internal,
    ...(docker ? { ipv4: input.ipv4, attachable: input.attachable } : {}),
    ...(docker && four !== null ? { subnets4: four } : {}),
    ...(six === null ? {} : { subnets6: six }),
    ...(docker && four !== null && six !== null ? { pools: poolsOf(input) } : {}),
    ...Object.fromEntries(TOLD.flatMap((field) => (input[field] === undefined ? [] : [[ROW_FIELD[field] ?? field, input[field]]]))),
    options: optionsOf(input),
    labels: input.labels,
  }
}

/** Settings that the row tells by a field of its own. */
const TOLD = ['gatewayMode4', 'gatewayMode6', 'masquerade', 'icc', 'mtu', 'bridgeName', 'parent'] as const
const ROW_FIELD: Partial<Record<(typeof TOLD)[number], string>> = { bridgeName: 'bridge' }

function poolsOf(input: CreateInput): Json[] {
  return canonicalPools(input.pools).map(({ subnet, gateway, range, aux }) => ({ subnet, ...(gateway === undefined ? {} : { gateway }), range: range ?? null, aux }))
}

function asksForSize(subnet: string): boolean {
  const parsed = parsePrefix(subnet)
  return parsed.ok && isBySize(parsed.value)
}
