// Pages and files that need no session. Everything else is a page of the console; a new public page must be named here.
const PUBLIC = ['/login', '/setup', '/favicon.ico', '/icon.svg', '/apple-icon.png', '/robots.txt', '/manifest.webmanifest']

export type GateAnswer = { type: 'pass' } | { type: 'redirect'; to: string } | { type: 'refuse' }

/**
 * A second lock in front of the page layouts, which are the first: on navigation Next renders only what the client says it lacks, so a layout's check
 * does not run on every request (Next's guide on authentication, "Layouts and auth checks").
 * A person's navigation is led to the right page; data requests are refused, upon which Next's client navigates for real.
 */
export function gatePage(path: string, target: string, headers: { rsc: boolean; html: boolean }, has: { session: boolean; users: boolean }): GateAnswer {
  if (has.session || path.startsWith('/api/') || path.startsWith('/_next/static/') || PUBLIC.includes(path)) return { type: 'pass' }
  if (headers.rsc || !headers.html) return { type: 'refuse' }
  if (!has.users) return { type: 'redirect', to: '/setup' }
  return { type: 'redirect', to: path === '/' ? '/login' : `/login?next=${encodeURIComponent(target)}` }
}
