import { z } from 'zod'
import { hashOfText } from '../../core/file-hash'
import { defineChange, type Delta, type Rows } from '../../core/change'
import { parsePrefix } from '../../core/ip'
import { fail, valueOf, type Result } from '../../core/result'
import type { Step } from '../../core/action'
import { ndppd as words } from '../../text/en/ndppd'
import { addresses } from '../addresses/resource'
import { links } from '../links/resource'
import { fields, findLink, inputObject, kernelRows, planOf, refuse } from '../plan-parts'
import { proxies } from '../proxies/resource'
import { proxyRules } from '../proxies/rule-resource'
import { routes } from '../routes/resource'
import { sysctls } from '../sysctls/resource'
import { checkPrefix, kernelAnswers, warningsFor } from './check'
import { parseConfig } from './config'
import { withoutRule, withRule } from './edit'
import { NDPPD_CONF, NDPPD_UNIT } from './readings'
import { ndppd, ndppdRules } from './resource'
import type { Ndppd, NdppdRule } from './schema'
import { understand } from './understand'

const METHODS = ['iface', 'auto', 'static'] as const

/** `iface`: the link on which ndppd asks before it answers. `start`: also start the service, now and at boot. */
export const ndppdRuleAdd = inputObject({ dev: fields.dev, prefix: fields.prefix, method: fields.choice(METHODS), iface: z.optional(fields.line), start: fields.flag })
export type NdppdRuleAdd = z.output<typeof ndppdRuleAdd>
export const ndppdRuleRemove = inputObject({ dev: fields.dev, prefix: fields.prefix })
export type NdppdRuleRemove = z.output<typeof ndppdRuleRemove>
/** How the service shall be: running now, started at boot. */
export const ndppdService = inputObject({ run: fields.flag, boot: fields.flag })
export type NdppdService = z.output<typeof ndppdService>

/** Lets ndppd answer for a prefix. */
export const addNdppdRule = defineChange<NdppdRuleAdd>({
  kind: 'ndppd.rule-add', input: ndppdRuleAdd, needs: [ndppd, ndppdRules, proxies, proxyRules, links, addresses, routes, sysctls],
  plan(input, all) {
    const now = nowOf(all)
    if (!now.ok) return now
    const { service, rules } = now.value
    const kernel = kernelRows(all)
    const link = findLink(kernel.links, input.dev)
    if (!link.ok) return link
    const checked = checkPrefix(input.prefix, input.dev, rules, all)
    if (!checked.ok) return checked
    const iface = ifaceOf(input, kernel.links)
    if (!iface.ok) return iface
    const { text: prefix } = checked.value
    const statements = parseConfig(service.text ?? '')
    if (!statements.ok) return broken(statements.problem.message)
    const runs = input.start || service.unit.running
    const both = input.start && !(service.unit.running && service.unit.boot) ? refuseBoth(all, rules, 'start') : null
    if (both) return both
    return planOf({
      title: words.plan.add(prefix, input.dev),
      steps: rewriting(service, withRule(service.text, statements.value, { dev: input.dev, prefix, method: input.method, iface: iface.value }), runs, input.start || service.unit.boot),
      deltas: [
        { resource: 'ndppd-rules', label: `${prefix} dev ${input.dev}`, match: { dev: input.dev, prefix }, before: null, after: { method: input.method, iface: iface.value ?? null } },
        serviceDelta(service, { text: withRule(service.text, statements.value, { dev: input.dev, prefix, method: input.method, iface: iface.value }), running: runs, boot: input.start || service.unit.boot }),
      ],
      warnings: [
        ...warningsFor(checked.value, input, kernel),
        ...(service.remarks.length > 0 ? [words.warn.remarks(service.remarks.length)] : []),
        ...(input.start || service.unit.boot ? [] : [words.warn.notAtBoot]),
      ],
      ...(service.unit.running && rules.length > 0 ? { risk: 'disrupts' as const, riskText: words.plan.pause } : {}),
    })
  },
})

/** Takes a rule from ndppd. The last rule gone, the service stops: it would have nothing to do. */
export const removeNdppdRule = defineChange<NdppdRuleRemove>({
  kind: 'ndppd.rule-remove', input: ndppdRuleRemove, needs: [ndppd, ndppdRules],
  plan(input, all) {
    const now = nowOf(all)
    if (!now.ok) return now
    const { service, rules } = now.value
    const row = rules.find((rule) => rule.dev === input.dev && rule.prefix === input.prefix)
    const statements = parseConfig(service.text ?? '')
    const found = statements.ok ? understand(statements.value).rules.find((rule) => rule.dev === row?.dev && rule.prefix === row.prefix) : undefined
    if (!row || !found) return refuse(rules.some((rule) => rule.prefix === input.prefix) ? 'dev' : 'prefix', words.refuse.notThere(input.prefix, input.dev), 'not_found')
    const text = withoutRule(service.text ?? '', found)
    const runs = service.unit.running && rules.length > 1
    return planOf({
      title: words.plan.remove(row.prefix, row.dev),
      steps: rewriting(service, text, runs, service.unit.boot),
      deltas: [
        { resource: 'ndppd-rules', label: `${row.prefix} dev ${row.dev}`, match: { dev: row.dev, prefix: row.prefix }, before: { method: row.method, iface: row.iface }, after: null },
        serviceDelta(service, { text, running: runs, boot: service.unit.boot }),
      ],
      ...(service.unit.running ? { risk: 'disrupts' as const, riskText: `${words.plan.loses(row.prefix, row.dev)}${rules.length > 1 ? ` ${words.plan.pause}` : ''}` } : {}),
    })
  },
})

/** Starts or stops ndppd, now and at boot. */
export const setNdppdService = defineChange<NdppdService>({
  kind: 'ndppd.service', input: ndppdService, needs: [ndppd, ndppdRules, proxies, proxyRules],
  plan({ run, boot }, all) {
    const now = nowOf(all)
    if (!now.ok) return now
    const { service, rules } = now.value
    if (service.unit.running === run && service.unit.boot === boot) return refuse('run', words.refuse.already(run), 'conflict')
    if (run && rules.length === 0) return refuse('run', words.refuse.noRules)
    if (run && rules.some(({ method }) => method === null)) return refuse('run', words.refuse.badMethods)
    // To stop it is always right.
    const begins = run && !service.unit.running ? 'run' : boot && !service.unit.boot ? 'boot' : null
    const both = begins && refuseBoth(all, rules, begins)
    if (both) return both
    return planOf({
      title: run === service.unit.running ? (boot ? words.plan.enable : words.plan.disable) : run ? words.plan.start : words.plan.stop,
      steps: [...(run === service.unit.running ? [] : [run ? startStep() : stopStep()]), ...bootSteps(service, boot)],
      deltas: [serviceDelta(service, { text: service.text, running: run, boot })],
      ...(service.unit.running && !run ? { risk: 'disrupts' as const, riskText: words.plan.stops(rules.map(({ prefix }) => prefix)) } : {}),
    })
  },
})

/** Refuses to start ndppd while the kernel answers for what its rules say. */
function refuseBoth(all: Rows, rules: readonly NdppdRule[], field: string) {
  for (const { dev, prefix } of rules) {
    const parsed = valueOf(parsePrefix(prefix))
    const why = parsed ? kernelAnswers(all, dev, parsed) : null
    if (why !== null) return refuse(field, why, 'conflict', words.refuse.kernelHint)
  }
  return null
}

type Installed = Ndppd & { unit: NonNullable<Ndppd['unit']> }

function nowOf(rows: Rows): Result<{ service: Installed; rules: readonly NdppdRule[] }> {
  const [service] = (rows['ndppd'] ?? []) as readonly Ndppd[]
  if (!service?.unit) return fail({ code: 'not_available', message: words.refuse.notInstalled, hint: words.refuse.notInstalledHint })
  if (service.error !== null) return broken(service.error)
  return { ok: true, value: { service: service as Installed, rules: (rows['ndppd-rules'] ?? []) as readonly NdppdRule[] } }
}

function broken(why: string): Result<never> {
  return fail({ code: 'conflict', message: words.refuse.broken(why), hint: words.refuse.brokenHint })
}

function ifaceOf({ method, iface, dev }: NdppdRuleAdd, rows: Parameters<typeof findLink>[0]): Result<string | undefined> {
  if (method !== 'iface') return iface === undefined || iface === '' ? { ok: true, value: undefined } : refuse('iface', words.refuse.noIface)
  if (iface === undefined || iface === '') return refuse('iface', words.refuse.iface)
  if (iface === dev) return refuse('iface', words.refuse.sameIface)
  const link = findLink(rows, iface, 'iface')
  return link.ok ? { ok: true, value: link.value.name } : link
}

const systemctl = (verb: string) => ({ type: 'exec', argv: ['systemctl', verb, NDPPD_UNIT] }) as const
const stopStep = (): Step => ({ title: words.plan.stop, do: systemctl('stop'), undo: systemctl('start') })
const startStep = (): Step => ({ title: words.plan.start, do: systemctl('start'), undo: systemctl('stop') })

function bootSteps({ unit }: Installed, boot: boolean): Step[] {
  if (unit.boot === boot) return []
  return [{ title: boot ? words.plan.enable : words.plan.disable, do: systemctl(boot ? 'enable' : 'disable'), undo: systemctl(boot ? 'disable' : 'enable') }]
}

/** ndppd reads its file once, at start: it stops, the file changes, it starts. Undone in reverse, that is the same with the old file. */
function rewriting(service: Installed, text: string, run: boolean, boot: boolean): Step[] {
  return [
    // A script that ended well with a dead daemon counts as started for systemd; without a stop it would not start again.
    ...(service.unit.running || service.unit.state === 'exited' ? [service.unit.running ? stopStep() : { ...stopStep(), undo: null }] : []),
    {
      title: words.plan.write,
      do: { type: 'write-file', path: NDPPD_CONF, content: text, ifHash: hashOfText(service.text) },
      undo: { type: 'write-file', path: NDPPD_CONF, content: service.text, ifHash: hashOfText(text) },
    },
    ...(run ? [startStep()] : []),
    ...bootSteps(service, boot),
  ]
}

function serviceDelta({ text, unit }: Installed, after: { text: string | null; running: boolean; boot: boolean }): Delta {
  return { resource: 'ndppd', label: 'ndppd', match: { key: 'ndppd' }, before: { text, unit: { running: unit.running, boot: unit.boot } }, after: { text: after.text, unit: { running: after.running, boot: after.boot } } }
}
