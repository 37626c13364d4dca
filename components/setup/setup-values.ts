import { hostsOf, networksOf } from '../../lib/features/planner/exports'
import type { Plan } from '../../lib/features/planner/schema'
import { onLinkOf } from '../../lib/features/setup/choices'
import { withTested } from '../../lib/features/setup/look'
import { setupPage } from '../../lib/text/en/pages-setup'
import { CHOICES, EXPOSURES, type Answers, type Choice, type Exposure, type Look } from '../../lib/features/setup/schema'

/** The steps in their order. */
export const STEPS = ['look', 'choose', 'plan', 'preview', 'apply', 'verify', 'done'] as const
export type Step = (typeof STEPS)[number]

/** What was answered besides the planner's questions, as it stands in the URL; all text, empty where nothing was answered. `change`: the id of what was applied. */
export type SetupValues = {
  step: Step
  choice: Choice | null
  exposure: Exposure | null
  addresses: string
  bridge: string
  /** Which of several Docker hosts this one is, by its name in the plan. */
  here: string
  name: string
  driver: Answers['driver']
  range: string
  router: string | null
  /** What a test found out about a prefix: `2001:db8::/48 yes` or `… no`. */
  tested: string
  change: string | null
}

const FIELDS = ['step', 'choice', 'exposure', 'addresses', 'bridge', 'here', 'name', 'driver', 'range', 'router', 'tested', 'change'] as const
/** Name of the one network on the LAN, unless another is typed. */
const LAN_NAME = 'lan6'

/** Reads the answers out of a query string; what is no answer counts as none. */
export function readSetup(search: URLSearchParams): SetupValues {
  const one = <T extends string>(field: string, of: readonly T[]): T | null => of.find((value) => value === search.get(field)) ?? null
  return {
    step: one('step', STEPS) ?? 'look',
    choice: one('choice', CHOICES),
    exposure: one('exposure', EXPOSURES),
    addresses: search.get('addresses') ?? '',
    bridge: search.get('bridge') ?? '',
    here: search.get('here') ?? '',
    name: search.get('name') ?? LAN_NAME,
    driver: one('driver', ['macvlan', 'ipvlan'] as const) ?? 'macvlan',
    range: search.get('range') ?? '',
    router: search.get('router'),
    tested: search.get('tested') ?? '',
    change: /^[\da-f]{8,64}$/.exec(search.get('change') ?? '')?.[0] ?? null,
  }
}

/** The query string of changed answers; those of the planner stay. null takes an answer away. */
export function writeSetup(search: URLSearchParams, change: Partial<SetupValues>): string {
  const next = new URLSearchParams(search)
  for (const field of FIELDS) {
    const value = change[field]
    if (value === undefined) continue
    if (value === null || (value === '' && field !== 'router')) next.delete(field)
    else next.set(field, value)
  }
  return `?${next}`
}

/** The answers as the setup's plan wants them; `plan` is the planner's, where the choice divides a prefix. */
export function answersOf(values: SetupValues, plan: Plan | null, look: Look): Answers {
  const { choice } = values
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  const hosts = plan ? hostsOf(plan) : []
  const here = hosts.length === 0 ? null : (hosts.find((name) => name === values.here) ?? '')
  const planned = plan === null ? [] : networksOf(plan, here).map(({ name, prefix, gateway }) => ({ name, subnet: prefix, ...(gateway === null ? {} : { gateway }) }))
  const lan = { name: values.name.trim(), subnet: onLinkOf(look)?.prefix ?? '' }
  return {
    networks: choice === 'lan' ? [lan] : choice === 'own-addresses' ? [] : planned,
    here,
    prefix: plan?.allocations.find(({ role, name }) => role === 'host' && name === here)?.prefix ?? (here === null ? (plan?.prefix ?? null) : null),
    exposure: values.exposure,
    addresses: values.addresses.split(/[\s,]+/).filter(Boolean),
    defaultBridge: text(values.bridge),
    driver: values.driver,
    range: text(values.range),
    router: text(values.router ?? look.uplink?.router ?? ''),
  }
}

/** What gets a part beside the networks of the plan. */
export function besideOf({ bridge }: SetupValues): { subnet: string; what: string } {
  return { subnet: bridge.trim(), what: setupPage.plan.bridge }
}

/** The look with what a test found out about a prefix; without one, the look as it is. */
export function testedLook(look: Look, tested: string): Look {
  const [prefix = '', said] = tested.split(' ')
  return said === 'yes' || said === 'no' ? withTested(look, prefix, said === 'yes') : look
}

/** Whether a choice divides a prefix, and in which situation the planner does it. */
export function situationOf(choice: Choice): 'routed' | 'on-link' | 'none' | null {
  return choice === 'routed' ? 'routed' : choice === 'ndp-proxy' ? 'on-link' : choice === 'private' ? 'none' : null
}

/** Why a step cannot be gone to yet; null if it can. */
export function whyNot(step: Step, { choice, change }: SetupValues, words: Record<Exclude<Step, 'look' | 'choose'>, string>): string | null {
  if (step === 'look' || step === 'choose') return null
  if (step === 'plan' || step === 'preview') return choice === null ? words[step] : null
  return change === null ? words[step] : null
}
