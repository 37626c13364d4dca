import { makePrefix, parseAddress, parsePrefix } from '../../core/ip'
import { ndppd as text } from '../../text/en/ndppd'
import type { Statement } from './config'

export type Method = 'static' | 'auto' | 'iface'

/** One rule as ndppd takes it. `prefix` is printed as RFC 5952 says; `method` null: ndppd refuses to start, or answers nothing. */
export type ConfigRule = { dev: string; prefix: string; method: Method | null; iface: string | null; line: number; statement: Statement }

/** Words that mean something at each depth (ndppd.conf-dist and src/ndppd.cc of 0.2.5). ndppd passes over every other word without a sound. */
const KNOWN = {
  top: ['proxy', 'route-ttl', 'address-ttl'],
  proxy: ['rule', 'router', 'timeout', 'ttl', 'deadtime', 'autowire', 'keepalive', 'retries', 'promiscuous'],
  rule: ['static', 'auto', 'iface', 'autovia'],
}

/** The rules of a config and, by line, everything in it that ndppd takes without a word and that does not do what it seems to. */
export function understand(statements: readonly Statement[]): { rules: ConfigRule[]; remarks: { line: number; message: string }[] } {
  const rules: ConfigRule[] = []
  const remarks: { line: number; message: string }[] = []
  const unknown = (list: readonly Statement[], known: string[], where: string) => {
    for (const { name, value, line } of list) if (!known.includes(name)) remarks.push({ line, message: text.remark.unknown(name || value, where, known.join(', ')) })
  }
  unknown(statements, KNOWN.top, text.remark.top)
  for (const proxy of statements.filter(({ name }) => name === 'proxy')) {
    if (proxy.value === '') remarks.push({ line: proxy.line, message: text.remark.noLink })
    const body = proxy.block?.body ?? []
    unknown(body, KNOWN.proxy, `proxy ${proxy.value}`)
    for (const statement of body.filter(({ name }) => name === 'rule')) {
      const inner = statement.block?.body ?? []
      unknown(inner, KNOWN.rule, `rule ${statement.value}`)
      const prefix = prefixOf(statement.value)
      if (prefix === null) remarks.push({ line: statement.line, message: text.remark.notPrefix(statement.value) })
      const methods = inner.filter((one): one is Statement & { name: Method } => KNOWN.rule.slice(0, 3).includes(one.name))
      if (methods.length !== 1) remarks.push({ line: statement.line, message: methods.length === 0 ? text.remark.noMethod : text.remark.manyMethods })
      const [method] = methods.length === 1 ? methods : []
      const iface = method?.name === 'iface' ? method.value : null
      if (prefix !== null) rules.push({ dev: proxy.value, prefix, method: method?.name ?? null, iface, line: statement.line, statement })
    }
  }
  return { rules, remarks: remarks.toSorted((a, b) => a.line - b.line) }
}

/** The prefix that a rule's value names; without a length it is one address. */
function prefixOf(value: string): string | null {
  if (!value.includes('/')) {
    const address = parseAddress(value)
    return address.ok && address.value.family === 6 && address.value.zone === undefined ? `${address.value.text}/128` : null
  }
  const prefix = parsePrefix(value)
  return prefix.ok && prefix.value.family === 6 ? makePrefix(6, prefix.value.network, prefix.value.length).text : null
}
