import type { Intent } from '../../core/change'
import { kindOf, isGlobalUnicast } from '../../core/address-scope'
import { formatAddress, overlaps, parseAddress, parsePrefix } from '../../core/ip'
import type { Problem } from '../../core/problem'
import { fail, ok, type Result } from '../../core/result'
import { setup as text } from '../../text/en/setup'
import { asksExposure, choicesOf, exposuresOf, hearsRouters, onLinkOf, startsBefore } from './choices'
import { toHold } from './held'
import { isInside } from './look'
import type { Answers, Choice, Look, SettingNow } from './schema'

/** The batch, and for each intent the answer that it comes from (`networks.0`, `addresses.1`, or empty): a refusal of intent n belongs there. */
export type Batch = { intents: Intent[]; from: string[] }

const FORWARDING = 'net/ipv6/conf/all/forwarding'
/** A plan with more is no first setup. */
export const MOST = 32

/** Answers to begin with: nothing decided that a person has to decide. */
export function firstAnswers(look: Look): Answers {
  return { networks: [], prefix: null, here: null, exposure: null, addresses: [], defaultBridge: null, driver: 'macvlan', range: null, router: look.uplink?.router ?? null }
}

/**
 * What the answers come to, as one batch for the one write path, in the order in which it has to be done: advertisements are heard before forwarding is on
 * (or the default route is lost at that moment), what no network takes of a routed prefix is discarded before any of it comes here, the engine has its rules before a network needs them, a network is there before the host answers for it.
 * What the host does already and keeps is left out. A Problem has the path of the answer as its field.
 */
export function intentsOf(choice: Choice, answers: Answers, look: Look): Result<Batch> {
  const fit = choicesOf(look).find((one) => one.choice === choice)
  if (!fit || fit.fit === 'impossible') return refuse('choice', fit?.why ?? text.choices.noEngine)
  const wrong = exposureProblem(choice, answers, look) ?? answerProblem(choice, answers, look)
  if (wrong) return fail(wrong)
  const batch: Batch = { intents: [], from: [] }
  const add = (kind: string, input: unknown, from = '') => {
    batch.intents.push({ kind, input })
    batch.from.push(from)
  }
  if (choice === 'own-addresses') {
    // As /128 they bring no route of their own; deprecated, nothing that the host itself begins is sent from them.
    for (const [n, address] of answers.addresses.entries()) add('addresses.add', { dev: look.uplink!.dev, address: `${shown(address)}/128`, deprecated: true, keep: true }, `addresses.${n}`)
    if (startsBefore(look)) add('containers.start-late', { on: true })
    return ok(batch)
  }
  if (choice !== 'lan') {
    const { uplink, forwarding } = look
    if (uplink && hearsRouters(look) && differs(uplink.acceptRa, '2')) add('sysctls.set', { path: `net/ipv6/conf/${uplink.dev}/accept_ra`, value: '2', keep: true })
    if (differs(forwarding, '1')) add('sysctls.set', { path: FORWARDING, value: '1', keep: true })
    const subnets = answers.networks.map(({ subnet }) => subnet)
    const held = choice === 'routed' ? toHold(answers.prefix, answers.defaultBridge === null ? subnets : [...subnets, answers.defaultBridge], look) : null
    if (held !== null) add('routes.add', { dst: held, type: 'unreachable', keep: true })
    const settings = engineSettings(choice, answers, look)
    if (Object.keys(settings).length > 0) add('engine.configure', { set: settings, unset: [] }, answers.defaultBridge === null ? '' : 'defaultBridge')
  }
  for (const [n, network] of answers.networks.entries()) add('networks.create', networkInput(choice, network, answers, look), `networks.${n}`)
  if (choice === 'ndp-proxy') for (const [n, { name }] of answers.networks.entries()) add('proxies.rule-add', { network: name, dev: look.uplink!.dev, enable: true, probes: true }, `networks.${n}`)
  return ok(batch)
}

/** Not as wished, or not for longer than until the next start. */
function differs(setting: SettingNow | null, wanted: string): boolean {
  return setting !== null && (setting.value !== wanted || setting.kept !== wanted)
}

function engineSettings(choice: Choice, { exposure, defaultBridge }: Answers, { engine }: Look): Record<string, boolean | string> {
  const rules = engine !== null && (choice === 'private' || exposure === 'published') ? engine.ip6tablesNeeds : []
  return { ...Object.fromEntries(rules.map((key) => [key, true])), ...(defaultBridge === null ? {} : { ipv6: true, 'fixed-cidr-v6': defaultBridge }) }
}

function networkInput(choice: Choice, { name, subnet, gateway }: Answers['networks'][number], answers: Answers, { engine, uplink }: Look) {
  const pool = (gate: string | null | undefined, range?: string | null) => ({ subnet, ...(gate ? { gateway: gate } : {}), ...(range ? { range } : {}) })
  if (choice === 'lan') return { name, driver: answers.driver, parent: uplink!.dev, ipv6: true, pools: [pool(answers.router, answers.range)] }
  const modes = engine?.capabilities.gatewayModes === null && asksExposure(choice)
  return { name, ipv6: true, pools: [pool(gateway)], ...(modes ? { gatewayMode6: answers.exposure === 'everything' ? 'nat-unprotected' : 'routed' } : {}) }
}

function exposureProblem(choice: Choice, { exposure }: Answers, look: Look): Problem | null {
  if (!asksExposure(choice)) return null
  if (exposure === null) return problem('exposure', text.answers.exposure)
  const fit = exposuresOf(choice, look).find((one) => one.exposure === exposure)
  return fit?.possible ? null : problem('exposure', fit?.why ?? text.answers.exposure)
}

function answerProblem(choice: Choice, answers: Answers, look: Look): Problem | null {
  const { networks, addresses, defaultBridge } = answers
  const a = text.answers
  const onLink = onLinkOf(look)
  if (choice === 'own-addresses') {
    if (addresses.length === 0) return problem('addresses', a.noAddress(onLink?.prefix ?? ''))
    if (addresses.length > MOST) return problem('addresses', a.tooMany(MOST))
    for (const [n, given] of addresses.entries()) {
      const parsed = parseAddress(given)
      if (!parsed.ok) return problem(`addresses.${n}`, parsed.problem.message)
      if (!onLink || !isInside(parsed.value.text, onLink.prefix)) return problem(`addresses.${n}`, a.addressOutside(parsed.value.text, onLink?.prefix ?? ''))
      if (addresses.findIndex((other) => shown(other) === parsed.value.text) < n) return problem(`addresses.${n}`, a.addressTwice(parsed.value.text))
    }
    return null
  }
  if (answers.here === '') return problem('here', a.here)
  if (networks.length === 0 && defaultBridge === null) return problem('networks', a.noNetwork)
  if (networks.length > MOST) return problem('networks', a.tooMany(MOST))
  if (choice === 'lan' && networks.length !== 1) return problem('networks', a.oneNetwork)
  if (choice === 'ndp-proxy' && defaultBridge !== null) return problem('defaultBridge', a.noDefaultBridge)
  const given = [...networks.map(({ subnet }, n) => ({ subnet, field: `networks.${n}.subnet` })), ...(defaultBridge === null ? [] : [{ subnet: defaultBridge, field: 'defaultBridge' }])]
  for (const { subnet, field } of given) {
    const message = subnetProblem(choice, subnet, look)
    if (message) return problem(field, message)
  }
  const twin = networks.find(({ subnet }) => defaultBridge !== null && touches(subnet, defaultBridge))
  return twin ? problem('defaultBridge', a.bridgeTwice(defaultBridge!, twin.name, twin.subnet)) : null
}

/** Why a subnet does not go with a choice; null if it does. What else may be wrong with it, the network's own plan finds. */
function subnetProblem(choice: Choice, given: string, look: Look): string | null {
  const a = text.answers
  const parsed = parsePrefix(given)
  if (!parsed.ok) return parsed.problem.message
  const { network, family, text: subnet, length } = parsed.value
  if (family !== 6) return a.onlySix(subnet)
  const onLink = onLinkOf(look)
  if (choice === 'private') return kindOf({ family, value: network }) === 'unique-local' ? null : a.notPrivate(subnet)
  if (!isGlobalUnicast({ family, value: network })) return a.notGlobal(subnet)
  if (choice === 'lan') return onLink && subnet === onLink.prefix ? null : a.notTheLink(subnet, onLink?.prefix ?? '')
  const inside = onLink !== undefined && isInside(subnet, onLink.prefix)
  if (choice === 'ndp-proxy') return inside && length > onLink.length ? null : a.notInside(subnet, onLink?.prefix ?? '')
  return inside && onLink.sure ? a.notRouted(subnet, onLink.prefix) : null
}

function touches(one: string, other: string): boolean {
  const [a, b] = [parsePrefix(one), parsePrefix(other)]
  return a.ok && b.ok && overlaps(a.value, b.value)
}

function shown(given: string): string {
  const parsed = parseAddress(given)
  return parsed.ok ? formatAddress(parsed.value.family, parsed.value.value) : given
}

function problem(field: string, message: string): Problem {
  return { code: 'bad_input', field, message }
}

function refuse(field: string, message: string): Result<never> {
  return fail(problem(field, message))
}
