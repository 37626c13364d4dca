import { z } from 'zod'
import { kindOf } from '../../core/address-scope'
import { defineChange, type Plan, type PlanContext, type Rows } from '../../core/change'
import type { Address } from '../../core/ip'
import { ok, type Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { adminWay, isOnWay } from '../admin-path'
import { addresses } from '../addresses/resource'
import { keptKeys } from '../kept/key'
import { forgetting, remembering } from '../kept/plan'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { DONE, execStep, fields, findLink, inputObject, kernelRows, planOf, refuse, staysKept, unicastOf } from '../plan-parts'
import { isOnLink } from '../routes/changes-reach'
import { routes } from '../routes/resource'
import { neighbors } from './resource'
import type { Neighbor } from './schema'

const t = text.neighbors
type Words = [string, ...string[]]

/** A permanent entry. `mac` as six bytes with colons. `keep`: again after a restart of the host. */
export const neighborAdd = inputObject({ dev: fields.dev, address: fields.address, mac: fields.line, keep: fields.flag })
export type NeighborAdd = z.output<typeof neighborAdd>
export const neighborRemove = inputObject({ dev: fields.dev, address: fields.address, forget: fields.forget })
export type NeighborRemove = z.output<typeof neighborRemove>
const STATES = ['reachable', 'stale', 'delay', 'probe', 'incomplete', 'failed', 'permanent', 'all'] as const
/** Without `state` permanent entries stay, as with `ip neigh flush`. */
export const neighborFlush = inputObject({ dev: fields.dev, state: fields.choice(STATES).optional() })
export type NeighborFlush = z.output<typeof neighborFlush>

const needs = [neighbors, links, addresses, routes, kept]

/** Fixes the MAC address of a neighbor. */
export const addNeighbor = defineChange<NeighborAdd>({ kind: 'neighbors.add', input: neighborAdd, needs, plan: planAdd })

/** Takes an entry out of the neighbor cache. */
export const removeNeighbor = defineChange<NeighborRemove>({ kind: 'neighbors.remove', input: neighborRemove, needs, plan: planRemove })

/** Empties the IPv6 neighbor cache of a link. */
export const flushNeighbors = defineChange<NeighborFlush>({ kind: 'neighbors.flush', input: neighborFlush, needs, plan: planFlush })

function planAdd({ dev, address: input, mac: written, keep }: NeighborAdd, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const parsed = neighborOf(input)
  if (!parsed.ok) return parsed
  const address = parsed.value.text
  const mac = written.trim().toLowerCase()
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)) return refuse('mac', t.notMac)
  // IEEE 802: the lowest bit of the first byte marks a group.
  if (Number.parseInt(mac.slice(0, 2), 16) % 2 === 1 || mac === '00:00:00:00:00:00') return refuse('mac', t.groupMac(mac))
  const own = rows.addresses.find((row) => !row.container && row.address === address && (kindOf(parsed.value) !== 'link-local' || row.dev === dev))
  if (own) return refuse('address', t.own(address, own.dev), 'conflict')
  const fixed = rows.neighbors.find((row) => isAt(row, dev, address) && row.state === 'PERMANENT')
  if (fixed?.mac === mac) return refuse('address', t.there(address, dev), 'conflict')

  const learned = rows.neighbors.find((row) => isAt(row, dev, address) && row.state !== 'PERMANENT' && row.mac)
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  // `replace` and not `add`: an entry that the kernel learned is there more often than not, and `add` stops at it.
  const argv = words('replace', parsed.value, dev, mac)
  const undo = fixed?.mac ? { argv: words('replace', parsed.value, dev, fixed.mac), done: [] } : { argv: words('del', parsed.value, dev), done: DONE.neighborGone }
  const key = keptKeys.neighbor(dev, address)
  const memory = keep || rows.kept.some((row) => row.key === key) ? remembering(rows.kept, key, t.what(address, dev), { dev, run: [argv] }) : { steps: [], deltas: [] }
  return planOf({
    title: t.add(address, mac, dev),
    steps: [execStep(t.add(address, mac, dev), argv, [], undo), ...memory.steps],
    deltas: [{ resource: 'neighbors', label: `${address} dev ${dev}`, match: { dev, address, state: 'PERMANENT' }, before: fixed ? { mac: fixed.mac } : null, after: { mac } }, ...memory.deltas],
    warnings: [
      ...(learned?.mac && learned.mac !== mac ? [t.differs(address, learned.mac)] : []),
      ...(isOnLink(parsed.value, dev, rows.addresses, rows.routes) ? [] : [t.offLink(address, dev)]),
    ],
    ...(way.devs.has(dev) && isOnWay(way, address) && learned?.mac !== mac ? { risk: 'may-disconnect', riskText: t.cuts(address) } : {}),
  })
}

function planRemove({ dev, address: input, forget }: NeighborRemove, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const parsed = neighborOf(input)
  if (!parsed.ok) return parsed
  const address = parsed.value.text
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const row = rows.neighbors.find((one) => isAt(one, dev, address))
  if (!row) return refuse('address', t.notThere(address, dev), 'not_found')
  const back = lasts(row) ? words('add', parsed.value, dev, row.mac, row.state) : null
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const key = keptKeys.neighbor(dev, address)
  const memory = forgetting(forget ? rows.kept : [], key, t.what(address, dev))
  return planOf({
    title: t.remove(address, dev),
    steps: [
      execStep(t.remove(address, dev), words('del', parsed.value, dev), DONE.neighborGone, back && { argv: back, done: DONE.neighborThere }),
      ...memory.steps,
    ],
    deltas: [...(back === null ? [] : [gone(row)]), ...memory.deltas],
    // An entry that the kernel learned may be back before anybody looks: nothing is promised of it.
    warnings: [...(back === null ? [t.learnsAgain] : []), ...staysKept(rows, key, forget, t.what(address, dev))],
    ...(back !== null && way.devs.has(dev) && isOnWay(way, address) ? { risk: 'may-disconnect', riskText: t.cuts(address) } : {}),
  })
}

function planFlush({ dev, state }: NeighborFlush, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const here = rows.neighbors.filter((row) => row.dev === dev && row.family === 6)
  const fixed = state === 'permanent' || state === 'all' ? here.filter((row) => row.state === 'PERMANENT' && row.mac) : []
  if (state === 'permanent' && fixed.length === 0) return refuse('state', t.noneFixed(dev), 'not_found')
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const flush: Words = ['ip', '-6', 'neigh', 'flush', 'dev', dev, ...(state === undefined || state === 'all' ? [] : ['nud', state])]
  const cuts = way.devs.has(dev) && fixed.some((row) => isOnWay(way, row.address))
  const memories = fixed.map((row) => forgetting(rows.kept, keptKeys.neighbor(dev, row.address), t.what(row.address, dev)))
  return planOf({
    title: t.flush(dev),
    steps: [
      // One by one, so that each has its way back; what was learned has none and needs none.
      ...fixed.flatMap((row) => removeFixed(row)),
      ...(state === 'permanent' ? [] : [execStep(t.flush(dev), flush, [], null)]),
      ...memories.flatMap(({ steps }) => steps),
    ],
    deltas: [...fixed.map(gone), ...memories.flatMap(({ deltas }) => deltas)],
    warnings: state === 'permanent' ? [] : [t.learnsAgain],
    ...(cuts ? { risk: 'may-disconnect', riskText: t.cuts(dev) } : {}),
  })
}

function removeFixed(row: Neighbor) {
  const parsed = neighborOf(row.address)
  if (!parsed.ok) return []
  return [execStep(t.remove(row.address, row.dev), words('del', parsed.value, row.dev), DONE.neighborGone, { argv: words('add', parsed.value, row.dev, row.mac), done: DONE.neighborThere })]
}

function gone(row: Neighbor) {
  return { resource: 'neighbors', label: `${row.address} dev ${row.dev}`, match: { dev: row.dev, address: row.address, state: row.state }, before: { mac: row.mac }, after: null }
}

/** Entries that somebody made and the kernel neither learns nor forgets. */
function lasts(row: Neighbor): boolean {
  return row.mac !== null && (row.state === 'PERMANENT' || row.state === 'NOARP')
}

function isAt(row: Neighbor, dev: string, address: string): boolean {
  return row.dev === dev && row.address === address
}

function neighborOf(input: string): Result<Address> {
  const parsed = unicastOf(input, 'address')
  if (!parsed.ok) return parsed
  const kind = kindOf(parsed.value)
  return ['multicast', 'unspecified', 'loopback', 'mapped', 'broadcast'].includes(kind) ? refuse('address', text.input.notUnicast(parsed.value.text, kind)) : ok(parsed.value)
}

function words(verb: 'add' | 'replace' | 'del', { family, text: address }: Address, dev: string, mac: string | null = null, state = 'PERMANENT'): Words {
  return ['ip', `-${family}`, 'neigh', verb, 'to', address, 'dev', dev, ...(mac === null ? [] : ['lladdr', mac, 'nud', state.toLowerCase()])]
}
