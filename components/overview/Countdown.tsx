'use client'
import { exactTime } from '../../lib/client/ago'
import { useNow } from '../../lib/client/use-now'
import { overviewPage as words } from '../../lib/text/en/pages-overview'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Time that is left, in the two largest units that fit: "29 min 04 s". */
export function timeLeft(ms: number): string {
  const part = (unit: number, of: number) => Math.floor((ms % of) / unit)
  if (ms >= DAY) return words.left.days(Math.floor(ms / DAY), part(HOUR, DAY))
  if (ms >= HOUR) return words.left.hours(Math.floor(ms / HOUR), part(MINUTE, HOUR))
  if (ms >= MINUTE) return words.left.minutes(Math.floor(ms / MINUTE), part(SECOND, MINUTE))
  return words.left.seconds(Math.max(0, Math.floor(ms / SECOND)))
}

/** When a lifetime ends, told every second, with the exact time on hover. null is forever. Not announced: a clock that talks is a nuisance. */
export function Countdown({ until, say, over }: { until: number | null; say: (left: string) => string; over: string }) {
  const now = useNow()
  if (until === null) return <span className="text-faint">{words.facts.forever}</span>
  if (now === 0) return null
  return (
    <time dateTime={new Date(until).toISOString()} data-tip={exactTime(until)} className={until <= now ? 'text-attention' : 'text-soft'}>
      {until <= now ? over : say(timeLeft(until - now))}
    </time>
  )
}
