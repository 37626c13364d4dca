import type { RuleFact } from './readings'

/** What the rule does: `lookup` a table, `goto` another rule, `nop`, or refuse (blackhole, unreachable, prohibit). */
export function actionOf(rule: RuleFact): string {
  return rule.action ?? (rule.table !== undefined ? 'lookup' : rule.goto !== undefined ? 'goto' : 'nop')
}

/** `address/length`, bare for a host, `all` for everything. */
export function selectorOf(address: string, length: number | undefined): string {
  return length === undefined ? address : `${address}/${length}`
}

/** Mark and mask, as one writes it. */
export function markOf(rule: RuleFact): string | null {
  return rule.fwmark === undefined ? null : rule.fwmask === undefined ? rule.fwmark : `${rule.fwmark}/${rule.fwmask}`
}

const PLACED = new Set([
  'priority', 'not', 'src', 'srclen', 'dst', 'dstlen', 'fwmark', 'fwmask', 'iif', 'oif', 'iif_detached', 'oif_detached', 'uid_start', 'uid_end',
  'sport_start', 'sport_end', 'dport_start', 'dport_end', 'table', 'action', 'goto', 'nop', 'protocol',
  'suppress_prefixlen', 'suppress_ifgroup',
])

/** The rule in the words of `ip rule`, so that it can be compared with what is typed in a terminal. */
export function ruleWords(rule: RuleFact): string {
  const words = 'not' in rule ? ['not'] : []
  words.push('from', selectorOf(rule.src, rule.srclen))
  if (rule.dst !== undefined) words.push('to', selectorOf(rule.dst, rule.dstlen))
  const mark = markOf(rule)
  if (mark !== null) words.push('fwmark', mark)
  if (rule.iif !== undefined) words.push('iif', rule.iif, ...('iif_detached' in rule ? ['[detached]'] : []))
  if (rule.oif !== undefined) words.push('oif', rule.oif, ...('oif_detached' in rule ? ['[detached]'] : []))
  if ('uid_start' in rule) words.push('uidrange', `${word(rule['uid_start'])}-${word(rule['uid_end'])}`)
  for (const port of ['sport', 'dport']) if (`${port}_start` in rule) words.push(port, `${word(rule[`${port}_start`])}-${word(rule[`${port}_end`])}`)
  for (const [name, value] of Object.entries(rule)) if (!PLACED.has(name)) words.push(name, ...(value === null ? [] : [word(value)]))
  const action = actionOf(rule)
  if (action === 'lookup' && rule.table !== undefined) words.push('lookup', rule.table)
  else if (action === 'goto') words.push('goto', word(rule.goto))
  else words.push(action)
  if ('suppress_prefixlen' in rule) words.push('suppress_prefixlength', word(rule['suppress_prefixlen']))
  if ('suppress_ifgroup' in rule) words.push('suppress_ifgroup', word(rule['suppress_ifgroup']))
  return words.join(' ')
}

function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
