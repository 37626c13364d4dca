import { text } from '../../text/en'
import type { ContainerNetns, EngineContainer } from '../containers/readings'
import { bindFailureOf } from './bind-error'
import { overlaps, placeText, type Binding } from './bindings'
import type { HostAddressState, PortConflict, PortState, Travels } from './schema'

type Seen = { binding: Binding; container: Pick<EngineContainer, 'pid' | 'state' | 'error'>; wider: string | null; travels: Travels; why: string; addressState: HostAddressState | null; conflicts: PortConflict[]; listening: ContainerNetns['listening'] | undefined; nonlocal: boolean }

const t = text.ports.state

/** What becomes of a binding, and why. */
export function stateOf(seen: Seen): { state: PortState; why: string } {
  return seen.container.pid === null ? stoppedState(seen) : runningState(seen)
}

function runningState({ binding, container, wider, travels, why, addressState, listening }: Seen): { state: PortState; why: string } {
  const { hostIp } = binding
  if (wider !== null) return { state: 'wider', why: t.wider(wider, hostIp) }
  if (container.state === 'paused') return { state: 'paused', why: t.paused }
  if (addressState === 'missing') return { state: 'address_missing', why: t.missing(hostIp) }
  if (addressState === 'dadfailed') return { state: 'dadfailed', why: t.dadfailed(hostIp) }
  if (addressState === 'tentative') return { state: 'tentative', why: t.tentative(hostIp) }
  if (travels === 'none') return { state: 'not_bound', why }
  if (!listening || (binding.proto !== 'tcp' && binding.proto !== 'udp')) return { state: 'serving', why: t.servingUnseen }
  const listeners = listening.filter((l) => l.proto === binding.proto && l.port === binding.port && !isLoopback(l.address))
  if (listeners.length === 0) return { state: 'silent', why: t.silent(binding.port, binding.proto) }
  // The proxy of a container without IPv6 arrives over IPv4; everything else as it came.
  const six = binding.family === 6 && travels !== 'proxy'
  if (six && !listeners.some((l) => l.family === 6)) return { state: 'ipv4_listener', why: t.ipv4Listener(binding.port) }
  return { state: 'serving', why: t.serving }
}

function stoppedState({ binding, container, addressState, conflicts, nonlocal }: Seen): { state: PortState; why: string } {
  const { hostIp } = binding
  const taker = conflicts.find((c) => c.running)
  const who = taker && (taker.what === 'container' ? taker.name : t.process(taker.name || t.unnamed, taker.pid))
  const failure = bindFailureOf(container.error)
  const mine = failure !== null && failure.port === binding.hostPort && overlaps(failure.address, hostIp)
  if (mine && failure.kind === 'address') {
    return { state: 'boot_race', why: addressState === 'missing' ? t.raceMissing(hostIp) : addressState === 'tentative' ? t.raceTentative(hostIp) : addressState === 'dadfailed' ? t.blockedDad(hostIp) : t.raceThere(hostIp) }
  }
  if (mine) return { state: 'port_taken', why: who ? t.takenBy(who) : t.takenGone }
  if (!nonlocal && addressState === 'missing') return { state: 'blocked', why: t.blockedMissing(hostIp) }
  if (!nonlocal && addressState === 'tentative') return { state: 'blocked', why: t.blockedTentative(hostIp) }
  if (addressState === 'dadfailed') return { state: 'blocked', why: t.blockedDad(hostIp) }
  if (taker && who) return { state: 'blocked', why: t.blockedBy(who, placeText({ hostIp: taker.address, hostPort: taker.port })) }
  return { state: 'stopped', why: t.stopped }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
