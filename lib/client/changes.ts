import type { ChangeRecord, Intent } from '../core/change'
import type { Problem } from '../core/problem'
import { fail, type Result } from '../core/result'
import { changeUi as words } from '../text/en/change-ui'
import { request } from './api'

/** What can be asked of a change that is planned, running or over. */
export type ChangeAct = 'apply' | 'confirm' | 'keep' | 'rollback' | 'undo'

/** A part of the history, newest first. */
export type ChangePage = { rows: ChangeRecord[]; total: number }

/** Where the changes of a host are; with an id, that one. */
export function changesUrl(host: string, id?: string): string {
  return `/api/v1/hosts/${encodeURIComponent(host)}/changes${id === undefined ? '' : `/${encodeURIComponent(id)}`}`
}

/** Asks what would happen. Touches nothing. */
export function previewChange(host: string, intents: readonly Intent[]): Promise<Result<ChangeRecord>> {
  return request<ChangeRecord>(changesUrl(host), { method: 'POST', body: { intents } })
}

/** Asks something of a change. A reply that takes longer than `ms` counts as lost: the change itself may go on. */
export function actOnChange(host: string, id: string, action: ChangeAct, ms?: number): Promise<Result<ChangeRecord>> {
  return within(ms, (signal) => request<ChangeRecord>(changesUrl(host, id), { method: 'POST', body: { action }, ...(signal ? { signal } : {}) }))
}

/** A change as it stands now. */
export function readChange(host: string, id: string, ms?: number): Promise<Result<ChangeRecord>> {
  return within(ms, (signal) => request<ChangeRecord>(changesUrl(host, id), { background: true, ...(signal ? { signal } : {}) }))
}

/** A part of the history. */
export function listChanges(host: string, offset: number, limit: number): Promise<Result<ChangePage>> {
  return request<ChangePage>(`${changesUrl(host)}?offset=${offset}&limit=${limit}`, { background: true })
}

/** Whether a Problem leaves open what became of the request: then only the record knows. */
export function isLostReply({ code }: Problem): boolean {
  return code === 'not_available' || code === 'keeper_unreachable' || code === 'timed_out' || code === 'internal'
}

async function within<T>(ms: number | undefined, ask: (signal?: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> {
  if (ms === undefined) return ask()
  try {
    return await ask(AbortSignal.timeout(ms))
  } catch {
    return fail({ code: 'timed_out', ...words.noReply })
  }
}
