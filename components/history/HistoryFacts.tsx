import Link from 'next/link'
import { exactTime } from '../../lib/client/ago'
import type { ChangeRecord } from '../../lib/core/change'
import { historyPage as words } from '../../lib/text/en/history'
import { actorWord } from './history-state'

/** Who, from where, when, and which other change belongs to it. */
export function HistoryFacts({ host, record }: { host: string; record: ChangeRecord }) {
  const { actor, at, finishedAt, undoneBy, undoes, id } = record
  const facts = [
    { label: words.facts.who, value: actorWord(actor) },
    { label: words.facts.from, value: actor.type === 'user' ? <code className="font-mono text-[12.5px]">{actor.from}</code> : null },
    { label: words.facts.at, value: exactTime(at) },
    { label: words.facts.finished, value: finishedAt === null ? null : exactTime(finishedAt) },
    { label: words.facts.undoneBy, value: undoneBy === null ? null : <Other host={host} id={undoneBy} /> },
    { label: words.facts.undoes, value: undoes === null ? null : <Other host={host} id={undoes} /> },
    { label: words.facts.id, value: <code className="font-mono text-12">{id}</code> },
  ]
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2.5 min-[420px]:grid-cols-2">
      {facts.filter(({ value }) => value !== null).map((fact) => (
        <div key={fact.label} className="min-w-0">
          <dt className="text-12 text-faint">{fact.label}</dt>
          <dd className="text-13 [overflow-wrap:anywhere]">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Other({ host, id }: { host: string; id: string }) {
  return <Link href={`/hosts/${host}/history?open=${id}`} prefetch={false} className="text-accent hover:underline">{words.another}</Link>
}
