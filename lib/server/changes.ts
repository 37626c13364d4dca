import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Actor, AdminPath } from '../core/change'
import type { Result } from '../core/result'
import { text } from '../text/en'
import { refuse } from './answer'
import { PATH_HEADER } from './request-headers'
import type { Call } from './route'

const ID = /^[0-9a-f]{8,64}$/
/** Bytes of a wish: a batch of 500 changes has about 100 kB, and so may a config file have. */
export const WISHES_LIMIT = 256 * 1024
/** What is wished; the keeper checks each input against its change. */
export const Wishes = z.strictObject({ intents: z.array(z.strictObject({ kind: z.string().max(100), input: z.unknown() })) })
export const Act = z.strictObject({ action: z.enum(['apply', 'confirm', 'keep', 'rollback', 'undo']) })

/** `GET /api/v1/hosts/<host>/changes`: history, newest first. */
export function listChanges(call: Call<'signed-in'>): Promise<Response> | Response {
  const asked = new URL(call.request.url).searchParams
  const query = new URLSearchParams()
  for (const name of ['offset', 'limit']) if (/^\d{1,15}$/.test(asked.get(name) ?? '')) query.set(name, asked.get(name)!)
  return local(call) ?? passOn(call.runtime.keeper.get(`/v1/changes?${query}`, call.request.signal))
}

/** `GET /api/v1/hosts/<host>/changes/<id>`: one change as it stands. */
export function readChange(call: Call<'signed-in'>): Promise<Response> | Response {
  return local(call) ?? passOn(call.runtime.keeper.get(`/v1/changes/${call.params['id']}`, call.request.signal))
}

/** `POST /api/v1/hosts/<host>/changes`: what would happen; saves the plan, touches nothing. */
export function previewChange(call: Call<'signed-in', z.infer<typeof Wishes>>): Promise<Response> | Response {
  return local(call) ?? passOn(call.runtime.keeper.post('/v1/changes', { ...askerOf(call), ...call.body }))
}

/** `POST /api/v1/hosts/<host>/changes/<id>`: apply, confirm, roll back, or plan the undo. */
export function actOnChange(call: Call<'signed-in', z.infer<typeof Act>>): Promise<Response> | Response {
  return local(call) ?? passOn(call.runtime.keeper.post(`/v1/changes/${call.params['id']}`, { ...askerOf(call), ...call.body }))
}

/** Who asks, from where, and by which way. The browser has no say in any of it. */
export function askerOf({ user, client, request }: Call<'signed-in'>): { actor: Actor; admin: AdminPath } {
  const [ours = '?', theirs = '?'] = (request.headers.get(PATH_HEADER) ?? '').split(' ')
  return { actor: { type: 'user', name: user.name, role: user.role, from: client }, admin: ours === '?' || ours === '' || theirs === '?' ? null : { local: ours, remote: theirs } }
}

/** The refusal of a host or an id that cannot be; null where both can. */
function local({ params: { host = '', id } }: Call<'signed-in'>): Response | null {
  if (host !== 'local') return refuse({ code: 'not_found', message: text.server.unknownHost(host.slice(0, 100)) })
  return id === undefined || ID.test(id) ? null : refuse({ code: 'not_found', message: text.changes.noChange })
}

/** Hands the keeper's answer on, read as a whole. */
export async function passOn(asked: Promise<Result<IncomingMessage>>): Promise<Response> {
  const got = await asked
  if (!got.ok) return refuse(got.problem)
  const message = got.value
  if (message.headers['content-type']?.startsWith('application/json') !== true) {
    message.destroy()
    return refuse({ code: 'unreadable_output', message: text.server.keeperOdd })
  }
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return new Response(Buffer.concat(chunks), { status: message.statusCode ?? 502, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } })
}
