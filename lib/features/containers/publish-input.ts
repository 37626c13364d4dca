import { z } from 'zod'
import { changesContainers as text } from '../../text/en/changes-containers'
import { fields, inputObject } from '../plan-parts'
import { readAddress } from './publish-address'

/** Ports of one change, ranges counted out. */
export const MOST_PORTS = 256
const LINES = 64

const port = (least: number, error: string) => z.int({ error }).min(least, { error }).max(65535, { error })
const hostPort = port(0, text.port.hostRange).nullish().transform((given) => given || null)

const line = {
  proto: z.enum(['tcp', 'udp', 'sctp'], { error: text.port.proto }).default('tcp'),
  containerPort: port(1, text.port.range),
  containerPortEnd: port(1, text.port.range).nullish().transform((given) => given ?? null),
  hostAddress: fields.line,
  hostPort,
  hostPortEnd: hostPort,
}
/** One line of bindings. `hostPort` null or 0 leaves it to the engine; both ends of a range are given or none. */
export const bindingInput = inputObject(line)
/** The same for what shall be published: an address that cannot be read is refused before the host is looked at. */
export const freshBinding = inputObject({
  ...line,
  hostAddress: fields.line.superRefine((given, at) => {
    const read = readAddress(given, '')
    if (!read.ok) at.addIssue({ code: 'custom', message: read.problem.message })
  }),
})
export type BindingInput = z.output<typeof bindingInput>

const container = z.string({ error: text.noBindings }).trim().min(1).max(255)
const lines = <S extends z.ZodType>(one: S) => z.array(one, { error: text.noBindings }).min(1, { error: text.noBindings }).max(LINES, { error: text.port.many(MOST_PORTS) })

/** `container` by name or id. `anyway`: also if Compose or swarm own it, or others share its network, processes or memory. */
export const publishInput = inputObject({ container, bindings: lines(freshBinding), anyway: fields.flag })
export type PublishInput = z.output<typeof publishInput>
export const unpublishInput = inputObject({ container, bindings: lines(bindingInput), anyway: fields.flag })
