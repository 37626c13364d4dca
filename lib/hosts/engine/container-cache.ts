import { isAnswer, isGone } from './problems'

/** One container as the engine client hands it on: its line in the list, and its inspection (null if the engine failed to give one). */
export type ListedContainer = { list: unknown; inspect: unknown }

/** Inspections under way at the same time: dockerd answers one in about 1 ms, more than this only queue up. */
const CONCURRENCY = 8

/**
 * Keeps inspections between reads. An inspection holds as long as its line in the list says the same (names, state, ports, addresses;
 * not the age in it), no event named the container, and no gap was in the event stream.
 */
export function createContainerCache(inspect: (id: string) => Promise<unknown>) {
  const entries = new Map<string, { line: string; inspection: unknown }>()

  async function one(id: string, line: string): Promise<unknown> {
    const known = entries.get(id)
    if (known?.line === line && known.inspection !== undefined) return known.inspection
    const entry: { line: string; inspection: unknown } = { line, inspection: undefined }
    entries.set(id, entry)
    // If an event drops the entry while this runs, the answer serves this read and is not kept.
    entry.inspection = await inspect(id)
    return entry.inspection
  }

  return {
    /** Adds inspections to the lines of a list; a container that vanished meanwhile is left out. */
    async complete(lines: unknown[]): Promise<ListedContainer[]> {
      const answers = lines.map((): ListedContainer | null => null)
      const ids = new Set<string>()
      let next = 0
      const worker = async () => {
        for (let i = next++; i < lines.length; i = next++) {
          const list = lines[i]
          const id = idOf(list)
          if (id === null) continue
          ids.add(id)
          try {
            answers[i] = { list, inspect: await one(id, fingerprint(list)) }
          } catch (error) {
            entries.delete(id)
            if (isGone(error)) continue
            if (!isAnswer(error)) throw error
            answers[i] = { list, inspect: null }
          }
        }
      }
      await Promise.all(Array.from({ length: Math.min(CONCURRENCY, lines.length) }, worker))
      for (const id of entries.keys()) if (!ids.has(id)) entries.delete(id)
      return answers.filter((a) => a !== null)
    },

    drop(id: string): void {
      entries.delete(id)
    },

    clear(): void {
      entries.clear()
    },
  }
}

/** The line without the words that change by the mere passing of time ("Up 3 minutes", "Exited (1) 2 hours ago"). */
function fingerprint(line: unknown): string {
  return JSON.stringify(line, (key, value: unknown) =>
    key === 'Status' && typeof value === 'string' ? value.replace(/(less than |about )?(an?|\d+) (second|minute|hour|day|week|month|year)s?( ago)?/gi, '') : value,
  )
}

function idOf(line: unknown): string | null {
  const id = (line as { Id?: unknown } | null)?.Id
  return typeof id === 'string' && id !== '' ? id : null
}
