import type { AddressFact } from '../addresses/readings'
import { bindFailureOf } from '../ports/bind-error'
import { canonicalText } from '../../core/ip'
import type { EngineContainer } from './readings'

/** A container that the engine could not start because an address was not on the host. `missing`: its addresses that cannot be used yet; none means that it can be started now. */
export type LateContainer = { id: string; name: string; address: string; missing: string[]; error: string }

/** Policies by which the engine itself would have the container running. One without is left to whoever started it. */
const STARTED_BY_ENGINE = ['always', 'unless-stopped', 'on-failure']

/**
 * The containers that should run and do not because their address came late, by the engine's own words (Docker 20.10 to 29; Podman notes none).
 * The engine tries no second time, whatever the restart policy says (moby issue 39559).
 */
export function lateContainers(containers: readonly Pick<EngineContainer, 'id' | 'name' | 'pid' | 'state' | 'error' | 'restartPolicy' | 'published'>[], addresses: readonly Pick<AddressFact, 'address' | 'flags'>[]): LateContainer[] {
  const usable = new Set(addresses.filter(({ flags }) => !flags.includes('dadfailed') && (!flags.includes('tentative') || flags.includes('optimistic'))).map(({ address }) => address))
  return containers.flatMap(({ id, name, pid, state, error, restartPolicy, published }) => {
    const failure = bindFailureOf(error)
    if (pid !== null || failure?.kind !== 'address' || !['created', 'exited'].includes(state) || !STARTED_BY_ENGINE.includes(restartPolicy)) return []
    const asked = published.map(({ hostIp }) => canonicalText(hostIp)).filter((address) => address !== '' && address !== '::' && address !== '0.0.0.0' && !address.startsWith('127.'))
    return [{ id, name, address: failure.address, missing: [...new Set([failure.address, ...asked])].filter((address) => !usable.has(address)), error }]
  })
}
