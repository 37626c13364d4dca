import { bitsOf, formatAddress, overlaps, parsePrefix, partOf, type Prefix } from '../../core/ip'
import { planner as text } from '../../text/en/planner'
import { freeParts, takenIn, type Block, type FreePart } from './free'
import { lengthFor, lengthsOf, MAC_LENGTH, nextStep, type Lengths } from './lengths'
import { checkRequest, type Checked } from './request'
import type { Allocation, PlanProblem, PlanRequest, PlanResult, Used } from './schema'
import { warningsOf } from './warnings'

const BITS = bitsOf(6)
/** How many things that were left alone are named at an allocation. */
const MOST_NAMED = 3

/**
 * Works out a plan: who gets which part of a prefix. Pure and stable: the same wish and the same use give the same plan, and one more network
 * or host leaves the earlier ones where they are. No two parts overlap, all lie inside the prefix, and nothing in use is touched, except that
 * the part that is kept for hosts and routers holds the addresses that they have already.
 */
export function planPrefix(request: PlanRequest, used: readonly Used[] = []): PlanResult {
  const result = work(request, used)
  if (result.ok || !result.problem.fix) return result
  // What is offered instead has to be possible.
  const { fix, ...problem } = result.problem
  return work({ ...request, ...fix.change }, used).ok ? result : { ok: false, problem }
}

function work(request: PlanRequest, used: readonly Used[]): PlanResult {
  const checked = checkRequest(request)
  if (!checked.ok) return checked
  const wish = checked.value
  const lengths = lengthsOf(wish.prefix, wish)
  if (!lengths.ok) return lengths
  const taken = takenIn(wish.prefix, used)
  const allotted = wish.hosts === undefined ? single(wish, lengths.value, taken) : cluster(wish, lengths.value, taken)
  if (!allotted.ok) return allotted
  const allocations = allotted.value
  return {
    ok: true,
    value: {
      prefix: wish.prefix.text,
      situation: wish.situation,
      networkLength: lengths.value.network,
      hostLength: lengths.value.host,
      allocations,
      reasons: reasonsOf(wish, lengths.value),
      arithmetic: arithmeticOf(wish, lengths.value),
      warnings: warningsOf(wish, lengths.value, keptUses(allocations, used)),
    },
  }
}

type Allotted = { ok: true; value: Allocation[] } | { ok: false; problem: PlanProblem }

function single(wish: Checked, { network }: Lengths, taken: readonly Block[]): Allotted {
  const { prefix, networks, situation } = wish
  const onLink = situation === 'on-link'
  const parts = freeParts(prefix, network, networks, taken, onLink ? 1 : 0)
  if (parts.length < networks) return { ok: false, problem: noRoom(wish, network, parts.length, taken) }
  const kept = onLink ? [keep(partOf(prefix, network, 0n)!, text.names.hostPart, text.purpose.hostPart, network - prefix.length === 1 ? text.reasons.hostHalf : text.reasons.hostPart(prefix.text))] : []
  return { ok: true, value: [...kept, ...parts.map((part, i) => networkOf(part, nameOf(wish, i), prefix, i === 0, null))] }
}

function cluster(wish: Checked, { network, host }: Lengths, taken: readonly Block[]): Allotted {
  const { prefix, networks, hosts = 1 } = wish
  const inBlock = 2 ** Math.min(network - host!, 30)
  if (networks > inBlock) {
    const shorter = network - Math.ceil(Math.log2(networks))
    const fix = shorter > prefix.length ? { fix: { label: text.fix.hostLength(shorter), change: { hostLength: shorter, length: network } } } : {}
    return { ok: false, problem: { code: 'bad_input', field: 'networks', message: text.errors.inBlock(network, host!, inBlock, networks), hint: text.errors.fewer(inBlock), ...fix } }
  }
  const blocks = freeParts(prefix, host!, hosts, taken, 1)
  if (blocks.length < hosts) {
    const room = blocks.length
    return { ok: false, problem: { code: 'bad_input', field: 'hosts', message: room === 0 && taken.length > 0 ? text.errors.allUsed(prefix.text, named(taken.flatMap(({ what }) => what))) : text.errors.roomHosts(prefix.text, host!, room, hosts), ...(room > 0 ? { hint: text.errors.fewer(room), fix: { label: text.fix.hosts(room), change: { hosts: room } } } : {}) } }
  }
  const link = keep(partOf(partOf(prefix, host!, 0n)!, network, 0n)!, text.names.link, text.purpose.link, text.reasons.link)
  const parts = blocks.flatMap((block, h) => {
    const name = text.names.host(h + 1)
    const whole: Allocation = { name, role: 'host', prefix: block.prefix.text, purpose: text.purpose.host, gateway: null, within: null, bits: BITS - host!, reasons: [text.reasons.block(host!, prefix.text), ...skippedText(block.skipped)] }
    const inside = freeParts(block.prefix, network, networks, []).map((part, i) => networkOf(part, `${name}-${nameOf(wish, i)}`, block.prefix, i === 0, name))
    return [whole, ...inside]
  })
  return { ok: true, value: [link, ...parts] }
}

function networkOf({ prefix, skipped }: FreePart, name: string, outer: Prefix, first: boolean, host: string | null): Allocation {
  return {
    name,
    role: 'network',
    prefix: prefix.text,
    purpose: host === null ? text.purpose.network : text.purpose.networkOf(host),
    gateway: formatAddress(6, prefix.network + 1n),
    within: host,
    bits: BITS - prefix.length,
    reasons: [first ? text.reasons.first(prefix.length, outer.text) : text.reasons.next(prefix.length), ...skippedText(skipped)],
  }
}

function keep(prefix: Prefix, name: string, purpose: string, reason: string): Allocation {
  return { name, role: 'kept', prefix: prefix.text, purpose, gateway: null, within: null, bits: BITS - prefix.length, reasons: [reason] }
}

function nameOf({ names }: Checked, i: number): string {
  const given = names[i]
  if (given !== undefined) return given
  if (names.length === 0) return text.names.network(i + 1)
  // Somebody may have called the first one net2: the numbers go on around it.
  let n = 0
  for (let nth = -1; nth < i; ) if (!names.includes(text.names.network(++n))) nth++
  return text.names.network(n)
}

function skippedText(what: readonly string[]): string[] {
  return what.length === 0 ? [] : [text.reasons.skipped(what.slice(0, MOST_NAMED), Math.max(0, what.length - MOST_NAMED))]
}

function noRoom({ prefix, networks, containers, situation }: Checked, length: number, room: number, taken: readonly Block[]): PlanProblem {
  const longer = nextStep(length)
  const fits = longer <= lengthFor(containers)
  const parts = fits ? freeParts(prefix, longer, networks, taken, situation === 'on-link' ? 1 : 0).length : 0
  const message = room === 0 && taken.length > 0 ? text.errors.allUsed(prefix.text, named(taken.flatMap(({ what }) => what))) : text.errors.room(prefix.text, length, room, networks)
  if (parts >= networks) return { code: 'bad_input', field: 'networks', message, hint: text.errors.longer(longer, BigInt(parts)), fix: { label: text.fix.length(longer), change: { length: longer } } }
  return { code: 'bad_input', field: room === 0 ? 'prefix' : 'networks', message, ...(room > 0 ? { hint: text.errors.fewer(room), fix: { label: text.fix.networks(room), change: { networks: room } } } : {}) }
}

function named(what: readonly string[]): string {
  const all = [...new Set(what)]
  return all.slice(0, MOST_NAMED).join('; ') + (all.length > MOST_NAMED ? ` … (${all.length})` : '')
}

/** What is in use already inside the parts that are kept for hosts and routers, other than their own addresses. */
function keptUses(allocations: readonly Allocation[], used: readonly Used[]): string[] {
  const kept = allocations.filter(({ role }) => role === 'kept').flatMap(({ prefix }) => { const parsed = parsePrefix(prefix); return parsed.ok ? [parsed.value] : [] })
  return used.filter(({ kind, prefix }) => {
    const parsed = parsePrefix(prefix)
    return (kind === 'network' || kind === 'route' || kind === 'link') && parsed.ok && kept.some((part) => overlaps(part, parsed.value))
  }).map(({ what }) => what)
}

function reasonsOf(wish: Checked, { network }: Lengths): string[] {
  const byContainers = wish.length === undefined && network === lengthFor(wish.containers)
  const why = network <= 64 ? text.reasons.net64 : network <= MAC_LENGTH ? text.reasons.net80 : text.reasons.netLonger(network, text.size(BITS - network))
  return [...(wish.length === undefined ? [] : [text.reasons.chosen(network)]), ...(network === 64 || network > 64 ? [why] : []), ...(byContainers ? [text.reasons.forContainers(network, wish.containers)] : [])]
}

function arithmeticOf({ prefix, hosts, networks }: Checked, { network, host }: Lengths): string[] {
  if (host === null) return [text.arithmetic.networksAlone(prefix.length, network), text.arithmetic.addresses(network)]
  const lines = [text.arithmetic.hosts(prefix.length, host), text.arithmetic.networks(host, network), text.arithmetic.addresses(network)]
  // Block 0 is the link.
  const bits = Math.ceil(Math.log2((hosts ?? 1) + 1))
  const left = network - prefix.length - bits
  // Worth saying only where bits are scarce.
  return prefix.length >= 56 && left > network - host && 2 ** Math.min(left, 30) >= networks ? [...lines, text.arithmetic.enough(hosts ?? 1, bits, prefix.length, network, left)] : lines
}
