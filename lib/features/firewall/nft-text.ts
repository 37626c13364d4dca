/** One rule's JSON expressions in the words of nft(8), without counters; kinds that are not known here come as compact JSON. */
export function statementText(statement: Record<string, unknown>): string {
  const [entry] = Object.entries(statement)
  if (!entry) return ''
  const [kind, body] = entry
  const o = fieldsOf(body)
  switch (kind) {
    case 'match':
      return matchText(o)
    case 'accept':
    case 'drop':
    case 'continue':
    case 'return':
    case 'counter':
    case 'notrack':
      return kind
    case 'jump':
    case 'goto':
      return `${kind} ${String(o.target)}`
    case 'vmap':
      return `${value(o.key)} vmap ${setText(o.data)}`
    case 'mangle':
      return `${value(o.key)} set ${value(o.value)}`
    case 'masquerade':
    case 'redirect':
    case 'snat':
    case 'dnat':
      return [kind, o.family, o.addr === undefined && o.port === undefined ? '' : `to ${target(o)}`, list(o.flags)].filter(Boolean).join(' ')
    case 'reject':
      return ['reject', o.type === undefined ? '' : `with ${[o.type, o.expr].filter(Boolean).map(String).join(' ')}`].filter(Boolean).join(' ')
    case 'log':
      return ['log', ...Object.entries(o).map(([k, v]) => `${k} ${k === 'prefix' ? JSON.stringify(v) : value(v)}`)].join(' ')
    case 'limit':
      return `limit rate ${o.inv === true ? 'over ' : ''}${String(o.rate)} ${o.rate_unit && o.rate_unit !== 'packets' ? `${String(o.rate_unit)}` : ''}/${String(o.per)}${o.burst ? ` burst ${String(o.burst)} ${String(o.burst_unit ?? 'packets')}` : ''}`.replace(' /', '/')
    case 'set':
      return `${String(o.op)} ${String(o.set)} { ${value(o.elem)} }`
    case 'xt':
      return `xt ${String(o.type ?? '')} ${String(o.name ?? '')}`.trim()
    default:
      return json(statement)
  }
}

/** The verdict or the chain that a statement leads to, null if it leads nowhere. */
export function targetOf(statement: Record<string, unknown>): string | null {
  const [entry] = Object.entries(statement)
  if (!entry) return null
  const [kind, body] = entry
  if (kind === 'jump' || kind === 'goto') return String(fieldsOf(body).target)
  return ['accept', 'drop', 'return', 'continue', 'reject', 'masquerade', 'snat', 'dnat', 'redirect', 'queue', 'notrack'].includes(kind) ? kind : null
}

const OPERATORS: Record<string, string> = { '==': '', in: '', '!=': '!= ', '<': '< ', '>': '> ', '<=': '<= ', '>=': '>= ' }

function matchText({ op, left, right }: Record<string, unknown>): string {
  // nft writes == out where the left side is a computation.
  const computed = typeof left === 'object' && left !== null && ['&', '|', '^', '<<', '>>'].some((k) => k in left)
  return `${value(left)} ${computed && op === '==' ? '== ' : (OPERATORS[String(op)] ?? `${String(op)} `)}${value(right)}`
}

/** Any value or selector. Depth is bounded by what JSON.parse has built; nothing here recurses into itself. */
function value(v: unknown, depth = 0): string {
  if (typeof v === 'string') return /[\s"]/.test(v) ? JSON.stringify(v) : v
  if (typeof v !== 'object' || v === null) return String(v)
  if (depth > 20) return '…'
  const inner = (x: unknown) => value(x, depth + 1)
  if (Array.isArray(v)) return v.map(inner).join(',')
  const [entry] = Object.entries(v)
  if (!entry) return '{}'
  const [kind, body] = entry
  const o = fieldsOf(body)
  switch (kind) {
    case 'payload':
      return o.protocol === undefined ? `@${String(o.base)},${String(o.offset)},${String(o.len)}` : `${String(o.protocol)} ${String(o.field)}`
    case 'meta':
      return ['iifname', 'oifname', 'iif', 'oif'].includes(String(o.key)) ? String(o.key) : `meta ${String(o.key)}`
    case 'ct':
    case 'rt':
    case 'socket':
      return [kind, o.family, o.dir, o.key].filter(Boolean).map(String).join(' ')
    case 'fib':
      return `fib ${list(o.flags, ' . ')} ${String(o.result)}`
    case 'prefix':
      return `${inner(o.addr)}/${String(o.len)}`
    case 'range':
      return Array.isArray(body) ? body.map(inner).join('-') : json(v)
    case 'set':
      return setText(body, depth)
    case 'elem':
      return inner(o.val)
    case 'concat':
      return Array.isArray(body) ? body.map(inner).join(' . ') : json(v)
    case 'map':
      return `${inner(o.key)} map ${setText(o.data, depth)}`
    case 'jump':
    case 'goto':
      return `${kind} ${String(o.target)}`
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return Array.isArray(body) ? body.map((x) => (typeof x === 'object' && x !== null && !('payload' in x || 'meta' in x || 'ct' in x) ? `(${inner(x)})` : inner(x))).join(` ${kind} `) : json(v)
    default:
      return body === null ? kind : json(v)
  }
}

/** `{ a, b }`, `{ a : verdict }`, or the name of a set. */
function setText(v: unknown, depth = 0): string {
  if (typeof v === 'string') return v
  const members = Array.isArray(v) ? v : fieldsOf(v).set
  if (!Array.isArray(members)) return value(members ?? v, depth + 1)
  return `{ ${members.map((m: unknown) => (Array.isArray(m) ? m.map((x) => value(x, depth + 1)).join(' : ') : value(m, depth + 1))).join(', ')} }`
}

function target(o: Record<string, unknown>): string {
  const address = o.addr === undefined ? '' : value(o.addr)
  if (o.port === undefined) return address
  return `${address.includes(':') ? `[${address}]` : address}:${value(o.port)}`
}

function list(v: unknown, by = ','): string {
  return Array.isArray(v) ? v.map(String).join(by) : v === undefined ? '' : String(v)
}

function fieldsOf(v: unknown): Record<string, unknown> {
  return typeof v === 'object' && v !== null ? (v as Record<string, unknown>) : {}
}

function json(v: unknown): string {
  const text = JSON.stringify(v)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
