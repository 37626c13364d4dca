import { z } from 'zod'
import type { Json } from '../../core/action'
import { defineChange, type PlanContext, type Plan, type Rows } from '../../core/change'
import type { Result } from '../../core/result'
import { changesEngine as text } from '../../text/en/changes-engine'
import { addresses } from '../addresses/resource'
import { containers } from '../containers/resource'
import { firewall } from '../firewall/resource'
import { links } from '../links/resource'
import { networks } from '../networks/resource'
import { inputObject, refuse } from '../plan-parts'
import { routes } from '../routes/resource'
import { sysctls } from '../sysctls/resource'
import { checkConfig } from './config/check'
import type { Finding } from './config/judge'
import { configHost, objectIn, type ConfigHost } from './config/host'
import { editJson } from './config/json-edit'
import { placeOf, readJson, type JsonNode } from './config/json-text'
import { configPlan } from './config/plan'
import { engine, engineSettings } from './resource'

/** No daemon.json is longer. */
const LONGEST = 1024 * 1024
const needs = [engine, engineSettings, containers, links, routes, addresses, firewall, networks, sysctls]

const json: z.ZodType<Json> = z.json()

/** Settings to write into daemon.json by name, and names to take out of it. */
export const configureInput = inputObject({ set: z.record(z.string().max(100), json).default({}), unset: z.array(z.string().max(100)).default([]) })
/** The whole text of daemon.json. */
export const writeFileInput = inputObject({ text: z.string().max(LONGEST, { error: text.tooLong }) })

/** Changes settings in daemon.json and leaves everything else in it as it is; restarts the engine, or lets it reload where that is enough. */
export const configureEngine = defineChange<z.output<typeof configureInput>>({
  kind: 'engine.configure',
  input: configureInput,
  needs,
  plan: planConfigure,
  seal: (input, seal) => sealedParts(input, 'set', (set) => JSON.parse(seal(JSON.stringify(set))) as unknown),
})

/** Puts a text in the place of daemon.json. */
export const writeEngineFile = defineChange<z.output<typeof writeFileInput>>({
  kind: 'engine.write-file',
  input: writeFileInput,
  needs,
  plan: planWriteFile,
  seal: (input, seal) => sealedParts(input, 'text', (content) => (typeof content === 'string' ? seal(content) : content)),
})

function planConfigure({ set, unset }: z.output<typeof configureInput>, rows: Rows, context: PlanContext): Result<Plan> {
  const read = configHost(rows)
  if (!read.ok) return read
  const host = read.value
  const { engine: row } = host
  if (Object.keys(set).length === 0 && unset.length === 0) return refuse('set', text.noKeys)
  const twice = unset.find((key) => Object.hasOwn(set, key))
  if (twice !== undefined) return refuse('unset', text.both(twice))
  const now = (row.configText ?? '').replace(/^\ufeff/, '')
  const broken = now.trim() === '' ? null : faultIn(now)
  if (broken) return refuse('set', `${text.brokenNow(row.configPath)} ${broken}`, 'conflict', text.brokenNowHint)
  const after = editJson(now, { set, unset })
  if (after === null) return refuse('set', text.brokenNow(row.configPath), 'conflict', text.brokenNowHint)
  const config = objectIn(after) ?? {}
  const findings = findingsOf(config, host)
  // What is wrong elsewhere in the file would keep the engine from starting too, so it is told as well.
  const worst = findings.find(({ level, key }) => level === 'refuse' && Object.hasOwn(set, key)) ?? findings.find(({ level }) => level === 'refuse')
  if (worst) return refuse(Object.hasOwn(set, worst.key) ? `set.${worst.key}` : unset.length > 0 ? 'unset' : 'set', worst.message, 'bad_input', worst.hint)
  if (after === (row.configText ?? '')) return refuse('set', text.nothing, 'conflict')
  return configPlan(host, { text: after, config }, findings, rows, context)
}

function planWriteFile({ text: after }: z.output<typeof writeFileInput>, rows: Rows, context: PlanContext): Result<Plan> {
  const read = configHost(rows)
  if (!read.ok) return read
  const host = read.value
  if (after === host.engine.configText) return refuse('text', text.nothing, 'conflict')
  const broken = faultIn(after)
  if (broken) return refuse('text', broken)
  const { root } = readJson(after)
  if (root?.kind !== 'object') return refuse('text', text.notObject)
  const config = objectIn(after) ?? {}
  const findings = findingsOf(config, host)
  const worst = findings.find(({ level }) => level === 'refuse')
  if (worst) return refuse('text', atMember(after, root, worst), 'bad_input', worst.hint)
  return configPlan(host, { text: after, config }, findings, rows, context)
}

/** What is found in a config on this host. */
function findingsOf(config: Record<string, unknown>, { engine: row, flagList, flagsFrom, links: allLinks, routes: allRoutes, config: before }: ConfigHost): Finding[] {
  return checkConfig(config, { api: row.apiVersion, swarm: row.swarm === 'active', before, flags: flagList, flagsFrom, links: allLinks, routes: allRoutes })
}

/** The first fault of a text in a sentence with its line; null for a text that is JSON. */
export function faultIn(content: string): string | null {
  if (content.trim() === '') return text.notObject
  const [fault] = readJson(content).faults
  return fault ? text.atLine(placeOf(content, fault.at).line, text.fault(text.faults[fault.what], fault.found)) : null
}

function atMember(content: string, root: JsonNode & { kind: 'object' }, { key, message }: Finding): string {
  const member = root.members.find((one) => one.key === key)
  return member ? text.atLine(placeOf(content, member.keyStart).line, message) : message
}

function sealedParts(input: unknown, field: string, seal: (value: unknown) => unknown): unknown {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, field)) return input
  const value = (input as Record<string, unknown>)[field]
  return value === undefined ? input : { ...input, [field]: seal(value) }
}
