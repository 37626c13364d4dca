import { randomBytes } from 'node:crypto'
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** A fresh nonce for one response (CSP3 section 7.1: at least 128 bits). */
export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/**
 * The content security policy of a response. Script files come from this origin, where nothing but the build is served as script; inline scripts need the nonce.
 * There is no `strict-dynamic`: it would let a trusted script be talked into adding inline scripts and scripts of any origin (tried: Chromium runs them).
 * Style attributes are allowed because virtual tables place their rows by them; style elements need the nonce.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The headers of every response, errors and files included (ASVS 3.4).
 * There is no Strict-Transport-Security, on purpose: browsers ignore it on addresses and on connections with a certificate warning (RFC 6797 sections 8.1 and 8.1.1).
 * Where somebody trusted our certificate it would hold for all ports of that name, so plain-HTTP services of the same host would break, and a renewed certificate
 * could not be clicked through. dock6 has no plain-HTTP port from which it would have to lead away.
 */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
    'x-frame-options': 'DENY',
  }
}

/**
 * Makes the security headers the last word of a response, whatever Next sets on its way: they are applied when the head is written.
 * Only built files, whose names carry a hash, may be stored; everything else may hold what the host looks like.
 */
export function sealResponse(res: ServerResponse, nonce: string, storable: boolean): void {
  const writeHead = res.writeHead
  // Node calls this method for implicit heads too.
  res.writeHead = function sealed(status: number, ...rest: unknown[]): ServerResponse {
    if (res.headersSent) return Reflect.apply(writeHead, res, [status, ...rest]) as ServerResponse
    const reason = typeof rest[0] === 'string' ? [rest[0]] : []
    // Headers given here would win over those set before, so they are set first and the seal comes after.
    setAll(res, rest[reason.length] as OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)
    setAll(res, securityHeaders(nonce))
    res.removeHeader('x-powered-by')
    const stored = storable && status === 200
    if (!stored && !String(res.getHeader('cache-control') ?? '').startsWith('no-store')) res.setHeader('cache-control', 'no-store')
    return Reflect.apply(writeHead, res, [status, ...reason]) as ServerResponse
  } as ServerResponse['writeHead']
}

function setAll(res: ServerResponse, headers: OutgoingHttpHeaders | OutgoingHttpHeader[] = {}): void {
  // Node also takes names and values in one flat list.
  const pairs = Array.isArray(headers) ? headers.flatMap((name, i) => (i % 2 === 0 ? [[String(name), headers[i + 1]] as const] : [])) : Object.entries(headers)
  for (const [name, value] of pairs) if (value !== undefined) res.setHeader(name, value)
}
