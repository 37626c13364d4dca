import type { IncomingMessage } from 'node:http'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

/** Bytes of a request to the keeper: the 256 kB that the console takes, and who asks. */
export const BODY_LIMIT = 272 * 1024

/** Reads a JSON body; reading stops at the limit. */
export async function readJsonBody(request: IncomingMessage): Promise<Result<unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) return fail({ code: 'too_large', message: text.changes.tooLarge })
    chunks.push(chunk)
  }
  try {
    return ok(JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown)
  } catch {
    return fail({ code: 'bad_input', message: text.changes.brokenJson })
  }
}
