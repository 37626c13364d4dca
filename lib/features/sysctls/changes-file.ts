import type { Step } from '../../core/action'
import type { Delta } from '../../core/change'
import { hashOfText } from '../../core/file-hash'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { SYSCTL_DROP_IN, withSetting } from './drop-in'
import type { SysctlFile } from './schema'

const t = text.sysctls

/** A setting to keep at a value, or to forget with null. */
export type Wished = { path: string; value: string | null }

/** The text of dock6's own file as the rows show it. */
export function ownText(files: readonly SysctlFile[]): string | null {
  return files.find(({ path }) => path === SYSCTL_DROP_IN)?.text ?? null
}

/**
 * The step that brings our drop-in from how the rows show it to what is wished, with the file as it was as the way back; nothing where it is so already.
 * The delta holds the whole text, so that the next change of a batch plans on the file that this one leaves, and names its content.
 */
export function dropInParts(files: readonly SysctlFile[], wished: readonly Wished[]): { steps: Step[]; deltas: Delta[] } {
  const before = ownText(files)
  const after = wished.reduce((now, { path, value }) => withSetting(now, path, value), before)
  if (after === before) return { steps: [], deltas: [] }
  const write = (content: string | null, now: string | null): Step['do'] => ({ type: 'write-file', path: SYSCTL_DROP_IN, content, ifHash: hashOfText(now) })
  return {
    steps: [{ title: after === null ? t.fileGone : before === null ? t.fileNew : t.file, do: write(after, before), undo: write(before, after) }],
    deltas: [{ resource: 'sysctl-files', label: SYSCTL_DROP_IN, match: { path: SYSCTL_DROP_IN }, before: { text: before }, after: { text: after } }],
  }
}
