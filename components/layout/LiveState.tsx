'use client'
import { ago, exactTime } from '../../lib/client/ago'
import { useResources, type Live } from '../../lib/client/stores/resources'
import { useNow } from '../../lib/client/use-now'
import { shell } from '../../lib/text/en/shell'
import { cx } from '../ui/class-names'

const DOTS: Record<Live['state'], string> = {
  connecting: 'bg-unknown',
  connected: 'bg-good',
  reconnecting: 'bg-attention',
  keeper: 'bg-bad',
}

/** Whether what is on the page is live: a dot, a word, and the age of the last event. */
export function LiveState() {
  const live = useResources((state) => state.live)
  const now = useNow()
  const age = live.lastEventAt && now ? ago(live.lastEventAt, now) : null
  const why = {
    connecting: shell.live.quiet,
    connected: age ? shell.live.connectedWhy(age) : shell.live.quiet,
    reconnecting: shell.live.reconnectingWhy(live.since ? exactTime(live.since) : ''),
    keeper: shell.live.keeperWhy,
  }[live.state]
  return (
    <div tabIndex={0} data-tip={why} aria-description={why} role="group" aria-label={shell.live[live.state]} className="flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-12 whitespace-nowrap text-soft">
      <span aria-hidden className={cx('size-2 rounded-full', DOTS[live.state])} />
      <span role="status" className={cx(live.state === 'connected' && 'max-sm:sr-only', live.state === 'keeper' && 'text-bad', live.state === 'reconnecting' && 'text-attention')}>{shell.live[live.state]}</span>
      {age ? <span className="hidden min-w-14 text-faint lg:inline">{age}</span> : null}
    </div>
  )
}
