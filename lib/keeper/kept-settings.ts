import type { Rows } from '../core/change'
import type { Result } from '../core/result'
import type { Host } from '../changes/ports'
import type { WritePath } from '../changes/write-path'
import { SYSCTL_DROP_IN } from '../features/sysctls/drop-in'
import { winnerOf } from '../features/sysctls/start-values'
import type { Sysctl } from '../features/sysctls/schema'
import { log } from './log'
import type { KeptRows } from './store-kept'

/**
 * Writes the settings of our drop-in to links that have just appeared, or to all: systemd-sysctl does so at the start and udev for each new link, but not every host has udev,
 * and a link whose MTU fell below 1280 lost its settings. Where a file behind ours sets another value, that one holds and ours is not written.
 */
export async function writeKeptSettings(parts: { observe(names: readonly string[]): Promise<Result<Rows>>; perform: Host['perform'] }, devs: ReadonlySet<string> | 'all'): Promise<void> {
  const seen = await parts.observe(['sysctls'])
  if (!seen.ok) return log('error', 'kept-settings-unread', { why: seen.problem.message })
  const rows = (seen.value['sysctls'] ?? []) as readonly Sysctl[]
  const due = rows.filter((row) => row.kept !== null && row.kept !== row.value && winnerOf(row.setBy ?? [])?.file === SYSCTL_DROP_IN && (devs === 'all' || (row.dev !== null && devs.has(row.dev))))
  for (const row of due) {
    const result = await parts.perform({ type: 'write-sysctl', path: row.key, value: row.kept ?? '' }, { again: true, by: 'restore' })
    log('info', result.ok ? 'kept-setting-written' : 'kept-setting-not-written', { path: row.key, ...(result.ok ? {} : { why: result.problem.message }) })
  }
}

/** Earlier versions kept settings as records. Each becomes a line of the drop-in, by a change like any other; a setting whose link is away keeps its record until then. */
export async function adoptOldSettings(writePath: Pick<WritePath, 'run'>, kept: Pick<KeptRows, 'all'>): Promise<void> {
  const asker = { actor: { type: 'system' as const, job: 'adopt kept settings' }, admin: null }
  for (const { key, value } of kept.all('row').filter((row) => row.key.startsWith('sysctls/'))) {
    const old = value as { path?: unknown; value?: unknown } | null
    const set = { kind: 'sysctls.set', input: { path: old?.path, value: old?.value, keep: true } }
    const forget = { kind: 'kept.forget', input: { key } }
    const moved = await writePath.run(asker, [set, forget])
    // Live and in the file already: only the record is left over.
    const done = moved.ok || moved.problem.code !== 'conflict' ? moved : await writePath.run(asker, [forget])
    log('info', done.ok ? 'kept-setting-adopted' : 'kept-setting-not-adopted', { key, ...(done.ok ? {} : { why: done.problem.message }) })
  }
}

/** Whether the host has started since this was last asked: then settings that came late are written once more. */
export function startedSince(kept: Pick<KeptRows, 'fact' | 'setFact'>, boot: string | null): boolean {
  if (boot === null || kept.fact('boot') === boot) return false
  kept.setFact('boot', boot)
  return true
}

