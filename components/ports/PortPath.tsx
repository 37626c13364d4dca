import { Box, Cpu, Laptop, Shuffle, SquareTerminal, Split, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Meaning } from '../../lib/core/meaning'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { cx } from '../ui/class-names'
import { MeaningIcon } from '../ui/StatusMark'
import { hostPlace, reachState } from './port-state'

type Hop = { Icon: LucideIcon; title: string; place: string | null; says: ReactNode; meaning: Meaning }

const t = words.path

/** The way of a packet, drawn: client, address of the host, rule or proxy, container, program. Behind the hop where it stops the line is broken. */
export function PortPath({ row }: { row: PortRow }) {
  const hops = hopsOf(row)
  const broken = hops.findIndex((hop) => hop.meaning === 'bad')
  return (
    <ol aria-label={t.label} className="flex flex-col">
      {hops.map(({ Icon, title, place, says, meaning }, index) => {
        const stops = index === broken
        const beyond = broken >= 0 && index > broken
        return (
          <li key={title} className="flex gap-3">
            <span aria-hidden className="flex w-8 shrink-0 flex-col items-center">
              <span className={cx('flex size-8 items-center justify-center rounded-full border', stops ? 'border-bad bg-bad-wash text-bad' : beyond ? 'border-dashed border-line-strong text-faint' : 'border-line-strong bg-raised text-soft')}><Icon size={15} /></span>
              {index < hops.length - 1 ? <span className={cx('w-0 flex-1 border-l', stops || beyond ? 'border-dashed border-line-strong' : row.travels === 'proxy' && index > 1 ? 'border-attention' : 'border-field')} /> : null}
            </span>
            <div className={cx('min-w-0 flex-1', index < hops.length - 1 && 'pb-3', beyond && 'text-faint')}>
              <p className="flex min-h-8 flex-wrap items-center gap-x-2">
                <span className={cx('text-13', beyond ? '' : 'font-medium')}>{title}</span>
                {place ? <code className="min-w-0 font-mono text-[12.5px] [overflow-wrap:anywhere]">{place}</code> : null}
                {meaning === 'good' || beyond ? null : <MeaningIcon meaning={meaning} size={14} />}
              </p>
              <p className={cx('text-12 [overflow-wrap:anywhere]', beyond ? '' : 'text-soft')}>{says}</p>
              {stops ? <p className="text-12 font-medium text-bad">{t.stops}</p> : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function hopsOf(row: PortRow): Hop[] {
  const { travels, state } = row
  const atHost = state === 'address_missing' || state === 'dadfailed' || state === 'not_bound' || !row.running
  const silent = state === 'silent' || state === 'ipv4_listener'
  const reach = reachState(row)
  const target = row.containerAddress === null ? row.container.name : hostPlace({ hostIp: row.containerAddress, hostPort: row.containerPort })
  const host: Hop = { Icon: Cpu, title: t.host, place: hostPlace(row), says: atHost || state === 'tentative' ? row.stateWhy : row.reachWhy, meaning: atHost ? 'bad' : state === 'tentative' ? 'attention' : 'good' }
  return [
    { Icon: Laptop, title: t.client, place: null, says: row.reach === 'nobody' ? t.noClient : row.reach === 'unknown' ? row.reachWhy : t.clientFrom(reach.word), meaning: 'good' },
    ...(travels === 'direct' ? [] : [host]),
    ...(travels === 'none' || travels === 'unknown' ? [] : [{ Icon: travels === 'proxy' ? Split : Shuffle, title: travels === 'dnat' ? t.rule : travels === 'proxy' ? t.proxy : t.direct, place: null, says: row.travelsWhy, meaning: travels === 'proxy' ? 'attention' as const : 'good' as const }]),
    { Icon: Box, title: t.container, place: target, says: [row.container.name, row.network?.name].filter(Boolean).join(' · '), meaning: 'good' },
    { Icon: SquareTerminal, title: t.program, place: null, says: silent ? row.stateWhy : t.listens(row.containerPort, row.proto), meaning: silent ? 'bad' : 'good' },
  ]
}
