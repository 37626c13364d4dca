import type { ServerResponse } from 'node:http'

/**
 * Sends an HTML document in one piece instead of as it is rendered: where a gap between two pieces falls into the body, React begins to hydrate while the browser still waits for the rest,
 * takes what is missing for a difference (error #418) and draws the page anew (react/react issue 37321, React 19.2 and 19.3). A page is some 10 kB and rendered within milliseconds; all else is sent as it comes.
 */
export function sendDocumentsWhole(res: ServerResponse): void {
  const { write, end } = res
  const parts: Buffer[] = []
  const isDocument = () => /^text\/html\b/.test(String(res.getHeader('content-type') ?? ''))
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (chunk === null || chunk === undefined || typeof chunk === 'function') return
    parts.push(typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8') : Buffer.from(chunk as Uint8Array))
  }
  const doneOf = (args: readonly unknown[]) => args.find((one) => typeof one === 'function') as (() => void) | undefined
  res.write = function (...args: unknown[]): boolean {
    if (!isDocument()) return Reflect.apply(write, res, args) as boolean
    keep(args[0], args[1])
    const done = doneOf(args)
    if (done) process.nextTick(done)
    return true
  } as ServerResponse['write']
  res.end = function (...args: unknown[]): ServerResponse {
    if (parts.length === 0) return Reflect.apply(end, res, args) as ServerResponse
    keep(args[0], args[1])
    const done = doneOf(args)
    return Reflect.apply(end, res, [Buffer.concat(parts), ...(done ? [done] : [])]) as ServerResponse
  } as ServerResponse['end']
}
