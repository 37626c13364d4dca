import type { z } from 'zod'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

/** Bytes of a JSON body, where a route says nothing else. */
export const JSON_LIMIT = 16 * 1024

/** Reads and checks the JSON body of a request. Reading stops at the limit of `limit` bytes, whatever the request says about its length. */
export async function readJson<S extends z.ZodType>(request: Request, schema: S, limit = JSON_LIMIT): Promise<Result<z.infer<S>>> {
  const raw = await readText(request, limit)
  if (raw === null) return fail({ code: 'too_large', message: text.server.tooLarge })
  const decoded = decode(raw)
  if (!decoded.ok) return decoded
  const parsed = schema.safeParse(decoded.value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  if (issue?.code === 'unrecognized_keys') return fail({ code: 'bad_input', message: text.server.unknownField(issue.keys.join(', ')) })
  const field = issue?.path.map(String).join('.') ?? ''
  return fail({ code: 'bad_input', message: issue?.message ?? text.server.badField, ...(field ? { field } : {}) })
}

async function readText(request: Request, limit: number): Promise<string | null> {
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function decode(raw: string): Result<unknown> {
  try {
    return ok(JSON.parse(raw) as unknown)
  } catch {
    return fail({ code: 'bad_input', message: text.server.brokenJson })
  }
}
