import { z } from 'zod'
import { PASSING_NAME } from '../../core/action'
import { createText as text } from '../../text/en/changes-create'
import { fields, inputObject } from '../plan-parts'
import { freshBinding } from './publish-input'

const PLAIN = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/
const whole = (path: string) => path.startsWith('/') && !path.split('/').includes('..') && !path.includes('\0')

const name = z.string({ error: text.name }).trim().max(200, { error: text.name }).regex(PLAIN, { error: text.name }).refine((given) => !PASSING_NAME.test(given), { error: text.namePassing })
const image = z.string({ error: text.noImage }).trim().min(1, { error: text.noImage }).max(255, { error: text.noImage })
const maybe = fields.line.nullish().transform((given) => given?.trim() || undefined)

/** One variable. The value is a secret: it is sealed before anything is stored. */
const variable = inputObject({
  name: z.string({ error: text.envName }).min(1, { error: text.envName }).max(200, { error: text.envName }).regex(/^[^\s=\0]+$/, { error: text.envName }),
  value: z.string({ error: text.envValue }).max(8192, { error: text.envValue }).regex(/^[^\0]*$/, { error: text.envValue }),
})

/** One mount: a folder of the host, a volume by name (none: a new one without a name), or memory. */
const mount = inputObject({
  type: z.enum(['bind', 'volume', 'tmpfs'], { error: text.mountType }),
  source: z.string({ error: text.bindSource }).max(1000, { error: text.bindSource }).default(''),
  target: z.string({ error: text.target }).max(1000, { error: text.target }).refine((path) => whole(path) && /[^/]/.test(path), { error: text.target }),
  readOnly: fields.flag,
}).superRefine(({ type, source }, at) => {
  const message = type === 'bind' ? (whole(source) ? null : text.bindSource) : type === 'tmpfs' ? (source === '' ? null : text.tmpfsSource) : source === '' || PLAIN.test(source) ? null : text.volumeSource
  if (message) at.addIssue({ code: 'custom', path: ['source'], message })
})

/** A container to be. `image` by tag or id; `command` empty: the image's own; `network` by name or id; `retries` goes with on-failure. */
export const createInput = inputObject({
  name,
  image,
  command: z.array(z.string({ error: text.command }).max(4096, { error: text.command }).regex(/^[^\0]*$/, { error: text.command }), { error: text.command }).max(256, { error: text.command }).default([]),
  env: z.array(variable).max(256).default([]),
  network: z.string({ error: text.noNetwork('') }).trim().max(255).default('bridge'),
  ipv4: maybe,
  ipv6: maybe,
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure'], { error: text.restart }).default('no'),
  retries: z.int({ error: text.retries }).min(0, { error: text.retries }).max(1000, { error: text.retries }).nullish().transform((given) => given ?? null),
  mounts: z.array(mount).max(64).default([]),
  bindings: z.array(freshBinding).max(64).default([]),
  start: z.boolean().default(true),
})
export type CreateInput = z.output<typeof createInput>

/** The input with its secrets sealed: every value of a variable, and what looks like a secret in the command. It is unchecked yet. */
export function sealCreate(input: unknown, seal: (text: string) => string, secret: (text: string) => string): unknown {
  if (typeof input !== 'object' || input === null) return input
  const { env, command } = input as { env?: unknown; command?: unknown }
  const sealed = (item: unknown): unknown => (typeof item === 'object' && item !== null && typeof (item as { value?: unknown }).value === 'string' ? { ...item, value: secret((item as { value: string }).value) } : item)
  return {
    ...input,
    ...(Array.isArray(env) ? { env: env.map(sealed) } : {}),
    ...(Array.isArray(command) ? { command: command.map((word: unknown) => (typeof word === 'string' ? seal(word) : word)) } : {}),
  }
}
