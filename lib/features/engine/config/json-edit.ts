import type { Json } from '../../../core/action'
import { readJson, type JsonMember, type JsonNode } from './json-text'

/** Changes to the members of a JSON object: values to set, names to remove. */
export type Edits = { set: Readonly<Record<string, Json>>; unset: readonly string[] }

type Object = Extract<JsonNode, { kind: 'object' }>
type Style = { eol: string; indent: string; unit: string; colon: string; inline: boolean }

const NEW_FILE: Style = { eol: '\n', indent: '  ', unit: '  ', colon: ': ', inline: false }

/**
 * Sets and removes members of the object that a JSON text holds, and touches nothing else: order, indentation, line ends and members that nobody named stay.
 * An empty text is an object without members. Null for a text that is no JSON object.
 */
export function editJson(text: string, { set, unset }: Edits): string | null {
  let now = text
  for (const key of unset) {
    const next = without(now, key)
    if (next === null) return null
    now = next
  }
  for (const [key, value] of Object.entries(set)) {
    const next = withMember(now, key, value)
    if (next === null) return null
    now = next
  }
  return now
}

function rootOf(text: string): Object | null {
  const { root, faults } = readJson(text)
  return root?.kind === 'object' && faults.length === 0 ? root : null
}

function withMember(text: string, key: string, value: Json): string | null {
  if (text.trim() === '') return `{\n${NEW_FILE.indent}${member(key, value, NEW_FILE)}\n}\n`
  const root = rootOf(text)
  if (root === null) return null
  const style = styleOf(text, root)
  const there = root.members.find((one) => one.key === key)
  if (there) {
    const [start, end] = [there.value.start, there.value.end]
    // What says the same already keeps its own way of saying it.
    if (JSON.stringify(JSON.parse(text.slice(start, end))) === JSON.stringify(value)) return text
    const inline = style.inline || !text.slice(start, end).includes('\n') && isShort(value)
    return text.slice(0, start) + printed(value, { ...style, inline }) + text.slice(end)
  }
  const last = root.members.at(-1)
  const line = member(key, value, style)
  if (!last) return `${text.slice(0, root.start)}{${style.eol}${style.indent}${line}${style.eol}}${text.slice(root.end)}`
  const at = last.value.end
  return `${text.slice(0, at)},${style.inline ? ' ' : style.eol + style.indent}${line}${text.slice(at)}`
}

function without(text: string, key: string): string | null {
  if (text.trim() === '') return text
  const root = rootOf(text)
  if (root === null) return null
  const n = root.members.findIndex((one) => one.key === key)
  if (n < 0) return text
  const [before, mine, after] = [root.members[n - 1], root.members[n]!, root.members[n + 1]]
  if (after) return text.slice(0, mine.keyStart) + text.slice(after.keyStart)
  if (before) return text.slice(0, before.value.end) + text.slice(mine.value.end)
  return `${text.slice(0, root.start)}{}${text.slice(root.end)}`
}

/** How the file is written: its line ends, and the indentation of its first member. */
function styleOf(text: string, root: Object): Style {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const [first] = root.members
  if (!first) return { ...NEW_FILE, eol }
  const lead = text.slice(root.start + 1, first.keyStart)
  const inline = !lead.includes('\n')
  const indent = inline ? '' : lead.slice(lead.lastIndexOf('\n') + 1)
  return { eol, indent, unit: indent || '  ', colon: colonOf(text, first), inline }
}

function colonOf(text: string, { key, keyStart, value }: JsonMember): string {
  const between = text.slice(keyStart, value.start)
  const at = between.lastIndexOf(':')
  return at > key.length && !between.slice(at).includes('\n') ? between.slice(at) : ': '
}

function member(key: string, value: Json, style: Style): string {
  return `${JSON.stringify(key)}${style.colon}${printed(value, { ...style, inline: style.inline || isShort(value) })}`
}

/** Lists of single values stand on one line. */
function isShort(value: Json): boolean {
  return value === null || typeof value !== 'object' || (Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object') && JSON.stringify(value).length <= 100)
}

function printed(value: Json, { eol, indent, unit, inline }: Style): string {
  if (inline) return Array.isArray(value) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : JSON.stringify(value)
  return JSON.stringify(value, null, unit).split('\n').join(eol + indent)
}
