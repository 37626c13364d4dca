import { SYSCTL_DROP_IN } from '../../lib/features/sysctls/drop-in'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { Badge } from '../ui/Badge'
import { StatusMark } from '../ui/StatusMark'
import { keptProblem } from './sysctl-words'

/** The value that dock6 keeps across restarts, and whether it is what holds. */
export function KeptWord({ row }: { row: Sysctl }) {
  if (row.setBy === null) return <span className="text-soft">{words.kept.unread}</span>
  if (row.kept === null) return <span className="text-soft" data-tip={words.kept.notKept}>{words.kept.no}</span>
  const why = keptProblem(row)
  return <StatusMark meaning={why ? 'attention' : 'good'} plain {...(why ? { why } : {})}><span className="font-mono">{row.kept}</span></StatusMark>
}

/** Every file that sets a setting when the host starts, in the order in which they are read. */
export function SetByList({ row }: { row: Sysctl }) {
  const list = row.setBy ?? []
  if (list.length === 0) return <span className="text-soft">{row.setBy === null ? words.kept.unread : words.kept.nobody}</span>
  return (
    <ul className="flex w-full min-w-0 flex-col gap-1">
      {list.map((one) => (
        <li key={`${one.file} ${one.line}`} className="flex min-w-0 flex-wrap items-center gap-x-2 text-12">
          <code className="min-w-0 font-mono [overflow-wrap:anywhere]">{one.file}</code>
          <span className="text-faint">{words.kept.line(one.line)}</span>
          <code className="font-mono [overflow-wrap:anywhere]">{one.key === row.key ? one.value : `${one.key} = ${one.value}`}</code>
          {one.file === SYSCTL_DROP_IN ? <Badge>{words.kept.own}</Badge> : null}
          {one.wins ? <Badge meaning={row.kept !== null && one.file !== SYSCTL_DROP_IN && one.value !== row.kept ? 'attention' : 'plain'} tip={words.kept.winsWhy}>{words.kept.wins}</Badge> : null}
          {one.atStart ? null : <span className="text-soft">{words.kept.notAtStart}</span>}
        </li>
      ))}
    </ul>
  )
}
