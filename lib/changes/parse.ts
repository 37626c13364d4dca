import type { Change, Intent } from '../core/change'
import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

/** Intents in one batch. */
export const MOST_INTENTS = 500

export type Parsed = { change: Change<unknown>; input: unknown }

/** Finds each intent's change and checks its input against the change's schema. */
export function parseIntents(intents: readonly Intent[], changes: readonly Change<unknown>[]): Result<Parsed[]> {
  if (intents.length === 0) return fail({ code: 'bad_input', message: text.changes.noIntents })
  if (intents.length > MOST_INTENTS) return fail({ code: 'bad_input', message: text.changes.tooMany(MOST_INTENTS) })
  const parsed: Parsed[] = []
  for (const [n, { kind, input }] of intents.entries()) {
    const change = changes.find((one) => one.kind === kind)
    if (!change) return fail(placed({ code: 'bad_input', message: text.changes.noKind(kind.slice(0, 100)) }, n, intents.length))
    const read = change.input.safeParse(input)
    if (!read.success) {
      const [issue] = read.error.issues
      const strange = issue?.code === 'unrecognized_keys'
      const field = [...(issue?.path ?? []), ...(strange ? issue.keys.slice(0, 1) : [])].map(String).join('.')
      const message = strange ? text.changes.unknownField(issue.keys.join(', ')) : issue?.message || text.changes.badField
      return fail(placed({ code: 'bad_input', message, ...(field ? { field } : {}) }, n, intents.length))
    }
    parsed.push({ change, input: read.data })
  }
  return ok(parsed)
}

/** A Problem of intent n: in a batch its field says which intent it belongs to. */
export function placed(problem: Problem, n: number, of: number): Problem {
  if (of === 1) return problem
  return { ...problem, field: problem.field === undefined ? `intents.${n}` : `intents.${n}.${problem.field}` }
}
