import { inOrder } from './publish-place'
import type { Container } from './schema'

/**
 * A container with what --publish-all does said port by port: each exposed port without a binding of its own, at all addresses and a port of the engine's choice
 * (moby/daemon/network.go, buildPortsRelatedCreateEndpointOptions). Only so can one of them be taken back: without its binding, the engine would publish such a port at all addresses again.
 */
export function spelledOut<C extends Pick<Container, 'publishAll' | 'published' | 'exposed'>>(container: C): C {
  if (!container.publishAll) return container
  const bound = new Set(container.published.map(({ port }) => port))
  const rest = container.exposed.filter((port) => !bound.has(port)).map((port) => ({ port, hostIp: '', hostPort: '' }))
  return { ...container, publishAll: false, published: inOrder([...container.published, ...rest]) }
}
