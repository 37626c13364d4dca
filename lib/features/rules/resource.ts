import type { Family } from '../../core/ip'
import { defineResource } from '../../core/resource'
import { uniqueKeys } from '../unique-keys'
import { rules4, rules6, type RuleFact } from './readings'
import type { RuleRow } from './schema'
import { actionOf, markOf, ruleWords, selectorOf } from './words'

const needs = { rules6, rules4 }

/** Policy-routing rules, IPv6 first, in the order in which the kernel goes through them. */
export const rules = defineResource<RuleRow, typeof needs, Record<never, never>>({
  name: 'rules',
  needs,
  enriches: {},
  rows({ rules6: six, rules4: four }) {
    const unique = uniqueKeys()
    return [...six.map((rule) => toRow(6, rule, unique)), ...four.map((rule) => toRow(4, rule, unique))]
  },
  key: (row) => row.key,
  search: (row) => `${row.priority} ${row.text} ${row.table ?? ''} ${row.action} ipv${row.family}`,
  sorts: { priority: 'number', family: 'number', from: 'address', to: 'address', iif: 'text', oif: 'text', fwmark: 'text', action: 'text', table: 'text' },
})

function toRow(family: Family, rule: RuleFact, unique: (key: string) => string): RuleRow {
  const text = ruleWords(rule)
  return {
    key: unique(`${family} ${rule.priority} ${text}`),
    family,
    priority: rule.priority,
    from: selectorOf(rule.src, rule.srclen),
    to: rule.dst === undefined ? null : selectorOf(rule.dst, rule.dstlen),
    iif: rule.iif ?? null,
    oif: rule.oif ?? null,
    fwmark: markOf(rule),
    action: actionOf(rule),
    table: rule.table ?? null,
    text,
  }
}
