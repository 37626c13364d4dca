import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A fresh nonce for one response (CSP3 section 7.1: at least 128 bits). */
export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/**
 * The content security policy of a response. `strict-dynamic` lets scripts with the nonce load their chunks and makes browsers ignore `'self'` for scripts,
 * which stays for those that do not know it. Style attributes are allowed because virtual tables place their rows by them; style elements need the nonce.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
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
  const seal = () => {
    for (const [name, value] of Object.entries(securityHeaders(nonce))) res.setHeader(name, value)
    res.removeHeader('x-powered-by')
    const caching = String(res.getHeader('cache-control') ?? '')
    if (!(storable && res.statusCode === 200) && !caching.startsWith('no-store')) res.setHeader('cache-control', 'no-store')
  }
  // Node calls this method for implicit heads too.
  res.writeHead = function sealed(this: ServerResponse, ...args: unknown[]) {
    if (!res.headersSent) seal()
    return Reflect.apply(writeHead, this, args) as ServerResponse
  } as ServerResponse['writeHead']
}
