import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { ChangeRecord } from '../core/change'
import { fail, ok, type Result } from '../core/result'
import type { Asker } from '../changes/ports'
import type { WritePath } from '../changes/write-path'
import { text } from '../text/en'
import { readJsonBody } from './json-body'

/** Rows of one page of history. */
const LIMIT = { usual: 50, most: 200 }

/** Who asks, as the console says it. */
export const Actor = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('user'), name: z.string().min(1).max(100), role: z.string().max(20), from: z.string().max(100) }),
  z.strictObject({ type: z.literal('system'), job: z.string().min(1).max(100) }),
])
const Admin = z.strictObject({ local: z.string().max(64), remote: z.string().max(64) }).nullable()
const Preview = z.strictObject({ actor: Actor, admin: Admin, intents: z.array(z.strictObject({ kind: z.string().max(100), input: z.unknown() })) })
const Act = z.strictObject({ actor: Actor, admin: Admin, action: z.enum(['apply', 'confirm', 'keep', 'rollback', 'undo']) })

/** An answer of these verbs; `fresh` goes with a stale plan. */
export type ChangesAnswer = Result<unknown> & { fresh?: ChangeRecord }

/** The verbs under `/v1/changes`. `version` grows with every change of the history. */
export function createChangesApi({ writePath, version }: { writePath: WritePath; version(): number }) {
  return async function answer(request: IncomingMessage, id: string | undefined, query: URLSearchParams): Promise<ChangesAnswer> {
    if (request.method === 'GET') return id === undefined ? ok(page(query)) : writePath.one(id)
    if (request.method !== 'POST') return fail({ code: 'method_not_allowed', message: text.keeper.onlyGet })
    const body = await readJsonBody(request)
    if (!body.ok) return body
    if (id === undefined) {
      const asked = Preview.safeParse(body.value)
      return asked.success ? writePath.preview(askerOf(asked.data), asked.data.intents) : badBody(asked.error)
    }
    const asked = Act.safeParse(body.value)
    return asked.success ? writePath.act(askerOf(asked.data), id, asked.data.action) : badBody(asked.error)
  }

  function page(query: URLSearchParams): { rows: ChangeRecord[]; total: number; offset: number; version: number } {
    const offset = count(query.get('offset'), 0, Number.MAX_SAFE_INTEGER)
    const { total, records } = writePath.history(offset, count(query.get('limit'), LIMIT.usual, LIMIT.most))
    return { rows: records, total, offset, version: version() }
  }
}

function askerOf({ actor, admin }: { actor: z.infer<typeof Actor>; admin: z.infer<typeof Admin> }): Asker {
  return { actor, admin }
}

function badBody(error: z.ZodError): Result<never> {
  const field = error.issues[0]?.path.map(String).join('.') ?? ''
  return fail({ code: 'bad_input', message: text.changes.badBody, ...(field ? { field } : {}) })
}

function count(value: string | null, usual: number, most: number): number {
  return value !== null && /^\d{1,15}$/.test(value) ? Math.min(Number(value), most) : usual
}
