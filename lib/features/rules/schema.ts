import type { Family } from '../../core/ip'

/** One policy-routing rule. */
export type RuleRow = { key: string; family: Family; priority: number; from: string; to: string | null; iif: string | null; oif: string | null; fwmark: string | null; action: string; table: string | null; text: string }
