import { readFile } from 'node:fs/promises'
import { evidence } from '../core/problem'
import type { EngineCall, Gatherer, Source } from '../core/reading'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { run } from './run'

/** Performs the effect behind a reading's source. Files that do not exist are null, not a Problem: absence is a fact. */
export function createSources(options: { engine: { read(call: EngineCall): Promise<Result<unknown>> }; gatherers: Record<Gatherer, () => Promise<Result<unknown>>> }) {
  return async function read(source: Source): Promise<Result<unknown>> {
    switch (source.type) {
      case 'argv':
        return source.when === undefined || (await holdsText(source.when)) ? run(source.argv) : ok('')
      case 'engine':
        return options.engine.read(source.call)
      case 'file':
        return readText(source.path)
      case 'gather':
        return options.gatherers[source.gatherer]()
    }
  }
}

/** Turns a gatherer that may throw into one that answers a Problem. */
export function gathered(shows: string, gather: () => Promise<unknown> | unknown): () => Promise<Result<unknown>> {
  return async () => {
    try {
      return ok(await gather())
    } catch (error) {
      return unreadable(shows, error)
    }
  }
}

async function holdsText(path: string): Promise<boolean> {
  const content = await readText(path)
  return content.ok && content.value !== null && content.value.trim() !== ''
}

async function readText(path: string): Promise<Result<string | null>> {
  try {
    return ok(await readFile(path, 'utf8'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? ok(null) : unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): Result<never> {
  const { code = '', message } = error as NodeJS.ErrnoException
  const denied = code === 'EACCES' || code === 'EPERM'
  return fail({ code: denied ? 'needs_root' : 'command_failed', message: denied ? text.hosts.needsRoot(path) : text.hosts.fileUnreadable(path), evidence: evidence(path, message) })
}
