import { isForAll } from '../../lib/features/containers/as-asked'
import { spelledOut } from '../../lib/features/containers/publish-all'
import { isEnginesChoice, isLive } from '../../lib/features/containers/publish-place'
import type { Container, Published } from '../../lib/features/containers/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import { linesOf, type OwnerLines } from './publish-lines'

/** The binding that stands behind a row of ports, as it was asked for; null if none does. */
export function bindingOfRow(row: Pick<PortRow, 'proto' | 'containerPort' | 'hostIp' | 'hostPort'>, container: Pick<Container, 'published' | 'exposed' | 'publishAll'>): Published | null {
  const live = { proto: row.proto, port: row.containerPort, hostIp: row.hostIp, hostPort: row.hostPort }
  // What was asked for by address and port is more than what merely fits.
  const { published } = spelledOut(container)
  const fitting = published.filter((one) => isLive(live, one, published))
  return fitting.find((one) => !isForAll(one.hostIp) && one.hostPort === String(row.hostPort)) ?? fitting.find((one) => one.hostPort === String(row.hostPort)) ?? fitting[0] ?? null
}

/** The input of `containers.unpublish` for a row. A binding without an address that can be read is told by its text, one of the engine's choice by the port that it has now. */
export function unpublishInput(row: PortRow, binding: Published, anyway: boolean) {
  const hostPort = isEnginesChoice(binding) ? row.hostPort : Number(binding.hostPort)
  return { container: row.container.name, bindings: [{ proto: row.proto, containerPort: row.containerPort, hostAddress: isForAll(binding.hostIp) ? binding.hostIp : row.hostIp, hostPort }], anyway }
}

/** What the owner's file holds without this binding. */
export function linesWithout(container: Container, binding: Published): OwnerLines {
  const { published } = spelledOut(container)
  const at = published.findIndex((one) => one.port === binding.port && one.hostIp === binding.hostIp && one.hostPort === binding.hostPort)
  return linesOf(container, published.filter((_, n) => n !== at))
}
