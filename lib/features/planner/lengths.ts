import { bitsOf, type Prefix } from '../../core/ip'
import { planner as text } from '../../text/en/planner'
import type { PlanProblem, Situation } from './schema'

const BITS = bitsOf(6)
/** What a MAC address needs behind the prefix: the default bridge of engines up to 27 (libnetwork/drivers/bridge/bridge_linux.go, CreateEndpoint). */
export const MAC_LENGTH = BITS - 48
/** Where a cut falls by itself: /64 and /80 have reasons, the others are whole groups of the address's text, then nibbles. */
const STEPS = [64, MAC_LENGTH, 96, 112, 120, 124]
/** Gateway and the subnet-router anycast address (RFC 4291 section 2.6.1) are no container's. */
const RESERVED = 2
/** The longest prefix with room for a container. */
const LONGEST = BITS - 2

export type Lengths = { network: number; host: number | null }
type Wanted = { situation: Situation; networks: number; containers: number; hosts?: number | undefined; length?: number | undefined; hostLength?: number | undefined }
type Found = { ok: true; value: Lengths } | { ok: false; problem: PlanProblem }

/** The longest prefix that holds so many containers. */
export function lengthFor(containers: number): number {
  return BITS - Math.ceil(Math.log2(containers + RESERVED))
}

/** Where the parts of `outer` end by rule: the next step; below /124 one bit further. */
export function nextStep(outer: number): number {
  return STEPS.find((step) => step > outer) ?? outer + 1
}

/**
 * How long the networks of a prefix are, and the blocks of the hosts of a cluster. It depends on the prefix, the containers and what is asked
 * for, never on how many networks or hosts there are: else one more of them would move all others.
 */
export function lengthsOf(outer: Prefix, wanted: Wanted): Found {
  if (wanted.hosts !== undefined) return clusterLengths(outer, wanted)
  // Where the host has its own addresses in the prefix, one part is not for containers.
  const least = wanted.situation === 'on-link' ? outer.length + 1 : outer.length
  if (least > LONGEST) return wrong('prefix', wanted.situation === 'on-link' ? text.errors.tooSmallOnLink(outer.text) : text.errors.tooSmall(outer.text))
  const most = Math.min(LONGEST, lengthFor(wanted.containers))
  if (most < least) return tooMany(outer, least)
  if (wanted.length === undefined) return found(Math.min(nextStep(outer.length), most))
  if (wanted.length < least || wanted.length > most) return wrong('length', text.errors.length(wanted.length, least, most))
  return found(wanted.length)
}

/** A host gets the round cut above its networks: /48 of /64s, /78 of /80s. */
function hostStep(outer: number): { host: number; network: number } | null {
  if (outer <= 44) return { host: 48, network: 64 }
  if (outer <= 52) return { host: 56, network: 64 }
  if (outer <= 57) return { host: 60, network: 64 }
  if (outer <= 60) return { host: 62, network: 64 }
  if (outer <= 63) return { host: 64, network: MAC_LENGTH }
  if (outer <= 76) return { host: 78, network: MAC_LENGTH }
  if (outer <= 94) return { host: 96, network: 112 }
  return outer <= 110 ? { host: 112, network: 120 } : null
}

function clusterLengths(outer: Prefix, { containers, length, hostLength }: Wanted): Found {
  const step = hostStep(outer.length)
  if (step === null) return wrong('prefix', text.errors.tooSmallForCluster(outer.text))
  const most = Math.min(LONGEST, lengthFor(containers))
  // One part of the prefix is the link between the hosts.
  const least = outer.length + 1
  const host = hostLength ?? Math.min(step.host, most, length ?? BITS)
  if (hostLength === undefined && host < least) return tooMany(outer, least)
  if (host < least || host > most) return wrong('hostLength', text.errors.hostLength(host, least, most))
  const network = length ?? Math.min(host < step.network ? step.network : nextStep(host), most)
  if (network < host || network > most) return wrong('length', text.errors.length(network, host, most))
  return found(network, host)
}

/** Containers that fit in a network of a length. */
export function roomIn(length: number): bigint {
  return (1n << BigInt(BITS - length)) - BigInt(RESERVED)
}

function tooMany(outer: Prefix, least: number): Found {
  const fits = roomIn(least)
  return { ok: false, problem: { ...problem('containers', text.errors.tooSmallForContainers(outer.text, fits)), fix: { label: text.fix.containers(Number(fits)), change: { containers: Number(fits) } } } }
}

function found(network: number, host: number | null = null): Found {
  return { ok: true, value: { network, host } }
}

function wrong(field: string, message: string): Found {
  return { ok: false, problem: problem(field, message) }
}

function problem(field: string, message: string): PlanProblem {
  return { code: 'bad_input', field, message }
}
