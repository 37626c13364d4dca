import { z } from 'zod'
import { kindOf } from '../../core/address-scope'
import { defineChange, type Delta, type PlanContext, type Rows } from '../../core/change'
import type { Plan } from '../../core/change'
import type { Address } from '../../core/ip'
import { fail, ok, type Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { ndppd as ndppdText } from '../../text/en/ndppd'
import { proxyRules as ruleText } from '../../text/en/proxy-rules'
import { adminWay } from '../admin-path'
import { addresses } from '../addresses/resource'
import { keptKeys } from '../kept/key'
import { forgetting, remembering } from '../kept/plan'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { ndppd, ndppdRules } from '../ndppd/resource'
import { ndppdAnswers } from '../ndppd/check'
import { neighbors } from '../neighbors/resource'
import { DONE, execStep, fields, findLink, inputObject, kernelRows, planOf, refuse, staysKept, sysctlStep, unicastOf, type KernelRows } from '../plan-parts'
import { isOnLink } from '../routes/changes-reach'
import { routes } from '../routes/resource'
import { dropInParts } from '../sysctls/changes-file'
import { sysctlFileRows, sysctls } from '../sysctls/resource'
import { hasNeighbors } from './asks'
import { proxies } from './resource'

const t = text.proxies

/** `enable`: also turn on proxy_ndp of the link. `keep`: again after a restart of the host. */
export const proxyAdd = inputObject({ dev: fields.dev, address: fields.address, enable: fields.flag, keep: fields.flag })
export type ProxyAdd = z.output<typeof proxyAdd>
/** `forget`: an entry that dock6 keeps across restarts is forgotten too. */
export const proxyRemove = inputObject({ dev: fields.dev, address: fields.address, forget: fields.forget })
export type ProxyRemove = z.output<typeof proxyRemove>

const needs = [proxies, links, addresses, routes, neighbors, sysctls, sysctlFileRows, ndppd, ndppdRules, kept]

/** Makes the host answer neighbor solicitations for an address. `ip neigh add proxy` exits 0 also when the entry is there, so only these rows know whether it was. */
export const addProxy = defineChange<ProxyAdd>({ kind: 'proxies.add', input: proxyAdd, needs, plan: planAdd })

/** Takes a proxy entry away. */
export const removeProxy = defineChange<ProxyRemove>({ kind: 'proxies.remove', input: proxyRemove, needs, plan: planRemove })

function planAdd({ dev, address: input, enable, keep }: ProxyAdd, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const parsed = proxiable(input)
  if (!parsed.ok) return parsed
  const { text: address } = parsed.value
  const own = rows.addresses.find((row) => !row.container && row.address === address)
  if (own) return refuse('address', t.ownAddress(address, own.dev), 'conflict', t.ownAddressHint)
  if (rows.proxies.some((row) => row.address === address && row.dev === dev)) return refuse('address', t.there(address, dev), 'conflict')
  const other = ndppdAnswers(all, dev, address)
  if (other) return refuse('address', ndppdText.refuse.ndppd(other.prefix, dev, other.line), 'conflict', ndppdText.refuse.ndppdHint)

  const argv = ['ip', '-6', 'neigh', 'add', 'proxy', address, 'dev', dev] as const
  const gone = { argv: ['ip', '-6', 'neigh', 'del', 'proxy', address, 'dev', dev] as const, done: DONE.neighborGone }
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const cuts = way.devs.has(dev) && way.remote?.text === address
  const flag = `net/ipv6/conf/${dev}/proxy_ndp`
  const switched = enable ? rows.sysctls.find((row) => row.key === flag && row.value === '0') : undefined
  const file = switched && keep ? dropInParts(rows.sysctlFiles, [{ path: flag, value: '1' }]) : { steps: [], deltas: [] }
  const memory = keep ? remembering(rows.kept, keptKeys.proxy(dev, address), t.entry(address, dev), { dev, run: [[...argv]] }) : { steps: [], deltas: [] }
  return planOf({
    title: t.add(address, dev),
    steps: [
      ...(switched ? [sysctlStep(t.enable(dev), flag, '1', switched.value)] : []),
      execStep(t.add(address, dev), argv, [], gone),
      ...memory.steps,
      ...file.steps,
    ],
    deltas: [
      ...(switched ? [{ resource: 'sysctls', label: flag, match: { key: flag }, before: { value: switched.value }, after: { value: '1' } }] : []),
      { ...rowDelta(dev, address), before: null, after: {} },
      ...memory.deltas,
      ...file.deltas,
    ],
    warnings: warningsFor(parsed.value, dev, rows, switched !== undefined),
    ...(cuts ? { risk: 'may-disconnect', riskText: t.cuts(address) } : {}),
  })
}

function planRemove({ dev, address: input, forget }: ProxyRemove, all: Rows): Result<Plan> {
  const rows = kernelRows(all)
  const parsed = proxiable(input)
  if (!parsed.ok) return parsed
  const { text: address } = parsed.value
  const row = rows.proxies.find((one) => one.address === address && one.dev === dev)
  if (!row) {
    const link = findLink(rows.links, dev)
    return link.ok || dev === '*' ? refuse('address', t.notThere(address, dev), 'not_found') : link
  }
  // Such an entry was made by another program over netlink; `ip neigh del proxy` without a device is refused by the kernel.
  if (dev === '*') return refuse('dev', t.anyLink)
  if (row.rule) return refuse('address', ruleText.keptByRule(row.rule.network, dev), 'conflict', ruleText.keptByRuleHint)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const proto = row.protocol ? ['proto', row.protocol] : []
  const back = ['ip', '-6', 'neigh', 'add', 'proxy', address, 'dev', dev, ...proto] as const
  const used = row.container ?? null
  const key = keptKeys.proxy(dev, address)
  const memory = forgetting(forget ? rows.kept : [], key, t.entry(address, dev))
  return planOf({
    title: t.remove(address, dev),
    steps: [
      execStep(t.remove(address, dev), ['ip', '-6', 'neigh', 'del', 'proxy', address, 'dev', dev], DONE.neighborGone, { argv: [...back], done: [] }),
      ...memory.steps,
    ],
    deltas: [{ ...rowDelta(dev, address), before: { protocol: row.protocol ?? null }, after: null }, ...memory.deltas],
    warnings: staysKept(rows, key, forget, t.entry(address, dev)),
    ...(used ? { risk: 'disrupts', riskText: t.loses(used.name, address) } : {}),
  })
}

/** An address of another machine that can be answered for. */
function proxiable(input: string): Result<Address> {
  const parsed = unicastOf(input, 'address')
  if (!parsed.ok) return fail(parsed.problem)
  if (parsed.value.family !== 6) return refuse('address', text.input.onlySix)
  const kind = kindOf(parsed.value)
  return kind === 'multicast' || kind === 'unspecified' || kind === 'loopback' || kind === 'mapped' ? refuse('address', text.input.notUnicast(parsed.value.text, kind)) : ok(parsed.value)
}

function rowDelta(dev: string, address: string): Pick<Delta, 'resource' | 'label' | 'match'> {
  return { resource: 'proxies', label: `${address} dev ${dev}`, match: { dev, address } }
}

/** What keeps the entry from doing anything (`silent.ts` tells the same of entries that exist), and what it may do wrong. */
function warningsFor(address: Address, dev: string, rows: KernelRows, switched: boolean): string[] {
  const warnings: string[] = []
  const value = (of: string, name: string) => rows.sysctls.find((row) => row.key === `net/ipv6/conf/${of}/${name}`)?.value
  const link = rows.links.find((row) => row.name === dev)
  if (link?.flags && !(link.flags.includes('UP') && link.flags.includes('LOWER_UP'))) warnings.push(t.linkDown(dev))
  if (!switched && value('all', 'proxy_ndp') === '0' && value(dev, 'proxy_ndp') === '0') warnings.push(t.proxyOff(dev))
  else if (value('all', 'proxy_ndp') === '0') warnings.push(t.probes)
  if (value(dev, 'forwarding') === '0') warnings.push(t.forwardingOff(dev))
  if (hasNeighbors(link?.flags) === false) warnings.push(t.noNeighbors(address.text, dev))
  else if (!isOnLink(address, dev, rows.addresses, rows.routes)) warnings.push(t.offLink(address.text, dev))
  const seen = rows.neighbors.find((row) => row.address === address.text && row.dev === dev && row.mac && row.state !== 'FAILED')
  if (seen) warnings.push(t.seen(address.text, dev, seen.mac ?? ''))
  if (!rows.addresses.some((row) => row.address === address.text)) warnings.push(t.nobody(address.text))
  return warnings
}
