import { z } from 'zod'
import { text } from '../text/en'
import { refuse } from './answer'
import { askerOf, passOn } from './changes'
import type { Call } from './route'

/** A network by name, or addresses of the host's own. */
export const CheckWish = z.strictObject({ network: z.string().max(255).nullable(), addresses: z.array(z.string().max(64)).max(32).default([]) })

/** `POST /api/v1/hosts/<host>/check`: sends real packets from a probe and tells what came back. */
export function checkHost(call: Call<'signed-in', z.infer<typeof CheckWish>>): Promise<Response> | Response {
  const { host = '' } = call.params
  if (host !== 'local') return refuse({ code: 'not_found', message: text.server.unknownHost(host.slice(0, 100)) })
  return passOn(call.runtime.keeper.post('/v1/check', { actor: askerOf(call).actor, ...call.body }))
}
