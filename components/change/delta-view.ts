import type { Delta, Fields } from '../../lib/core/change'
import type { Json } from '../../lib/core/action'
import { changeUi as words } from '../../lib/text/en/change-ui'

/** One field of a delta as it is shown: lines of text on each side, null where the row is not there. */
export type FieldLine = { name: string; before: string[] | null; after: string[] | null; same: boolean }

/** How dock6 brings a kept thing back is said by the thing itself. */
const UNTOLD = new Set(['record'])

/** What happens to the row as a whole. */
export type DeltaKind = 'added' | 'removed' | 'changed'

export function kindOf(delta: Pick<Delta, 'before' | 'after'>): DeltaKind {
  // The row of a file stays when the file goes: its text is what is there or not.
  const { before, after } = fileTexts(delta) ?? delta
  if (before === null) return 'added'
  return after === null ? 'removed' : 'changed'
}

/** The two texts of a delta about a file; null if it is about something else. */
export function fileTexts({ before, after }: Pick<Delta, 'before' | 'after'>): { before: string | null; after: string | null } | null {
  const isText = (side: Fields | null) => side !== null && 'text' in side && Object.keys(side).length === 1
  if (isText(before) && isText(after)) return { before: before?.['text'] as string | null, after: after?.['text'] as string | null }
  // The engine's row carries its config file among other things.
  const hasConfig = (side: Fields | null) => side !== null && 'configText' in side
  return hasConfig(before) && hasConfig(after) ? { before: before?.['configText'] as string | null, after: after?.['configText'] as string | null } : null
}

/** Fewer rows that change alike are shown one by one. */
const ALIKE = 4

/** Deltas as they are shown: rows of one resource that change in the same fields from and to the same values stand together, where the first of them was (the engine's forwarding touches every link of a host). */
export function alike(deltas: readonly Delta[]): Delta[][] {
  const groups = new Map<string, Delta[]>()
  for (const [index, delta] of deltas.entries()) {
    const id = fileTexts(delta) === null && kindOf(delta) === 'changed' ? JSON.stringify([delta.resource, linesOf(delta)]) : String(index)
    groups.set(id, [...(groups.get(id) ?? []), delta])
  }
  return [...groups.values()].flatMap((group) => (group.length < ALIKE ? group.map((delta) => [delta]) : [group]))
}

/** What stands for the resource: "Network". */
export function resourceWord(resource: string): string {
  return words.resources[resource] ?? resource
}

/** The fields of a delta in their order, readable. What only identifies the row is left out unless nothing else is told. */
export function linesOf(delta: Pick<Delta, 'match' | 'before' | 'after'>): FieldLine[] {
  const names = [...new Set([...Object.keys(delta.before ?? {}), ...Object.keys(delta.after ?? {})])].filter((name) => !UNTOLD.has(name))
  const shown = names.length > 0 ? names : Object.keys(delta.match)
  return shown
    .map((name) => {
      const before = sideOf(delta.before, delta.match, name)
      const after = sideOf(delta.after, delta.match, name)
      return { name: words.fields[name] ?? spaced(name), before, after, same: before !== null && after !== null && before.join('\n') === after.join('\n') }
    })
    .filter(({ before, after }) => !(isNothing(before) && isNothing(after)))
}

function sideOf(side: Fields | null, match: Fields, name: string): string[] | null {
  if (side === null) return null
  const value = name in side ? side[name] : match[name]
  return value === undefined ? null : textsOf(value)
}

function isNothing(lines: string[] | null): boolean {
  return lines === null || (lines.length === 1 && (lines[0] === words.value.none || lines[0] === words.value.empty))
}

/** A value as lines of text: lists have one line for each item, objects name their parts. */
function textsOf(value: Json): string[] {
  if (value === null) return [words.value.none]
  if (typeof value === 'boolean') return [value ? words.value.yes : words.value.no]
  if (Array.isArray(value)) return value.length === 0 ? [words.value.empty] : value.map(flat)
  if (typeof value === 'object') {
    const entries = Object.entries(value)
    return entries.length === 0 ? [words.value.empty] : entries.map(([name, part]) => `${name} = ${flat(part)}`)
  }
  return [value === '' ? words.value.empty : String(value)]
}

/** A value on one line: the parts of an object that say something. */
function flat(value: Json): string {
  if (value === null || typeof value !== 'object') return textsOf(value)[0] ?? ''
  if (Array.isArray(value)) return value.map(flat).join(', ')
  const said = Object.entries(value).filter(([, part]) => part !== null && part !== '' && part !== false && !(typeof part === 'object' && Object.keys(part).length === 0))
  const first = said.find(([name]) => name === 'name' || name === 'subnet' || name === 'address')
  return [...(first ? [flat(first[1])] : []), ...said.filter((entry) => entry !== first && entry[0] !== 'id' && entry[0] !== 'family').map(([name, part]) => `${(words.fields[name] ?? spaced(name)).toLowerCase()} ${flat(part)}`)].join(' · ')
}

/** `hostBinding` as "Host binding": for fields that the catalogue does not know. */
function spaced(name: string): string {
  const apart = name.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase()
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}
