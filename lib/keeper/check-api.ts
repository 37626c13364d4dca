import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { permissionProblem } from '../changes/permission'
import { parseAddress } from '../core/ip'
import { fail, type Result } from '../core/result'
import type { CheckReport } from '../features/setup/schema'
import { text } from '../text/en'
import { Actor } from './changes-api'
import type { CheckWish } from './check'
import { readJsonBody } from './json-body'

/** Addresses in one check. */
const MOST = 32
const Wish = z.strictObject({ actor: Actor, network: z.string().max(255).nullable().default(null), addresses: z.array(z.string().max(64)).max(MOST).default([]), prefix: z.string().max(64).nullable().default(null) })

/** The verb `POST /v1/check`: who may change the host may also put a probe on it. */
export function createCheckApi(check: (wish: CheckWish) => Promise<Result<CheckReport>>) {
  return async function answer(request: IncomingMessage): Promise<Result<CheckReport>> {
    const body = await readJsonBody(request)
    if (!body.ok) return body
    const asked = Wish.safeParse(body.value)
    if (!asked.success) return fail({ code: 'bad_input', message: text.changes.badBody, field: asked.error.issues[0]?.path.map(String).join('.') ?? '' })
    const refused = permissionProblem(asked.data.actor)
    if (refused) return fail(refused)
    const addresses: string[] = []
    for (const [n, given] of asked.data.addresses.entries()) {
      const parsed = parseAddress(given)
      if (!parsed.ok || parsed.value.family !== 6) return fail({ code: 'bad_input', message: parsed.ok ? text.setup.answers.onlySix(given) : parsed.problem.message, field: `addresses.${n}` })
      addresses.push(parsed.value.text)
    }
    return check({ network: asked.data.network, addresses, prefix: asked.data.prefix })
  }
}
