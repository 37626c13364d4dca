import { z } from 'zod'
import type { Action, Step } from '../../core/action'
import { defineChange, type Delta, type Plan, type Rows } from '../../core/change'
import { parsePrefix } from '../../core/ip'
import { mapResult, type Result } from '../../core/result'
import { changesKernel } from '../../text/en/changes-kernel'
import { ndppd as ndppdText } from '../../text/en/ndppd'
import { proxyRules as text } from '../../text/en/proxy-rules'
import { addresses } from '../addresses/resource'
import { engine, engineSettings } from '../engine/resource'
import type { Engine, EngineSetting } from '../engine/schema'
import { links } from '../links/resource'
import { ndppdAnswers } from '../ndppd/check'
import { ndppd, ndppdRules } from '../ndppd/resource'
import { neighbors } from '../neighbors/resource'
import { factsOf } from '../networks/check'
import { networks } from '../networks/resource'
import { fields, findLink, inputObject, kernelRows, planOf, refuse, sysctlStep, type KernelRows } from '../plan-parts'
import { onLinkFor } from '../routes/changes-reach'
import { routes } from '../routes/resource'
import { dropInParts } from '../sysctls/changes-file'
import { sysctlFileRows, sysctls } from '../sysctls/resource'
import type { SysctlFile } from '../sysctls/schema'
import { hasNeighbors } from './asks'
import { proxies } from './resource'
import { proxyRules } from './rule-resource'
import { ruleKey, type ProxyRule, type ProxyRuleRow } from './rule-schema'
import { delegatedPrefixes, nonsenseOf } from './rule-sense'
import { isAnswerable } from './wanted'

/** `enable`: also turn on proxy_ndp of the link. `probes`: also of all, for unicast probes. Both are kept over restarts, as the rule is. */
export const ruleAdd = inputObject({ network: fields.line.min(1, { error: text.chooseNetwork }), dev: fields.dev, enable: fields.flag, probes: fields.flag })
export type RuleAdd = z.output<typeof ruleAdd>
export const ruleRemove = inputObject({ network: fields.line.min(1, { error: text.chooseNetwork }), dev: fields.dev })
export type RuleRemove = z.output<typeof ruleRemove>

/** Names that a sentence still carries. */
const NAMED = 5

/** Makes the host answer on a link for the containers of a network, now and from then on. Keeping the rule adds its entries (`lib/keeper/proxy-sync.ts`), so that forgetting it takes exactly those away. */
export const addRule = defineChange<RuleAdd>({ kind: 'proxies.rule-add', input: ruleAdd, needs: [proxyRules, networks, engine, engineSettings, proxies, links, addresses, routes, neighbors, sysctls, sysctlFileRows, ndppd, ndppdRules], plan: planAdd })

/** Forgets a rule; its entries go with it. */
export const removeRule = defineChange<RuleRemove>({ kind: 'proxies.rule-remove', input: ruleRemove, needs: [proxyRules, proxies], plan: planRemove })

function planAdd({ network: name, dev, enable, probes }: RuleAdd, all: Rows): Result<Plan> {
  const rows = kernelRows(all)
  const of = <T>(resource: string) => (all[resource] ?? []) as readonly T[]
  // Complete rows: one that an earlier change of the same batch will make has only what its delta says.
  const { networks: known } = factsOf(all)
  const network = known.find((one) => one.name === name || one.id === name)
  if (!network) return refuse('network', text.noNetwork(name), 'not_found')
  if (known.filter((one) => one.name === network.name).length > 1) return refuse('network', text.twins(network.name))
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const rule = { network: network.name, dev }
  if (of<ProxyRuleRow>('proxy-rules').some((row) => row.key === ruleKey(rule) && row.state !== 'leaving')) return refuse('network', text.there(network.name, dev), 'conflict')
  if (link.value.kind === 'loopback' || dev === 'lo') return refuse('dev', text.loopback)
  const path = (of: string, flag: string) => `net/ipv6/conf/${of}/${flag}`
  const setting = (of: string, flag: string) => rows.sysctls.find((row) => row.key === path(of, flag))
  const [engineRow] = of<Engine>('engine')
  const allowed = of<EngineSetting>('engine-settings').some(({ key, value }) => key === 'allow-direct-routing' && value === 'true')
  const drops = engineRow?.capabilities?.directAccessDropped
  const nonsense = nonsenseOf({
    dev, network, subnets6: network.subnets6, dropsDirect: drops ? drops.state === 'available' && !allowed : null,
    neighbors: hasNeighbors(link.value.flags), onLink: (subnet) => onLinksOf(subnet, rows), delegated: delegatedPrefixes(rows.routes),
  })
  const never = nonsense.find(({ refuse: never }) => never)
  if (never) return refuse(never.field, never.why)
  const ndppdRule = network.subnets6.map((subnet) => ndppdAnswers(all, dev, subnet)).find((one) => one !== undefined)
  if (ndppdRule) return refuse('network', text.ndppd(ndppdRule.prefix, dev, ndppdRule.line), 'conflict', ndppdText.refuse.ndppdHint)
  if (!setting(dev, 'proxy_ndp')) return refuse('dev', text.noIpv6OnLink(dev))

  const wanted = network.members.flatMap(({ name: container, running, ipv6 }) => (running && ipv6 !== null && isAnswerable(ipv6) ? [{ container, address: ipv6 }] : []))
  const there = new Set(rows.proxies.flatMap((row) => (row.dev === dev ? [row.address] : [])))
  const fresh = wanted.filter(({ address }) => !there.has(address))
  const asked = [...(enable ? [path(dev, 'proxy_ndp')] : []), ...(probes ? [path('all', 'proxy_ndp')] : [])]
  const switches = asked.filter((key) => rows.sysctls.some((row) => row.key === key && row.value === '0'))
  // A rule holds over restarts, so what it needs has to as well.
  const file = dropInParts(of<SysctlFile>('sysctl-files'), asked.map((key) => ({ path: key, value: '1' })))
  const plan = planOf({
    title: text.add(network.name, dev),
    steps: [
      ...switches.map((key) => sysctlStep(text.enable(key), key, '1', '0')),
      ...file.steps,
      ruleStep(rule, 'keep'),
    ],
    deltas: [
      ...switches.map((key): Delta => ({ resource: 'sysctls', label: key, match: { key }, before: { value: '0' }, after: { value: '1' } })),
      ...file.deltas,
      { resource: 'proxy-rules', label: text.label(network.name, dev), match: { ...rule }, before: null, after: { missing: 0 } },
      ...fresh.map(({ address }): Delta => ({ resource: 'proxies', label: `${address} dev ${dev}`, match: { dev, address }, before: null, after: {}, loose: true })),
    ],
    warnings: [
      ...nonsense.map(({ why }) => why),
      ...switchWarnings(dev, switches, rows),
      ...(wanted.length === 0 ? [text.nobodyYet(network.name)] : []),
      ...(wanted.length > fresh.length ? [text.foreign(wanted.length - fresh.length)] : []),
      ...fresh.flatMap(({ address }) => rows.neighbors.filter((row) => row.dev === dev && row.address === address && row.mac && row.state !== 'FAILED').map((row) => text.seen(address, dev, row.mac ?? ''))),
    ],
  })
  return withEntries(plan, fresh.map(({ address }) => `ip -6 neigh add proxy ${address} dev ${dev}`))
}

function planRemove({ network, dev }: RuleRemove, all: Rows): Result<Plan> {
  const rules = (all['proxy-rules'] ?? []) as readonly ProxyRuleRow[]
  const rule = { network, dev }
  const row = rules.find(({ key, state }) => key === ruleKey(rule) && state !== 'leaving')
  // Of a network that has rules it is the link that is wrong.
  if (!row) return refuse(rules.some((one) => one.network === network) ? 'dev' : 'network', text.notThere(network, dev), 'not_found')
  const owned = kernelRows(all).proxies.filter((entry) => entry.rule?.key === row.key)
  const names = [...new Set(owned.flatMap(({ container }) => (container ? [container.name] : [])))]
  const named = [...names.slice(0, NAMED), ...(names.length > NAMED ? [text.andMore(names.length - NAMED)] : [])].join(', ')
  const plan = planOf({
    title: text.remove(network, dev),
    steps: [ruleStep(rule, 'forget')],
    deltas: [
      { resource: 'proxy-rules', label: text.label(network, dev), match: { ...rule }, before: {}, after: null },
      ...owned.map(({ address }): Delta => ({ resource: 'proxies', label: `${address} dev ${dev}`, match: { dev, address }, before: {}, after: null, loose: true })),
    ],
    ...(names.length > 0 ? { risk: 'disrupts' as const, riskText: text.loses(named, dev) } : {}),
  })
  return withEntries(plan, owned.map(({ address }) => `ip -6 neigh del proxy ${address} dev ${dev}`))
}

function ruleStep(rule: ProxyRule, way: 'keep' | 'forget'): Step {
  const record = (value: object | null): Action => ({ type: 'keep', table: 'rule', key: ruleKey(rule), value: value && { ...value } })
  const kept = record({ kind: 'proxies', ...rule })
  const none = record(null)
  const words = way === 'keep' ? text.keep : text.forget
  return { title: words(rule.network, rule.dev), do: way === 'keep' ? kept : none, undo: way === 'keep' ? none : kept }
}

/** The commands that keeping or forgetting the rule comes to. */
function withEntries(plan: Result<Plan>, lines: readonly string[]): Result<Plan> {
  return mapResult(plan, (value) => ({ ...value, commands: [...value.commands, ...lines] }))
}

function onLinksOf(subnet: string, rows: KernelRows): string[] {
  const prefix = parsePrefix(subnet)
  return prefix.ok ? [...new Set(onLinkFor(prefix.value, rows.addresses, rows.routes).map(({ dev }) => dev))] : []
}

/** What keeps the kernel from answering once the rule is there (`silent.ts` tells the same of what exists). */
function switchWarnings(dev: string, switches: readonly string[], rows: KernelRows): string[] {
  const value = (of: string, name: string) => rows.sysctls.find((row) => row.key === `net/ipv6/conf/${of}/${name}`)?.value
  const isOff = (of: string) => value(of, 'proxy_ndp') === '0' && !switches.includes(`net/ipv6/conf/${of}/proxy_ndp`)
  const link = rows.links.find((row) => row.name === dev)
  const t = changesKernel.proxies
  return [
    ...(link?.flags && !(link.flags.includes('UP') && link.flags.includes('LOWER_UP')) ? [t.linkDown(dev)] : []),
    ...(isOff('all') && isOff(dev) ? [t.proxyOff(dev)] : isOff('all') ? [t.probes] : []),
    ...(value(dev, 'forwarding') === '0' ? [t.forwardingOff(dev)] : []),
  ]
}
