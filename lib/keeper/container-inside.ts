import { fail, mapResult, type Result } from '../core/result'
import type { Page } from '../core/resource'
import { parseInsideDetail } from '../features/containers/inside'
import type { EngineContainer } from '../features/containers/readings'
import { gatherContainerInside } from '../hosts/gather/container-inside'
import { text } from '../text/en'

/** The network namespace of one container, read when somebody opens it. `id` is an engine id or a name; only containers the engine lists can be looked into. */
export async function containerInside(id: string, containers: () => Promise<Result<EngineContainer[]>>): Promise<Result<Page<unknown>>> {
  const all = await containers()
  if (!all.ok) return all
  const container = all.value.find((one) => one.id === id || one.name === id)
  if (!container) return fail({ code: 'not_found', message: text.keeper.noContainer(id) })
  if (container.pid === null) return fail({ code: 'not_available', message: text.keeper.notRunning(container.name) })
  const at = Date.now()
  const raw = await gatherContainerInside(container.pid)
  return mapResult(parseInsideDetail(raw), (detail) => ({
    resource: 'container-inside',
    version: at,
    total: 1,
    matched: 1,
    offset: 0,
    rows: [detail],
    sources: [{ text: `nsenter --net=/proc/${container.pid}/ns/net ip -j addr`, at, took: Date.now() - at }],
    problems: [],
  }))
}
