import { contains, overlaps, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import type { Rows } from '../../core/change'
import { valueOf, type Result } from '../../core/result'
import { ndppd as words } from '../../text/en/ndppd'
import { onLinkFor } from '../routes/changes-reach'
import { kernelRows, prefix6Of, refuse, type KernelRows } from '../plan-parts'
import type { ProxyRuleRow } from '../proxies/rule-schema'
import type { Ndppd, NdppdRule } from './schema'
import type { ConfigRule, Method } from './understand'

/** Wider than one on-link network nobody needs, and it would answer for the neighbors' own addresses. */
const WIDEST = 64
/** ndppd warns of `static` up to this length (src/ndppd.cc). */
const STATIC_WIDE = 120

type RuleNow = Pick<ConfigRule, 'dev' | 'prefix' | 'line'>

/** A prefix that a new rule may have: of IPv6, without bits behind its length, met by no other rule, and not answered for by the kernel. */
export function checkPrefix(input: string, dev: string, rules: readonly RuleNow[], rows: Rows): Result<Prefix> {
  const parsed = prefix6Of(input, 'prefix')
  if (!parsed.ok) return parsed
  const prefix = parsed.value
  if (prefix.value !== prefix.network) return refuse('prefix', words.refuse.prefix)
  if (prefix.length < WIDEST) return refuse('prefix', words.refuse.tooWide(prefix.length))
  for (const rule of rules) {
    if (rule.dev !== dev) continue
    if (rule.prefix === prefix.text) return refuse('prefix', words.refuse.there(prefix.text, dev, rule.line), 'conflict')
    const other = valueOf(parsePrefix(rule.prefix))
    if (other && overlaps(prefix, other)) return refuse('prefix', words.refuse.overlaps(rule.prefix, rule.line), 'conflict')
  }
  const why = kernelAnswers(rows, dev, prefix)
  return why === null ? parsed : refuse('prefix', why, 'conflict', words.refuse.kernelHint)
}

/** Why the kernel answers on a link for something in a prefix, now or as soon as a container starts; null if it does not. */
export function kernelAnswers(rows: Rows, dev: string, prefix: Prefix): string | null {
  const entries = inside(prefix, kernelRows(rows).proxies.filter((entry) => entry.dev === dev).map(({ address }) => address))
  if (entries.length > 0) return words.refuse.kernel(entries, dev)
  const rules = (rows['proxy-rules'] ?? []) as readonly ProxyRuleRow[]
  const rule = rules.find((one) => one.dev === dev && one.state !== 'leaving' && (one.subnets6 ?? []).some((subnet) => meets(prefix, subnet)))
  return rule ? words.refuse.rule(rule.network, dev) : null
}

/** The rule of ndppd that answers on this link for an address, or for a part of a prefix, now or from the next start of the host on. */
export function ndppdAnswers(rows: Rows, dev: string, what: string): NdppdRule | undefined {
  const [service] = (rows['ndppd'] ?? []) as readonly Ndppd[]
  if (!service?.unit || !(service.unit.running || service.unit.boot)) return undefined
  const wanted = valueOf(parsePrefix(what.includes('/') ? what : `${what}/128`))
  return wanted && ((rows['ndppd-rules'] ?? []) as readonly NdppdRule[]).find((rule) => rule.dev === dev && meets(wanted, rule.prefix))
}

/** What is allowed and still not as one may think. */
export function warningsFor(prefix: Prefix, { dev, method }: { dev: string; method: Method }, rows: KernelRows): string[] {
  const own = inside(prefix, rows.addresses.filter((row) => !row.container && row.family === 6).map(({ address }) => address))
  const onLink = onLinkFor(prefix, rows.addresses, rows.routes).some((one) => one.dev === dev)
  return [
    ...(method === 'static' && prefix.length <= STATIC_WIDE ? [words.warn.wide(prefix.length)] : []),
    ...(method === 'auto' ? [words.warn.auto] : []),
    ...(own.length > 0 ? [words.warn.own(own)] : []),
    ...(onLink ? [] : [words.warn.offLink(dev)]),
    ...(rows.sysctls.some((row) => row.key === `net/ipv6/conf/${dev}/forwarding` && row.value === '0') ? [words.warn.forwarding(dev)] : []),
  ]
}

function meets(prefix: Prefix, other: string): boolean {
  const parsed = valueOf(parsePrefix(other))
  return parsed !== undefined && parsed.family === prefix.family && overlaps(prefix, parsed)
}

function inside(prefix: Prefix, addresses: readonly string[]): string[] {
  return addresses.filter((address) => {
    const parsed = valueOf(parseAddress(address))
    return parsed !== undefined && contains(prefix, parsed)
  })
}
