import type { ContainerRef } from '../containers/ref'
import type { EngineContainer } from '../containers/readings'
import type { SocketFact } from './parse-ss'

/** Processes that hold a socket for a published port: docker-proxy, dockerd itself (from 28 on), conmon and rootlessport of Podman, rootlesskit. */
const HOLDERS = new Set(['docker-proxy', 'dockerd', 'conmon', 'podman', 'rootlessport', 'rootlesskit', 'pasta', 'pasta.avx2', 'slirp4netns'])

const WILDCARDS = { 4: '0.0.0.0', 6: '::' } as const

/** Finds the container that a socket is held for: its process belongs to an engine, and a running container publishes that protocol, address and port. */
export function publishedIndex(containers: readonly Pick<EngineContainer, 'id' | 'name' | 'pid' | 'ports'>[] | undefined): (fact: Pick<SocketFact, 'proto' | 'address' | 'port' | 'users'>) => ContainerRef | null {
  const index = new Map<string, ContainerRef>()
  for (const { id, name, pid, ports } of containers ?? []) {
    if (pid === null) continue
    for (const { proto, hostIp, hostPort } of ports) {
      if (hostPort === null) continue
      // No address means all of them, in both families.
      for (const address of hostIp === null ? Object.values(WILDCARDS) : [hostIp]) index.set(`${proto} ${address} ${hostPort}`, { id, name })
    }
  }
  return ({ proto, address, port, users }) => (users.some((user) => HOLDERS.has(user.name)) ? (index.get(`${proto} ${address} ${port}`) ?? null) : null)
}
