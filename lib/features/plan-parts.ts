import { z } from 'zod'
import { commandOf, type Action, type Step } from '../core/action'
import { emptyPlan, type Plan, type Risk, type Rows } from '../core/change'
import { parseAddress, parsePrefix, type Address, type Prefix } from '../core/ip'
import type { ProblemCode } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { changesKernel as text } from '../text/en/changes-kernel'
import { keptText } from '../text/en/kept'
import type { AddressRow } from './addresses/schema'
import type { Bridge } from './bridges/schema'
import type { KeptRow } from './kept/schema'
import type { Link } from './links/schema'
import type { Neighbor } from './neighbors/schema'
import type { ProxyRow } from './proxies/schema'
import type { RouteRow } from './routes/schema'
import type { Sysctl, SysctlFile } from './sysctls/schema'

/** A strict object with sentences for what does not fit. Forms use the same schema. */
export function inputObject<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? text.input.unknown(issue.keys.join(', ')) : text.input.notObject) })
}

/** Longest text that any field takes: no address, name or value is longer. */
const LONGEST = 200
const line = z.string({ error: text.input.notText }).max(LONGEST, { error: text.input.tooLong })

/** Fields of inputs. Texts are checked here for form, and in `plan` against the host. */
export const fields = {
  line,
  address: line.superRefine((value, at) => complain(parseAddress(value), at)),
  prefix: line.superRefine((value, at) => complain(parsePrefix(value), at)),
  dev: line.min(1, { error: text.input.noLink }),
  flag: z.boolean({ error: text.input.notFlag }).default(false),
  /** What is taken away is mostly meant to stay away: left out, it is forgotten too. */
  forget: z.boolean({ error: text.input.notFlag }).default(true),
  whole: (low: number, high: number) => {
    const error = text.input.range(low, high)
    return z.int({ error }).min(low, { error }).max(high, { error })
  },
  choice: <const T extends readonly [string, ...string[]]>(of: T) => z.enum(of, { error: text.input.choice(of.join(', ')) }),
}

function complain(result: Result<unknown>, at: z.core.$RefinementCtx): void {
  if (!result.ok) at.addIssue({ code: 'custom', message: result.problem.message })
}

/** Says no to a field of the input. */
export function refuse(field: string, message: string, code: ProblemCode = 'bad_input', hint?: string): { ok: false; problem: { code: ProblemCode; message: string; field: string; hint?: string } } {
  return { ok: false, problem: { code, message, field, ...(hint === undefined ? {} : { hint }) } }
}

/** The rows of the kernel's resources by type. Rows of an earlier change in the same batch may be partial (`projected`). */
export type KernelRows = { links: readonly Link[]; addresses: readonly AddressRow[]; routes: readonly RouteRow[]; neighbors: readonly Neighbor[]; proxies: readonly ProxyRow[]; sysctls: readonly Sysctl[]; bridges: readonly Bridge[]; kept: readonly KeptRow[]; sysctlFiles: readonly SysctlFile[] }

/** Types the rows that a change asked for; what it did not ask for is empty. */
export function kernelRows(rows: Rows): KernelRows {
  const of = <T>(name: string) => (rows[name] ?? []) as readonly T[]
  return { links: of('links'), addresses: of('addresses'), routes: of('routes'), neighbors: of('neighbors'), proxies: of('proxies'), sysctls: of('sysctls'), bridges: of('bridges'), kept: of('kept'), sysctlFiles: of('sysctl-files') }
}

/** The link of this name. A name that is not UTF-8 decodes to another one (U+FFFD), by which no command can reach it. */
export function findLink(links: readonly Link[], dev: string, field = 'dev'): Result<Link> {
  if (dev.includes('\ufffd')) return refuse(field, text.input.unreadableName)
  const link = links.find(({ name }) => name === dev)
  return link ? ok(link) : refuse(field, text.input.noSuchLink(dev), 'not_found')
}

/** Reads an address that one host can have: neither multicast, unspecified nor loopback, and without a zone (the link is a field of its own). */
export function unicastOf(input: string, field: string): Result<Address> {
  const parsed = parseAddress(input)
  if (!parsed.ok) return fail({ ...parsed.problem, field })
  if (parsed.value.zone !== undefined) return refuse(field, text.input.zone(parsed.value.text))
  return parsed
}

/** Reads a prefix of IPv6. */
export function prefix6Of(input: string, field: string): Result<Prefix> {
  const parsed = parsePrefix(input)
  if (!parsed.ok) return fail({ ...parsed.problem, field })
  return parsed.value.family === 6 ? parsed : refuse(field, text.input.onlySix)
}

/** The warning that what is taken away comes back, because it is kept and shall not be forgotten. */
export function staysKept(rows: Pick<KernelRows, 'kept'>, key: string, forget: boolean, what: string): string[] {
  return !forget && rows.kept.some((row) => row.key === key) ? [keptText.stays(what)] : []
}

/** A command with the way back. */
export function execStep(title: string, argv: readonly [string, ...string[]], done: readonly string[], undo: { argv: readonly [string, ...string[]]; done: readonly string[] } | null): Step {
  return { title, do: exec(argv, done), undo: undo && exec(undo.argv, undo.done) }
}

/** A setting with the way back. */
export function sysctlStep(title: string, path: string, value: string, before: string): Step {
  return { title, do: { type: 'write-sysctl', path, value }, undo: { type: 'write-sysctl', path, value: before } }
}

function exec(argv: readonly [string, ...string[]], done: readonly string[]): Action {
  return { type: 'exec', argv, ...(done.length > 0 ? { alreadyDone: done } : {}) }
}

/** Completes a plan: the commands are those of its steps. */
export function planOf(parts: Pick<Plan, 'title' | 'steps' | 'deltas'> & { warnings?: string[]; risk?: Risk; riskText?: string }): Result<Plan> {
  const risk = parts.risk ?? 'safe'
  const commands = parts.steps.flatMap((step) => (step.do.type === 'keep' ? [] : [commandOf(step.do)]))
  return ok({ ...emptyPlan(parts.title), ...parts, warnings: [...new Set(parts.warnings ?? [])], risk, riskText: parts.riskText ?? text.risk.safe, commands })
}

/** What iproute2 6.1 prints when the thing is already as wished (measured; docs in the cases of `changes-kernel.test.ts`). A link that is gone has taken everything on it along. */
export const DONE = {
  addressThere: ['address already assigned'],
  addressGone: ['address not found', 'Cannot find device'],
  routeThere: ['File exists'],
  routeGone: ['No such process', 'Cannot find device'],
  neighborThere: ['File exists'],
  neighborGone: ['No such file or directory', 'Cannot find device'],
  linkThere: ['File exists'],
  linkGone: ['Cannot find device'],
} as const
