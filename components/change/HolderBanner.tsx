'use client'
import { useChange } from '../../lib/client/stores/change'
import { useSession } from '../../lib/client/stores/session'
import { showChange } from '../../lib/client/use-change'
import { useHolder } from '../../lib/client/use-holder'
import { useNow } from '../../lib/client/use-now'
import type { ChangeRecord } from '../../lib/core/change'
import { changeUi } from '../../lib/text/en/change-ui'
import { Button } from '../ui/Button'
import { MeaningIcon } from '../ui/StatusMark'

const words = changeUi.holder

/** Who is changing this host now, for everybody who does not look at that change already. */
export function HolderBanner({ host }: { host: string }) {
  const holder = useHolder(host)
  const watched = useChange(({ open, record }) => open && record?.id === holder?.id)
  return <div role="status" className="contents">{holder && !watched ? <Holder host={host} record={holder} /> : null}</div>
}

function Holder({ host, record }: { host: string; record: ChangeRecord }) {
  const me = useSession(({ user }) => user?.name)
  const now = useNow()
  const { actor, state, plan, deadline } = record
  const who = actor.type === 'system' ? words.system : actor.name === me ? words.you : actor.name
  const left = state === 'waiting' && deadline !== null && now > 0 ? Math.max(0, Math.ceil((deadline - now) / 1000)) : null
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-line bg-attention-wash py-1 pr-2 pl-4 text-13">
      <MeaningIcon meaning="attention" size={14} />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {words.says[state === 'undoing' || state === 'waiting' ? state : 'applying'](who, plan.title)}
        {/* Not read out every second. */}
        {left === null ? null : <span aria-hidden className="text-soft"> {words.left(left)}</span>}
      </p>
      <Button look="quiet" className="-my-1 h-7 px-2" onClick={() => showChange(host, record)}>{words.follow}</Button>
    </div>
  )
}
