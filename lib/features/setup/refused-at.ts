import type { Problem } from '../../core/problem'
import type { Choice } from './schema'

/** The boxes of the plan step that something can be refused at. `prefix` and `names` are the planner's. */
export type Box = 'exposure' | 'addresses' | 'defaultBridge' | 'here' | 'prefix' | 'names' | 'name' | 'range' | 'router'

/**
 * The box whose answer is refused; null where no box has the cause. The field is either the path of an answer (`networks.0.subnet`, `addresses.1`), or what the write path says of an intent of
 * the batch (`intents.4.pools.0.subnet`, of a batch of one without the head). `from`: the answer of each intent.
 */
export function boxOf(choice: Choice, { field }: Pick<Problem, 'field'>, from: readonly string[]): Box | null {
  if (field === undefined) return null
  const [, number, inner] = /^intents\.(\d+)(?:\.(.*))?$/.exec(field) ?? []
  if (number !== undefined) return intentBox(choice, from[Number(number)] ?? '', inner ?? '')
  return answerBox(choice, field) ?? (from.length === 1 ? intentBox(choice, from[0]!, field) : null)
}

function answerBox(choice: Choice, field: string): Box | null {
  const [name] = field.split('.')
  if (name === 'exposure' || name === 'addresses' || name === 'defaultBridge' || name === 'here' || name === 'range' || name === 'router') return name
  if (name !== 'networks') return null
  return choice === 'lan' ? 'name' : 'prefix'
}

function intentBox(choice: Choice, answer: string, field: string): Box | null {
  if (answer === 'defaultBridge') return /(^|\.)(fixed-cidr-v6|ipv6)$/.test(field) ? 'defaultBridge' : null
  if (answer.startsWith('addresses')) return 'addresses'
  if (!answer.startsWith('networks')) return null
  const lan = choice === 'lan'
  if (field === 'name') return lan ? 'name' : 'names'
  if (field === 'gatewayMode6') return 'exposure'
  if (!field.startsWith('pools')) return null
  if (!lan) return 'prefix'
  // The subnet of a network on the LAN is no answer: it is the link's.
  return field.endsWith('.range') ? 'range' : field.endsWith('.gateway') ? 'router' : null
}
