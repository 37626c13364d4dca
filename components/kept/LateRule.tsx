'use client'
import { useResource } from '../../lib/client/use-resource'
import type { LateRule as Rule } from '../../lib/features/containers/late-rule'
import { lateText as words } from '../../lib/text/en/late'
import { ChangeButton } from '../change/ChangeButton'
import { ProblemNote } from '../problem/ProblemView'
import { StatusMark } from '../ui/StatusMark'

const MOST = 5

/** The rule that starts containers whose address came late: whether it is on, whom it waits for, and the button that changes it. */
export function LateRule({ host }: { host: string }) {
  const { page, problem } = useResource<Rule>(host, 'container-rules')
  const rule = page?.rows[0]
  if (!rule) return problem ? <ProblemNote problem={{ ...problem, message: `${words.unread} ${problem.message}` }} meaning="bad" /> : <div className="h-14 shrink-0" aria-busy />
  const title = rule.on ? words.turnOff : words.turnOn
  return (
    <section aria-label={words.title} className="mx-4 mt-3 flex shrink-0 flex-wrap items-start gap-x-4 gap-y-2 rounded-md border border-line px-3 py-2 text-13">
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="flex flex-wrap items-center gap-x-3 font-medium">
          {words.title}
          {rule.on ? <StatusMark meaning="good">{words.on}</StatusMark> : <span className="font-normal text-soft">{words.off}</span>}
        </h2>
        <p className="mt-0.5 max-w-[90ch] text-12 text-soft">{words.why}{rule.by === null ? null : ` (${words.onSince(rule.by)})`}</p>
        {rule.waiting.length === 0 ? null : (
          <ul className="mt-1 text-12">
            {rule.waiting.slice(0, MOST).map(({ id, name, missing, address }) => <li key={id} className="[overflow-wrap:anywhere]">{missing.length > 0 ? words.waiting(name, missing.join(', ')) : words.ready(name, address)}</li>)}
          </ul>
        )}
      </div>
      <ChangeButton kind="containers.start-late" input={{ on: !rule.on }} wish={{ host, title }}>{rule.on ? words.button.off : words.button.on}</ChangeButton>
    </section>
  )
}
