import { parseAddress } from '../../core/ip'
import { ok, type Result } from '../../core/result'
import { resolveText as text } from '../../text/en/resolve'
import { refuse } from '../plan-parts'

/** As `options ndots:` and `search` of resolv.conf(5) say. */
export type SearchRules = { search: string[]; ndots: number }

const LONGEST_NAME = 253
const MOST_DOMAINS = 6

/**
 * Reads a name as DNS wants it: letters of all scripts become their ASCII form (RFC 5890), a dot at the end stays and means that it is whole.
 * What a browser would take for a number (`127.1`, `0x7f.1`) is refused: it names no host.
 */
export function readName(given: string, field = 'name'): Result<string> {
  const typed = given.trim()
  if (typed === '') return refuse(field, text.empty)
  if (parseAddress(typed).ok || /^\[.*\]$/.test(typed)) return refuse(field, text.isAddress(typed.slice(0, 100)))
  const bad = () => refuse(field, text.badName, 'bad_input', text.badNameHint)
  // Everything that would be another part of a URL.
  if (/[\s/?#@:%\\[\]<>^|]/.test(typed) || typed.length > 1000) return bad()
  const parsed = URL.canParse(`http://${typed}/`) ? new URL(`http://${typed}/`).hostname : ''
  const name = parsed.replace(/\.$/, '')
  if (name === '' || name.length > LONGEST_NAME || parseAddress(name).ok) return bad()
  // Underscores are in use for names of services (RFC 8552).
  if (!name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))) return bad()
  if (name === 'localhost' || name.endsWith('.localhost')) return refuse(field, text.localhost)
  return ok(parsed)
}

/** The search rules in the text of resolv.conf; the last word on each counts. */
export function searchRulesOf(file: string): SearchRules {
  const rules: SearchRules = { search: [], ndots: 1 }
  for (const line of file.split('\n')) {
    const [word = '', ...rest] = line.trim().split(/\s+/)
    if (word === 'search' || word === 'domain') rules.search = rest.flatMap((domain) => (readName(domain).ok ? [domain.replace(/\.$/, '').toLowerCase()] : [])).slice(0, MOST_DOMAINS)
    const ndots = word === 'options' ? rest.map((option) => /^ndots:(\d{1,2})$/.exec(option)?.[1]).findLast((found) => found !== undefined) : undefined
    if (ndots !== undefined) rules.ndots = Math.min(15, Number(ndots))
  }
  return rules
}

/** The full names to ask for, in order (resolv.conf(5)): short names in the search domains first, names with dots as they are first, whole ones as they are only. */
export function fullNames(name: string, { search, ndots }: SearchRules): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)]
  const inDomains = search.map((domain) => `${name}.${domain}`).filter((full) => full.length <= LONGEST_NAME)
  const isShort = name.split('.').length - 1 < ndots
  return [...new Set(isShort ? [...inDomains, name] : [name, ...inDomains])]
}
