import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { text } from '../text/en'
import { refuse } from './answer'
import type { Call } from './route'

const RESOURCE = /^[a-z][a-z-]{0,40}$/
const PARAMETERS = ['q', 'sort', 'offset', 'limit', 'key', 'param'] as const
const SEARCH_PARAMETERS = ['q', 'limit'] as const
const VALUE_LIMIT = 1000

/** `GET /api/v1/hosts/<host>/<resource>`: the keeper's `read`, with the resource's version as etag. */
export function readResource(call: Call<'signed-in'>): Promise<Response> | Response {
  const { host = '', resource = '' } = call.params
  if (host !== 'local') return refuse({ code: 'not_found', message: text.server.unknownHost(host.slice(0, 100)) })
  if (!RESOURCE.test(resource)) return refuse({ code: 'not_found', message: text.server.notFound })
  return passOn(call, `/v1/read/${resource}`, PARAMETERS)
}

/** `GET /api/v1/hosts/<host>/search`: the keeper's `search`. */
export function searchHost(call: Call<'signed-in'>): Promise<Response> | Response {
  const { host = '' } = call.params
  if (host !== 'local') return refuse({ code: 'not_found', message: text.server.unknownHost(host.slice(0, 100)) })
  return passOn(call, '/v1/search', SEARCH_PARAMETERS)
}

/** Asks the keeper and hands its JSON on as it comes, unread. */
async function passOn(call: Call, verb: string, names: readonly string[]): Promise<Response> {
  const { runtime, request } = call
  const asked = new URL(request.url).searchParams
  const query = new URLSearchParams()
  for (const name of names) {
    const value = asked.get(name)
    if (value === null) continue
    if (value.length > VALUE_LIMIT) return refuse({ code: 'bad_input', message: text.server.tooLarge, field: name })
    query.set(name, value)
  }
  // The keeper saves itself the rows if we say which version the browser has.
  const had = /^(?:W\/)?"([\w.-]{1,64})"$/.exec(request.headers.get('if-none-match') ?? '')?.[1]
  if (had !== undefined) query.set('version', had)
  const got = await runtime.keeper.get(query.size > 0 ? `${verb}?${query}` : verb, request.signal)
  if (!got.ok) return refuse(got.problem)
  const message = got.value
  const status = message.statusCode ?? 502
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  const version = message.headers['x-dock6-version']
  if (typeof version === 'string' && (status === 200 || status === 304)) {
    // Weak, because the bytes also depend on compression (RFC 9110 section 8.8.1).
    headers.set('etag', `W/"${version}"`)
    headers.set('x-dock6-version', version)
    if (status === 304 || version === had) {
      message.resume()
      return new Response(null, { status: 304, headers })
    }
  }
  if (message.headers['content-type']?.startsWith('application/json') !== true) {
    message.destroy()
    return refuse({ code: 'unreadable_output', message: text.server.keeperOdd })
  }
  const body = Readable.toWeb(Readable.from(whole(message, call), { objectMode: false }))
  return new Response(body as unknown as ReadableStream<Uint8Array>, { status, headers })
}

/** The bytes of an answer. Should they break off, the browser's connection breaks off too, so that it never takes half an answer for a whole one. */
async function* whole(message: IncomingMessage, { runtime, request }: Call): AsyncGenerator<Buffer> {
  try {
    yield* message as AsyncIterable<Buffer>
  } catch (error) {
    if (!request.signal.aborted) runtime.log.warn('the keeper broke off an answer', { error: error instanceof Error ? error.message : String(error) })
    // Next takes an abort for what it is; from any other error it would print a stack.
    throw new DOMException('broken off', 'AbortError')
  }
}
