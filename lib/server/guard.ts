import type { Prefix } from '../core/ip'
import { printable, type Problem } from '../core/problem'
import { text } from '../text/en'
import { parseHost, type HostPort } from './host-header'
import type { OwnNames } from './host-names'
import { BACKGROUND_HEADER } from './request-headers'
import { clientOf, isTrusted, plainAddress } from './source-address'

/** What the guard looks at in a request; plain data, so that every case can be tried without a socket. */
export type RequestParts = {
  method: string
  /** The request target as it came. */
  target: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** All Host headers: Node keeps only the first in `headers`. */
  hosts: readonly string[]
  peer: string | undefined
  /** The address at which the connection came in. */
  local: string | undefined
}

export type GuardRules = { port: number; hostnames: readonly HostPort[]; proxies: readonly Prefix[]; own: OwnNames }

/** Go on, as this client under this host and without these headers; or refuse. */
export type Decision = { ok: true; client: string; host: string; path: string; drop: string[] } | { ok: false; problem: Problem }

/** Bytes of the longest body that any route takes; most take less (JSON_LIMIT). */
export const BODY_LIMIT = 256 * 1024
const TARGET_LIMIT = 4096
const READING = ['GET', 'HEAD']
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE']
// The one extension header that our pages send.
const KNOWN_X = [BACKGROUND_HEADER]
const FORWARDED = /^x-forwarded-/

/**
 * Decides over a request before Next sees it. Everything is refused that dock6's own pages never send: that is what the advisories of
 * recent years went in by (x-middleware-subrequest, absolute-form targets with Upgrade, Host in redirects, the image optimizer, the Server Action decoder).
 */
export function guard(parts: RequestParts, rules: GuardRules): Decision {
  const { method, target, headers } = parts
  const path = pathOf(target)
  if (path === null) return refuse({ code: 'bad_input', message: text.server.badTarget })
  if (headers['upgrade'] !== undefined) return refuse({ code: 'bad_input', message: text.server.noUpgrade })

  const trusted = isTrusted(parts.peer, rules.proxies)
  const [host, ...moreHosts] = parts.hosts
  const shown = trusted ? (single(headers['x-forwarded-host']) ?? host) : host
  if (shown === undefined || moreHosts.length > 0) return refuse({ code: 'bad_input', message: text.server.noHost })
  if (!isOwn(shown, parts.local, rules)) {
    return refuse({ code: 'foreign_host', message: text.server.foreignHost(printable(shown.slice(0, 100))), hint: text.server.foreignHostHint })
  }

  const api = path.startsWith('/api/')
  // Pages are only read: a POST to a page is how Server Actions are called, and dock6 has none.
  const methods = api ? ['GET', ...WRITING] : READING
  if (!methods.includes(method)) return refuse({ code: 'method_not_allowed', message: text.server.methodNotAllowed(printable(method.slice(0, 20))) })
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT) return refuse({ code: 'too_large', message: text.server.tooLarge })
  // Of Next's own paths only its files are needed. `/_next/image` is on by default even if unused, and was a way in (GHSA-2xp9-vwfh-vxw4).
  if (/^\/_next(\/|$)/.test(path) && !path.startsWith('/_next/static/')) return refuse({ code: 'not_found', message: text.server.notFound })

  const client = clientOf(parts.peer, single(headers['x-forwarded-for']), rules.proxies)
  return { ok: true, client, host: shown.toLowerCase(), path, drop: Object.keys(headers).filter((name) => isForeign(name, trusted)) }
}

/** The decoded path of an origin-form target (RFC 9112 section 3.2.1); null for absolute-form, `//host/`, dot segments and whatever does not decode. */
function pathOf(target: string): string | null {
  if (!target.startsWith('/') || target.startsWith('//') || target.length > TARGET_LIMIT || /[\\#\s]/.test(target)) return null
  try {
    const path = decodeURIComponent(target.split('?')[0] ?? '')
    // Decoded separators and controls would make us and Next read two different paths.
    // eslint-disable-next-line no-control-regex
    return /\\|\/\/|[\u0000-\u001f\u007f]|\/\.{1,2}(\/|$)/.test(path) ? null : path
  } catch {
    return null
  }
}

/**
 * Whether a Host is one of ours. A name that an attacker's DNS points at this host (rebinding) looks same-origin to the browser in every other respect, so this list is what stops it.
 * A port, if written, must be ours; for a configured name also the one written there (a proxy or port forwarding may listen elsewhere).
 * The address of the connection itself is ours whatever the list says: that leaves out links without a carrier, such as a bridge in the second after its port came back.
 */
function isOwn(header: string, local: string | undefined, rules: GuardRules): boolean {
  const asked = parseHost(header)
  if (asked === null) return false
  const { host, port } = asked
  const ours = port === null || port === rules.port
  return rules.hostnames.some((name) => name.host === host && (ours || port === name.port)) || (ours && (host === plainAddress(local)?.text || rules.own(host).has(host)))
}

/** Headers that only a proxy, Next itself or nobody may set. All unknown `x-` headers go, so that the next `x-middleware-…` needs no fix here. */
function isForeign(name: string, trusted: boolean): boolean {
  if (FORWARDED.test(name)) return !trusted
  if (name.startsWith('x-')) return !KNOWN_X.includes(name)
  return ['forwarded', 'next-action', 'next-resume', 'content-security-policy', 'content-security-policy-report-only'].includes(name)
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value
}

function refuse(problem: Problem): Decision {
  return { ok: false, problem }
}
