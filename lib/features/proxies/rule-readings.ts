import { z } from 'zod'
import { PROBLEM_STATUS, type ProblemCode } from '../../core/problem'
import { sourceText, type Reading } from '../../core/reading'
import { parseValue } from '../parse-json'
import type { OwnProxies } from './rule-schema'

const codes = Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]
const problem = z.object({ code: z.enum(codes), message: z.string(), field: z.string().optional(), hint: z.string().optional(), evidence: z.object({ source: z.string(), text: z.string() }).optional() })
const schema = z.object({
  rules: z.array(z.object({ network: z.string(), dev: z.string(), by: z.string(), at: z.number() })),
  entries: z.array(z.object({ dev: z.string(), address: z.string(), rule: z.string() })),
  problems: z.record(z.string(), problem),
})

const source = { type: 'gather', gatherer: 'own-proxies', shows: 'dock6: rules for NDP proxy entries' } as const

/** The rules for proxy entries, the entries that dock6 added for them, and what went wrong last. The keeper wakes it when it writes. */
export const ownProxies: Reading<OwnProxies> = {
  name: 'own-proxies',
  source,
  wakes: ['own'],
  parse: (raw) => parseValue(raw, schema, sourceText(source)) as ReturnType<Reading<OwnProxies>['parse']>,
}
