import type { Problem } from '../core/problem'
import { text } from '../text/en'

const SAFE = ['GET', 'HEAD']

/**
 * Says why a state-changing request is refused; null if it comes from our own page. Stricter than the cookie's SameSite, for which other ports of the same name
 * are the same site. It wants JSON, an Origin equal to the host asked, and `Sec-Fetch-Site: same-origin` where the browser sends it;
 * a request with neither is no browser of ours. `host` is the effective Host that the guard let pass.
 */
export function originProblem(method: string, headers: Headers, host: string): Problem | null {
  if (SAFE.includes(method)) return null
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  const foreign: Problem = { code: 'foreign_origin', message: text.server.foreignOrigin, hint: text.server.foreignOriginHint }
  if (origin === null && site === null) return foreign
  // Browsers send Origin with every request that is not GET or HEAD (Fetch standard, "append a request Origin header"), so its absence beside Sec-Fetch-Site is odd too.
  if (origin === null || origin.toLowerCase() !== `https://${host.toLowerCase()}`) return foreign
  if (site !== null && site !== 'same-origin') return foreign
  return isJson(method, headers) ? null : { code: 'wrong_content_type', message: text.server.needsJson }
}

// A form can send three content types without a preflight; JSON is none of them. DELETE always has a preflight, so without a body it needs no type.
function isJson(method: string, headers: Headers): boolean {
  const type = headers.get('content-type')
  if (type === null) return method === 'DELETE' && (headers.get('content-length') ?? '0') === '0' && headers.get('transfer-encoding') === null
  return /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type)
}
