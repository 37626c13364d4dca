import type { z } from 'zod'
import { evidence } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

/**
 * Reads JSON text that a command printed and checks it against a schema. Never throws; what does not fit is `unreadable_output`.
 * `blank` is the value that output without any text stands for; without it, blank output is a Problem.
 */
export function parseJson<S extends z.ZodType>(raw: unknown, schema: S, source: string, blank?: unknown): Result<z.output<S>> {
  if (typeof raw !== 'string') return unreadable(source, text.kernel.notText, show(raw))
  if (blank !== undefined && raw.trim() === '') return parseValue(blank, schema, source)
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    const reason = error instanceof Error ? error.message : text.kernel.notJson
    return unreadable(source, reason, around(raw, reason))
  }
  return parseValue(value, schema, source)
}

/** Checks JSON that is already decoded (engine calls, gatherers). Never throws. */
export function parseValue<S extends z.ZodType>(raw: unknown, schema: S, source: string): Result<z.output<S>> {
  const result = schema.safeParse(raw)
  if (result.success) return ok(result.data)
  const [issue] = result.error.issues
  if (!issue) return unreadable(source, result.error.message, show(raw))
  return unreadable(source, `${issue.path.map(String).join('.')}: ${issue.message}`, misfit(raw, issue.path))
}

/**
 * Only the value that does not fit, never what stands around it: an inspection holds the values of environment variables.
 * Where nothing is there, the names of what is.
 */
function misfit(raw: unknown, path: readonly PropertyKey[]): string {
  let seen = raw
  for (const key of path) {
    const next: unknown = typeof seen === 'object' && seen !== null ? (seen as Record<PropertyKey, unknown>)[key] : undefined
    if (next === undefined) return typeof seen === 'object' && seen !== null ? Object.keys(seen).slice(0, NAMES_LIMIT).join(', ') : show(seen)
    seen = next
  }
  return show(seen)
}
const NAMES_LIMIT = 50

/** The Problem for output that nobody can make sense of: `reason` says where it broke, `seen` is the output itself (bounded by `evidence`). */
export function unreadable(source: string, reason: string, seen: string): Result<never> {
  return fail({
    code: 'unreadable_output',
    message: text.kernel.unreadable(source),
    hint: text.kernel.unreadableHint,
    evidence: evidence(source, `${reason.slice(0, REASON_LIMIT)}\n${seen}`),
  })
}

// JSON.parse quotes the input in its message and zod may quote a key; neither may crowd out the output itself.
const REASON_LIMIT = 300

/** The place of the output at which JSON.parse gave up, if it says so, with what stands before it. */
function around(raw: string, reason: string): string {
  const position = Number(/at position (\d+)/.exec(reason)?.[1] ?? 0)
  return position > BEFORE ? `… ${raw.slice(position - BEFORE)}` : raw
}
const BEFORE = 500

function show(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
