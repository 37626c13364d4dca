import type { EngineContainer } from '../containers/readings'
import type { SocketFact } from '../sockets/parse-ss'
import { placeText, WILDCARD, type Binding } from './bindings'
import type { Translation } from './translations'

/** What the kernel was made to do, for comparing it with what was asked for. */
type Done = { rules: (binding: Binding) => Translation | null; sockets: readonly SocketFact[] | undefined; isOthers: (fact: SocketFact) => boolean }

/** Programs of Docker that hold the sockets of published ports in the host's own network namespace. */
const HOLDERS = ['docker-proxy', 'dockerd']

/**
 * The place at which a port is really open, where that is every address although one was asked for: by a rule that sends packets for any address to this container,
 * or by a socket of the engine. Null if nothing of that kind is seen. Engines before 29 do so with a text that they cannot read (net.ParseIP gives nil, which is everything).
 */
export function widerPlace(binding: Binding, container: Pick<EngineContainer, 'pid' | 'attachments'>, siblings: readonly Binding[], { rules, sockets, isOthers }: Done): string | null {
  const { family, proto, hostIp, hostPort } = binding
  const all = WILDCARD[family]
  const isAsked = hostIp === all || siblings.some((one) => one.family === family && one.proto === proto && one.hostPort === hostPort && one.hostIp === all)
  if (container.pid === null || hostPort === null || isAsked) return null
  const wide = { ...binding, hostIp: all }
  const rule = rules(wide)
  const isMine = rule !== null && container.attachments.some(({ ipv4, ipv6 }) => ipv4 === rule.address || ipv6 === rule.address)
  const socket = sockets?.find((fact) => fact.proto === proto && fact.port === hostPort && fact.address === all && fact.users.some(({ name }) => HOLDERS.includes(name)) && !isOthers(fact))
  return isMine || socket ? placeText(wide) : null
}
