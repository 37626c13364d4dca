import { z } from 'zod'
import type { Family } from '../../core/ip'
import { sourceText, type Reading } from '../../core/reading'
import { parseJson } from '../parse-json'

// `loose`: selectors that this dock6 does not know are shown as they are, because a rule without its selector reads as another rule.
const rawRule = z.looseObject({
  priority: z.number().int(),
  src: z.string(),
  srclen: z.number().int().optional(),
  dst: z.string().optional(),
  dstlen: z.number().int().optional(),
  fwmark: z.string().optional(),
  fwmask: z.string().optional(),
  iif: z.string().optional(),
  oif: z.string().optional(),
  table: z.string().optional(),
  action: z.string().optional(),
  goto: z.union([z.number(), z.string()]).optional(),
})

/** One policy-routing rule as `ip` prints it. */
export type RuleFact = z.output<typeof rawRule>

/** IPv6 policy rules. */
export const rules6: Reading<RuleFact[]> = rulesOf(6)

/** IPv4 policy rules. */
export const rules4: Reading<RuleFact[]> = rulesOf(4)

function rulesOf(family: Family): Reading<RuleFact[]> {
  const source = { type: 'argv', argv: ['ip', '-j', `-${family}`, 'rule'] } as const
  return { name: `rules${family}`, source, wakes: ['rule'], parse: (raw) => parseJson(raw, z.array(rawRule), sourceText(source), []) }
}
