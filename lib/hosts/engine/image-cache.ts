import { isAnswer } from './problems'

/** Inspections under way at the same time. */
const CONCURRENCY = 8

type Known = { Config: unknown; Created: unknown }

/**
 * Images with what is in them. An image never changes under its id, so each is inspected once; its names and size come from the list each time.
 * Only what is shown is handed on: the environment of an image may hold secrets.
 */
export function createImageCache(inspect: (id: string) => Promise<unknown>) {
  const known = new Map<string, Known>()

  return {
    async complete(lines: unknown[]): Promise<unknown[]> {
      const rows = lines.flatMap((line) => {
        const { Id, RepoTags, Created, Size } = (line ?? {}) as { Id?: unknown; RepoTags?: unknown; Created?: unknown; Size?: unknown }
        return typeof Id === 'string' && Id !== '' ? [{ Id, RepoTags, Created, Size }] : []
      })
      const ids = new Set(rows.map(({ Id }) => Id))
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
      const open = [...ids].filter((id) => !known.has(id))
      let next = 0
      const worker = async () => {
        for (let id = open[next++]; id !== undefined; id = open[next++]) {
          try {
            known.set(id, shown(await inspect(id)))
          } catch (error) {
            // Gone meanwhile, or one that the engine cannot describe: its line is left.
            if (!isAnswer(error)) throw error
          }
        }
      }
      await Promise.all(Array.from({ length: Math.min(CONCURRENCY, open.length) }, worker))
      return rows.map((row) => ({ ...row, ...known.get(row.Id) }))
    },
  }
}

function shown(inspection: unknown): Known {
  const { Config, Created } = (inspection ?? {}) as { Config?: Record<string, unknown> | null; Created?: unknown }
  const { ExposedPorts, Volumes, Entrypoint, Cmd, Healthcheck } = Config ?? {}
  return { Created, Config: { ExposedPorts, Volumes, Entrypoint, Cmd, Healthcheck } }
}
