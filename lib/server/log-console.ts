import { format, stripVTControlCharacters } from 'node:util'
import type { Log } from './log'

/** Sends what packages print by `console` to the log, so that every line of the process is one of it. Returns a way back. */
export function logConsole(log: Log, target: Console = globalThis.console): () => void {
  const to = (level: keyof Log) => (...words: unknown[]) => {
    const said = stripVTControlCharacters(format(...words)).trim()
    if (said !== '') log[level]('printed', { said })
  }
  const before = { ...target }
  Object.assign(target, { log: to('info'), info: to('info'), debug: to('info'), warn: to('warn'), error: to('error') })
  return () => void Object.assign(target, { log: before.log, info: before.info, debug: before.debug, warn: before.warn, error: before.error })
}
