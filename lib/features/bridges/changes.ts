import { z } from 'zod'
import { defineChange, type Delta, type Plan, type PlanContext, type Rows } from '../../core/change'
import { formatAddress } from '../../core/ip'
import type { Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { adminWay, carriers } from '../admin-path'
import { hostAddress } from '../addresses/changes'
import { addWords, deleteWords } from '../addresses/changes-words'
import { addresses } from '../addresses/resource'
import { keptKeys } from '../kept/key'
import { forgetting as forgettingKept, forgettingLink, remembering } from '../kept/plan'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { standingOn } from '../links/stacked'
import { neighbors } from '../neighbors/resource'
import { DONE, execStep, fields, findLink, inputObject, kernelRows, planOf, refuse, staysKept } from '../plan-parts'
import { proxies } from '../proxies/resource'
import { routes } from '../routes/resource'
import { wipedFrom } from '../sysctls/changes-wiped'
import { sysctls } from '../sysctls/resource'
import { forgetting } from './changes-alone'
import { bridges } from './resource'
import type { Bridge, BridgePort } from './schema'

const t = text.bridges

/** A new bridge. Its name is ours to choose, so it is plain: the kernel would take nearly anything of up to 15 bytes. `keep`: with its addresses again after a restart of the host. */
export const bridgeCreate = inputObject({
  name: fields.line.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/, { error: t.badName }),
  addresses: z.array(fields.prefix, { error: text.input.notList }).max(16, { error: text.input.tooMany }).default([]),
  up: z.boolean({ error: text.input.notFlag }).default(true),
  keep: fields.flag,
})
export type BridgeCreate = z.output<typeof bridgeCreate>
/** `detach`: the ports that may be taken off it. */
export const bridgeRemove = inputObject({ name: fields.dev, detach: z.array(fields.dev, { error: text.input.notList }).default([]) })
export type BridgeRemove = z.output<typeof bridgeRemove>
/** A link and the bridge that it shall be a port of. `keep`: again after a restart, or when either comes back. */
export const bridgeAttach = inputObject({ dev: fields.dev, bridge: fields.dev, keep: fields.flag })
export type BridgeAttach = z.output<typeof bridgeAttach>
/** A link and the bridge that it is a port of. `forget`: a port that dock6 keeps is forgotten too. */
export const bridgeDetach = inputObject({ dev: fields.dev, bridge: fields.dev, forget: fields.forget })
export type BridgeDetach = z.output<typeof bridgeDetach>

const needs = [bridges, links, addresses, routes, kept]

/** Makes a bridge. */
export const createBridge = defineChange<BridgeCreate>({ kind: 'bridges.create', input: bridgeCreate, needs, plan: planCreate })

/** Takes a bridge away that no engine network owns. */
export const removeBridge = defineChange<BridgeRemove>({ kind: 'bridges.remove', input: bridgeRemove, needs: [...needs, neighbors, proxies], plan: planRemove })

/** Makes a link a port of a bridge. */
export const attachPort = defineChange<BridgeAttach>({ kind: 'bridges.attach', input: bridgeAttach, needs, plan: planAttach })

/** Takes a port off its bridge. */
export const detachPort = defineChange<BridgeDetach>({ kind: 'bridges.detach', input: bridgeDetach, needs: [...needs, neighbors, proxies, sysctls], plan: planDetach })

function planCreate({ name, addresses: wanted, up, keep }: BridgeCreate, all: Rows): Result<Plan> {
  const rows = kernelRows(all)
  // `all` and `default` are folders under net/ipv6/conf; `lo` and every other link are in the rows.
  if (['all', 'default'].includes(name)) return refuse('name', t.badName)
  if (rows.links.some((link) => link.name === name)) return refuse('name', t.taken(name), 'conflict')
  if (/^(docker0|docker_gwbridge|br-[0-9a-f]{12}|podman\d+)$/.test(name)) return refuse('name', t.engineName(name))
  const specs: { label: string; argv: readonly [string, ...string[]]; undo: readonly [string, ...string[]]; delta: Delta }[] = []
  for (const [i, input] of wanted.entries()) {
    const field = `addresses.${i}`
    const checked = hostAddress(input, field)
    if (!checked.ok) return checked
    const { value, length } = checked.value
    const address = formatAddress(6, value)
    const label = `${address}/${length}`
    const taken = address.startsWith('fe80:') ? undefined : rows.addresses.find((row) => row.address === address)
    if (taken) return refuse(field, text.addresses.there(address, taken.container?.name ?? taken.dev), 'conflict')
    if (specs.some((one) => one.delta.match['address'] === address)) return refuse(field, t.twice(address))
    const spec = { dev: name, address, length, peer: null, flags: ['nodad'], validLft: null, preferredLft: null, metric: null }
    const match = { container: null, dev: name, address, length }
    // Nobody else is on a new bridge, and without a port duplicate address detection would never end.
    specs.push({ label, argv: addWords(spec), undo: deleteWords(spec), delta: { resource: 'addresses', label: `${label} dev ${name}`, match, before: null, after: { family: 6 } } })
  }
  const make = ['ip', 'link', 'add', 'name', name, 'type', 'bridge'] as const
  const raise = ['ip', 'link', 'set', 'dev', name, 'up'] as const
  const memories = !keep ? [] : [
    remembering(rows.kept, keptKeys.bridge(name), t.what(name), { dev: name, run: [[...make], ...(up ? [[...raise]] : [])] }),
    ...specs.map((one) => remembering(rows.kept, keptKeys.address(name, one.label), text.addresses.what(one.label, name), { dev: name, run: [[...one.argv]] })),
  ]
  return planOf({
    title: t.create(name),
    steps: [
      execStep(t.create(name), make, DONE.linkThere, { argv: ['ip', 'link', 'del', 'dev', name], done: DONE.linkGone }),
      ...specs.map((one) => execStep(text.addresses.add(one.label, name), one.argv, DONE.addressThere, { argv: one.undo, done: DONE.addressGone })),
      // Without a way back of its own: setting it down would take the addresses along, and the bridge goes anyway.
      ...(up ? [execStep(t.up(name), raise, [], null)] : []),
      ...memories.flatMap(({ steps }) => steps),
    ],
    deltas: [{ resource: 'bridges', label: name, match: { name }, before: null, after: { up } }, ...specs.map((one) => one.delta), ...memories.flatMap(({ deltas }) => deltas)],
    warnings: keep ? [] : [t.untilRestart],
  })
}

function planRemove({ name, detach }: BridgeRemove, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const found = findBridge(rows.bridges, name, 'name')
  if (!found.ok) return found
  const bridge = found.value
  if (bridge.network) return refuse('name', t.owned(name, bridge.network.name), 'conflict', t.ownedHint)
  const ports = bridge.ports ?? []
  const kept = ports.filter((port) => !detach.includes(port.dev))
  if (kept.length > 0) return refuse('detach', t.hasPorts(kept.map((port) => port.dev).join(', ')), 'conflict')
  const odd = ports.find((port) => port.dev.includes('\ufffd'))
  if (odd) return refuse('detach', text.input.unreadableName)
  const upper = standingOn(name, rows.links).map((link) => link.name)
  if (upper.length > 0) return refuse('name', t.carriesLinks(name, upper.join(', ')), 'conflict', t.carriesLinksHint)
  if ((bridge.parentOf ?? []).length > 0) return refuse('name', t.carriesNetworks(name, bridge.parentOf.join(', ')), 'conflict', t.carriesNetworksHint)
  const wiped = wipedFrom([name], 'deleted', rows, context.now)
  const way = carriers(adminWay(context.admin, rows.addresses, rows.routes), rows.links)
  const cuts = way.has(name) || ports.some((port) => way.has(port.dev))
  const down = ['ip', 'link', 'set', 'dev', name, 'down'] as const
  const memory = forgettingLink(rows.kept, name)
  return planOf({
    title: t.remove(name),
    steps: [
      ...wiped.steps,
      ...ports.flatMap((port) => detachSteps(port, name)),
      // Its own step, so that undo has the bridge up again before addresses and routes come back.
      ...(bridge.up ? [execStep(t.down(name), down, DONE.linkGone, { argv: ['ip', 'link', 'set', 'dev', name, 'up'], done: [] })] : []),
      execStep(t.remove(name), ['ip', 'link', 'del', 'dev', name], DONE.linkGone, { argv: recreated(bridge), done: DONE.linkThere }),
      ...memory.steps,
    ],
    deltas: [{ resource: 'bridges', label: name, match: { name }, before: { mac: bridge.mac, up: bridge.up, network: null }, after: null }, ...wiped.deltas, ...ports.map((port) => masterDelta(port.dev, name, null)), ...memory.deltas],
    warnings: [...wiped.warnings, ...(bridge.orphan ? [] : [t.notOrphan]), t.otherSettings],
    ...(cuts ? { risk: 'may-disconnect', riskText: t.cuts(name) } : ports.length > 0 ? { risk: 'disrupts', riskText: t.portsLose(ports.map(portName).join(', ')) } : {}),
  })
}

function planAttach({ dev, bridge: name, keep }: BridgeAttach, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const bridge = findBridge(rows.bridges, name, 'bridge')
  if (!bridge.ok) return bridge
  const { master, kind } = link.value
  if (master) return refuse('dev', master === name ? t.portAlready(dev, name) : t.portElsewhere(dev, master), 'conflict')
  // The kernel refuses both (br_add_if): a bridge in a bridge, and loopback.
  if (kind === 'bridge' || kind === 'loopback') return refuse('dev', t.notPort(dev, kind))
  const held = rows.addresses.filter((row) => !row.container && row.dev === dev && row.scope !== 'link')
  const way = carriers(adminWay(context.admin, rows.addresses, rows.routes), rows.links)
  const network = bridge.value.network?.name
  const join = ['ip', 'link', 'set', 'dev', dev, 'master', name] as const
  const memory = keep ? remembering(rows.kept, keptKeys.port(dev), t.port(dev, name), { dev, also: name, run: [[...join]] }) : { steps: [], deltas: [] }
  return planOf({
    title: t.attach(dev, name),
    steps: [execStep(t.attach(dev, name), join, [], { argv: ['ip', 'link', 'set', 'dev', dev, 'nomaster'], done: DONE.linkGone }), ...memory.steps],
    deltas: [masterDelta(dev, null, name), ...memory.deltas],
    warnings: [...(held.length > 0 ? [t.addressesOnPort(dev, held.length)] : []), ...(network ? [t.joinsNetwork(network)] : []), ...(keep ? [] : [t.untilRestart])],
    ...(way.has(dev) || way.has(name) ? { risk: 'may-disconnect', riskText: t.cuts(way.has(dev) ? dev : name) } : held.length > 0 ? { risk: 'disrupts', riskText: t.portsLose(dev) } : {}),
  })
}

function planDetach({ dev, bridge: name, forget }: BridgeDetach, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const bridge = findBridge(rows.bridges, name, 'bridge')
  if (!bridge.ok) return bridge
  const port = (bridge.value.ports ?? []).find((one) => one.dev === dev)
  if (!port || link.value.master !== name) return refuse('dev', t.noPort(dev, name), 'not_found')
  const way = carriers(adminWay(context.admin, rows.addresses, rows.routes), rows.links)
  const memory = forgettingKept(forget ? rows.kept : [], keptKeys.port(dev), t.port(dev, name))
  return planOf({
    title: t.detach(dev, name),
    steps: [...forgetting(dev, rows), ...detachSteps(port, name), ...memory.steps],
    deltas: [masterDelta(dev, name, null), ...memory.deltas],
    warnings: [...(port.container ? [t.containerAlone(port.container.name)] : []), ...staysKept(rows, keptKeys.port(dev), forget, t.port(dev, name))],
    ...(way.has(dev) || way.has(name) ? { risk: 'may-disconnect', riskText: t.cuts(name) } : { risk: 'disrupts', riskText: t.portsLose(portName(port)) }),
  })
}

function findBridge(bridges: readonly Bridge[], name: string, field: string): Result<Bridge> {
  if (name.includes('\ufffd')) return refuse(field, text.input.unreadableName)
  const bridge = bridges.find((one) => one.name === name)
  return bridge ? { ok: true, value: bridge } : refuse(field, t.noBridge(name), 'not_found')
}

/** A port forgets that it is a hairpin when it leaves, so that is a step with a way back of its own. */
function detachSteps(port: BridgePort, bridge: string) {
  const hairpin = (state: 'on' | 'off') => ['ip', 'link', 'set', 'dev', port.dev, 'type', 'bridge_slave', 'hairpin', state] as const
  return [
    ...(port.hairpin ? [execStep(t.hairpinOff(port.dev), hairpin('off'), ['Operation not supported', ...DONE.linkGone], { argv: hairpin('on'), done: [] })] : []),
    execStep(t.detach(port.dev, bridge), ['ip', 'link', 'set', 'dev', port.dev, 'nomaster'], DONE.linkGone, { argv: ['ip', 'link', 'set', 'dev', port.dev, 'master', bridge], done: [] }),
  ]
}

/** The bridge as its row shows it. An MTU that was never set follows the ports, so the usual one is not written. */
function recreated({ name, mac, mtu, stp, multicastSnooping, multicastQuerier, vlanFiltering }: Bridge): [string, ...string[]] {
  const option = (word: string, on: boolean | null | undefined, usual: boolean) => (on === null || on === undefined || on === usual ? [] : [word, on ? '1' : '0'])
  return [
    'ip', 'link', 'add', 'name', name, ...(mac ? ['address', mac] : []), ...(mtu === 1500 ? [] : ['mtu', String(mtu)]), 'type', 'bridge',
    ...option('stp_state', stp, false), ...option('mcast_snooping', multicastSnooping, true), ...option('mcast_querier', multicastQuerier, false), ...option('vlan_filtering', vlanFiltering, false),
  ]
}

function masterDelta(dev: string, before: string | null, after: string | null): Delta {
  return { resource: 'links', label: dev, match: { name: dev }, before: { master: before }, after: { master: after } }
}

function portName(port: BridgePort): string {
  return port.container?.name ?? port.dev
}
