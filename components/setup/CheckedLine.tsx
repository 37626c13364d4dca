import { duration } from '../../lib/client/ago'
import type { Meaning } from '../../lib/core/meaning'
import type { CheckLine } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { MeaningIcon } from '../ui/StatusMark'

const words = setupPage.verify
const MEANING: Record<CheckLine['state'], Meaning> = { ok: 'good', failed: 'bad', unclear: 'attention', skipped: 'unknown' }

/** One line of a check: what was asked, whether it answered, and why not. */
export function CheckedLine({ line: { what, state, why, took } }: { line: CheckLine }) {
  return (
    <li className="flex items-start gap-2 border-b border-line py-1.5 text-13 last:border-b-0">
      <span className="mt-0.5"><MeaningIcon meaning={MEANING[state]} /></span>
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p>{what}</p>
        {why ? <p className={state === 'failed' ? 'text-text' : 'text-soft'}>{why}</p> : null}
      </div>
      <span className="shrink-0 text-12 leading-5 text-faint">{words.states[state]}{took === null ? '' : ` · ${duration(took)}`}</span>
    </li>
  )
}
