import { z } from 'zod'
import { mapResult, type Result } from '../../core/result'
import { parseJson } from '../parse-json'
import type { ChainFact } from './chains'
import { statementText, targetOf } from './nft-text'
import type { FirewallRule } from './schema'

const place = { family: z.string(), table: z.string() }
const chainSchema = z.object({ ...place, name: z.string(), hook: z.string().optional(), prio: z.number().optional(), policy: z.string().optional() })
const ruleSchema = z.object({ ...place, chain: z.string(), comment: z.string().optional(), expr: z.array(z.record(z.string(), z.unknown())) })
const rulesetSchema = z.object({
  nftables: z.array(z.object({ chain: chainSchema.optional(), rule: ruleSchema.optional() })),
})

/** Reads `nft -j list ruleset`. */
export function parseNft(raw: unknown, source: string): Result<ChainFact[]> {
  return mapResult(parseJson(raw, rulesetSchema, source, { nftables: [] }), ({ nftables }) => {
    const chains = new Map<string, ChainFact>()
    for (const { chain, rule } of nftables) {
      if (chain) {
        const { family, table, name, hook = null, prio = null, policy = null } = chain
        chains.set(`${family} ${table} ${name}`, { backend: 'nft', family, table, chain: name, hook, priority: prio, policy, packets: null, bytes: null, rules: [] })
      }
      if (rule) chains.get(`${rule.family} ${rule.table} ${rule.chain}`)?.rules.push(toRule(rule))
    }
    return [...chains.values()]
  })
}

function toRule({ expr, comment }: z.infer<typeof ruleSchema>): FirewallRule {
  const counter = expr.map((statement) => statement.counter).find((c) => c !== undefined) as { packets?: unknown; bytes?: unknown } | string | null | undefined
  // A counter that is an object by name keeps its numbers elsewhere.
  const counted = typeof counter === 'object' && counter !== null ? counter : {}
  return {
    text: expr.map(statementText).join(' '),
    target: expr.map(targetOf).filter((t) => t !== null).at(-1) ?? null,
    packets: typeof counted.packets === 'number' ? counted.packets : null,
    bytes: typeof counted.bytes === 'number' ? counted.bytes : null,
    comment: comment ?? null,
  }
}
