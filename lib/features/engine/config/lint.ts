import { changesEngine as text } from '../../../text/en/changes-engine'
import { checkConfig } from './check'
import type { ConfigFacts } from './judge'
import { placeOf, plainOf, readJson } from './json-text'

/** One thing found in the text of a config file; `line` 1 for what is nowhere in particular. */
export type Lint = { line: number; level: 'refuse' | 'warn'; message: string; hint?: string }

/** Everything that can be said of a config file while it is typed, in the order of its lines. The plan looks again, with the whole host. */
export function lintConfig(content: string, facts: ConfigFacts): Lint[] {
  if (content.trim() === '') return [{ line: 1, level: 'refuse', message: text.notObject }]
  const { root, faults } = readJson(content)
  const broken = faults.map((fault): Lint => ({ line: placeOf(content, fault.at).line, level: 'refuse', message: text.fault(text.faults[fault.what], fault.found) }))
  if (root === null) return broken
  if (root.kind !== 'object') return [{ line: 1, level: 'refuse', message: text.notObject }]
  const found = checkConfig(plainOf(root) as Record<string, unknown>, facts).map(({ key, level, message, hint }): Lint => {
    const member = root.members.findLast((one) => one.key === key)
    return { line: member ? placeOf(content, member.keyStart).line : 1, level, message, ...(hint ? { hint } : {}) }
  })
  return [...broken, ...found].sort((a, b) => a.line - b.line)
}
