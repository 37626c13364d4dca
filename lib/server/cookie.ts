/**
 * The session cookie. The `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain, so that no other name of the domain
 * can plant one (RFC 6265bis section 4.1.3.2). Cookies do not know ports: other services of the same host see it, which is why it names nothing but a random id.
 */
export const COOKIE = '__Host-dock6'
const FLAGS = 'Path=/; Secure; HttpOnly; SameSite=Strict'
const ID = /^[A-Za-z0-9_-]{43}$/

/** The `set-cookie` of a new session. It has no lifetime: it ends with the browser, and earlier on the server. */
export function sessionCookie(id: string): string {
  return `${COOKIE}=${id}; ${FLAGS}`
}

/** The `set-cookie` that removes the session cookie. */
export function endedCookie(): string {
  return `${COOKIE}=; ${FLAGS}; Max-Age=0`
}

/** The session id in a `cookie` header. Anything not of the shape of an id is no id. */
export function sessionIdIn(header: string | null | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === COOKIE) return sessionId(part.slice(at + 1).trim())
  }
  return null
}

/** The value if it has the shape of a session id. */
export function sessionId(value: string | undefined): string | null {
  return value !== undefined && ID.test(value) ? value : null
}
