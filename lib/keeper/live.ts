import type { ServerResponse } from 'node:http'

/** Interval of the sign of life on a stream, in ms. */
const BEAT_MS = 15_000

export type Live = ReturnType<typeof createLive>

/** Tells everybody who watches which versions there are now. Only versions travel; what they stand for is read again. */
export function createLive(versions: () => Record<string, number>) {
  const watchers = new Set<ServerResponse>()
  const beat = setInterval(() => broadcast('beat', {}), BEAT_MS)
  beat.unref()

  function broadcast(event: string, data: unknown): void {
    const message = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    for (const response of watchers) response.write(message)
  }

  return {
    /** Adds a watcher; its stream opens with the versions that are known. */
    watch(response: ServerResponse): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(`event: hello\ndata: ${JSON.stringify({ versions: versions() })}\n\n`)
      watchers.add(response)
      response.on('close', () => watchers.delete(response))
    },
    changed(resource: string, version: number): void {
      broadcast('changed', { resource, version })
    },
    close(): void {
      clearInterval(beat)
      for (const response of watchers) response.end()
    },
  }
}
