import { kindOf } from '../../core/address-scope'
import { makePrefix, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import { planner as text } from '../../text/en/planner'
import { MOST_CONTAINERS, MOST_NETWORKS, planRequest, type PlanProblem, type PlanRequest } from './schema'
import type { z } from 'zod'

export type Checked = Omit<z.output<typeof planRequest>, 'prefix'> & { prefix: Prefix }
type Answer<T> = { ok: true; value: T } | { ok: false; problem: PlanProblem }

const NAME = /^[a-zA-Z0-9][\w.-]*$/
/** Shorter than this nobody is given; the whole internet's unicast space is /3. */
const SHORTEST = 16

/** Reads a wish as a person typed it. Each refusal says at its field what would be right. */
export function checkRequest(request: PlanRequest): Answer<Checked> {
  const prefix = checkPrefix(request.prefix)
  if (!prefix.ok) return prefix
  const amounts = [['networks', text.errors.networks, MOST_NETWORKS], ['containers', text.errors.containers, MOST_CONTAINERS], ['hosts', text.errors.hosts, MOST_NETWORKS]] as const
  for (const [field, what, most] of amounts) {
    const value = request[field]
    if (field === 'hosts' && value === undefined) continue
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > most) return wrong(field, text.errors.amount(what, most))
  }
  const parsed = planRequest.safeParse(request)
  if (!parsed.success) return wrong(String(parsed.error.issues[0]?.path[0] ?? ''), parsed.error.issues[0]?.message ?? '')
  const { hosts = 1, networks, names } = parsed.data
  if (hosts * networks > MOST_NETWORKS) return wrong('hosts', text.errors.together(hosts, networks, MOST_NETWORKS))
  for (const [i, name] of names.entries()) {
    if (!NAME.test(name)) return wrong('names', text.errors.name(name))
    if (names.indexOf(name) < i) return wrong('names', text.errors.nameTwice(name))
  }
  return { ok: true, value: { ...parsed.data, prefix: prefix.value } }
}

function checkPrefix(given: string): Answer<Prefix> {
  const parsed = parsePrefix(given)
  if (!parsed.ok) return wrong('prefix', parsed.problem.message)
  const prefix = parsed.value
  if (prefix.family !== 6) return wrong('prefix', text.errors.notIpv6(given.trim()))
  if (!prefix.canonical) return wrong('prefix', text.errors.hostBits(given.trim(), prefix.text), { label: text.fix.prefix(prefix.text), change: { prefix: prefix.text } })
  const what = text.errors.kinds[kindOf({ family: 6, value: prefix.network })]
  if (what !== undefined && prefix.length > 0) return wrong('prefix', text.errors.special(prefix.text, what))
  if (prefix.length < SHORTEST) return wrong('prefix', text.errors.tooShort(prefix.text))
  return { ok: true, value: prefix }
}

/** The ULA /48 of 40 random bits, ten hex digits (RFC 4193 section 3.1). */
export function ulaOf(globalId: string): Answer<Prefix> {
  if (!/^[\da-f]{10}$/i.test(globalId)) return wrong('prefix', text.errors.globalId(globalId))
  return { ok: true, value: makePrefix(6, (0xfdn << 120n) | (BigInt(`0x${globalId}`) << 80n), 48) }
}

/**
 * A fresh global ID. `random` fills the bytes it is given with numbers that cannot be guessed (`crypto.getRandomValues`): RFC 4193 section
 * 3.2.1 asks for that, and takes the time-and-MAC way of its section 3.2.2 as one example of it.
 */
export function freshGlobalId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return Array.from(random(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The 6to4 prefix of an IPv4 address: `2002:V4ADDR::/48` (RFC 3056 section 2). What is to be said about it (RFC 7526) is among the warnings of its plan. */
export function sixToFour(ipv4: string): Answer<Prefix> {
  const parsed = parseAddress(ipv4)
  if (!parsed.ok || parsed.value.family !== 4) return wrong('ipv4', text.errors.notIpv4(ipv4.trim()))
  return { ok: true, value: makePrefix(6, (0x2002n << 112n) | (parsed.value.value << 80n), 48) }
}

function wrong(field: string, message: string, fix?: PlanProblem['fix']): { ok: false; problem: PlanProblem } {
  return { ok: false, problem: { code: 'bad_input', field, message, ...(fix ? { fix } : {}) } }
}
