import { z } from 'zod'
import { text } from '../text/en'
import { refuse } from './answer'
import { askerOf, passOn } from './changes'
import type { Call } from './route'

/** A network by name, addresses of the host's own, or a prefix of which it is to be found out whether it is routed here. */
export const CheckWish = z.strictObject({ network: z.string().max(255).nullable().default(null), addresses: z.array(z.string().max(64)).max(32).default([]), prefix: z.string().max(64).nullable().default(null) })

/** `POST /api/v1/hosts/<host>/check`: sends real packets from a probe and tells what came back. */
export function checkHost(call: Call<'signed-in', z.infer<typeof CheckWish>>): Promise<Response> | Response {
  const { host = '' } = call.params
  if (host !== 'local') return refuse({ code: 'not_found', message: text.server.unknownHost(host.slice(0, 100)) })
  return passOn(call.runtime.keeper.post('/v1/check', { actor: askerOf(call).actor, ...call.body }))
}
