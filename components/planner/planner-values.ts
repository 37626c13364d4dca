import type { Result } from '../../lib/core/result'
import { ok } from '../../lib/core/result'
import { sixToFour } from '../../lib/features/planner/request'
import { SITUATIONS, type PlanRequest, type Situation } from '../../lib/features/planner/schema'

/** Where the prefix comes from. */
export const SOURCES = ['host', 'typed', 'ula', '6to4'] as const
export type Source = (typeof SOURCES)[number]

/** The questions as they are answered, all text, as they stand in the URL. */
export type PlannerValues = {
  from: Source
  prefix: string
  ipv4: string
  situation: Situation
  networks: string
  containers: string
  hosts: string
  names: string
  length: string
  hostLength: string
}

export const EMPTY_PLANNER: PlannerValues = { from: 'host', prefix: '', ipv4: '', situation: 'routed', networks: '3', containers: '50', hosts: '', names: '', length: '', hostLength: '' }

const FIELDS = Object.keys(EMPTY_PLANNER) as (keyof PlannerValues)[]

/** Reads the questions out of a query string; what is not there, or no answer, is as usual. */
export function readPlanner(search: URLSearchParams): PlannerValues {
  const values: Record<string, string> = { ...EMPTY_PLANNER }
  for (const field of FIELDS) values[field] = search.get(field) ?? EMPTY_PLANNER[field]
  const from = SOURCES.find((one) => one === values['from']) ?? EMPTY_PLANNER.from
  const situation = SITUATIONS.find((one) => one === values['situation']) ?? EMPTY_PLANNER.situation
  return { ...(values as PlannerValues), from, situation }
}

/** The query string of changed answers; parameters of others are kept, what is as usual is left out. */
export function writePlanner(search: URLSearchParams, change: Partial<PlannerValues>): string {
  const next = new URLSearchParams(search)
  for (const field of FIELDS) {
    const value = change[field]
    if (value === undefined) continue
    if (value === EMPTY_PLANNER[field]) next.delete(field)
    else next.set(field, value)
  }
  return next.size > 0 ? `?${next}` : ''
}

/** The request that the answers make. A box that holds no number is passed on as it is: the refusal stands at it. */
export function requestOf(values: PlannerValues): Result<PlanRequest> {
  const v4 = values.from === '6to4' ? sixToFour(values.ipv4) : null
  if (v4 && !v4.ok) return v4
  return ok({
    prefix: v4 ? v4.value.text : values.prefix,
    situation: values.situation,
    networks: numberIn(values.networks),
    containers: numberIn(values.containers),
    names: values.names.split(/[\s,]+/).filter(Boolean),
    ...(values.hosts.trim() === '' ? {} : { hosts: numberIn(values.hosts) }),
    ...(values.length.trim() === '' ? {} : { length: numberIn(values.length.replace('/', '')) }),
    ...(values.hostLength.trim() === '' || values.hosts.trim() === '' ? {} : { hostLength: numberIn(values.hostLength.replace('/', '')) }),
  })
}

/** The answers that a fix of the request stands for. */
export function valuesOf(change: Partial<PlanRequest>): Partial<PlannerValues> {
  return Object.fromEntries(Object.entries(change).map(([field, value]) => [field, Array.isArray(value) ? value.join(', ') : String(value)]))
}

function numberIn(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN
}
