import { changeUi as words } from '../../lib/text/en/change-ui'
import { cx } from '../ui/class-names'
import { lineDiff, type DiffLine } from './line-diff'

const LOOKS: Record<DiffLine['sign'], string> = { '-': 'bg-bad-wash text-bad', '+': 'bg-good-wash text-good', ' ': 'text-faint' }
const SAID: Record<DiffLine['sign'], string> = { '-': words.value.was, '+': words.value.becomes, ' ': '' }

/** What changes in a file, line by line, as `diff -u` shows it. */
export function FileDiff({ before, after }: { before: string | null; after: string | null }) {
  return (
    <pre className="min-w-0 overflow-x-auto py-1 font-mono text-12 leading-5">
      {lineDiff(before, after).map(({ sign, text }, index) => (
        <span key={index} className={cx('block px-2.5 whitespace-pre-wrap [overflow-wrap:anywhere]', LOOKS[sign])}><span aria-hidden>{sign} </span>{SAID[sign] ? <span className="sr-only">{SAID[sign]} </span> : null}{text}</span>
      ))}
    </pre>
  )
}
