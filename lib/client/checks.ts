import type { Result } from '../core/result'
import type { CheckReport } from '../features/setup/schema'
import { request } from './api'

/** What to check: a network by name, (`network` null) addresses of the host's own, or whether a prefix is routed here. */
export type CheckTarget = { network: string | null; addresses: string[] } | { prefix: string }

/** Sends real packets: from a probe in the network, which is gone afterwards, or from the addresses. Takes up to 15 s. */
export function runCheck(host: string, target: CheckTarget): Promise<Result<CheckReport>> {
  return request<CheckReport>(`/api/v1/hosts/${encodeURIComponent(host)}/check`, { method: 'POST', body: target })
}
