import { text } from '../../text/en'
import { EngineFault } from './problems'

/** Whether a name is one segment of a path. The engine decodes before it looks for the path's end, so encoding alone does not keep `../` in its place. */
export function isPlainSegment(name: string): boolean {
  return !/^\.*$/.test(name) && !/[/\\]/.test(name)
}

/** A name as one segment of a path. */
export function segment(name: string): string {
  if (!isPlainSegment(name)) throw new EngineFault({ code: 'bad_input', message: text.changes.engineName(name) })
  return encodeURIComponent(name)
}
