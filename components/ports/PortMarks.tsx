'use client'
import { ArrowRight, Cable, CircleSlash, Globe, House, Shuffle, UserX } from 'lucide-react'
import { use } from 'react'
import { copyText } from '../../lib/client/copy'
import { containerRef } from '../../lib/client/refs'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { InCell } from '../address/cell-context'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { hostPlace, isWild, noPortWord, portState, reachState } from './port-state'

/** Address and port as one writes them in a URL, the port strongest; a wildcard says what it stands for. A click copies both. */
export function HostPlace({ row }: { row: PortRow }) {
  const inCell = use(InCell)
  const place = hostPlace(row)
  const port = row.hostPort === null ? '' : `:${row.hostPort}`
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      <button
        type="button"
        tabIndex={inCell ? -1 : 0}
        onClick={(event) => {
          event.stopPropagation()
          void copyText(place, event.currentTarget)
        }}
        className="min-w-0 truncate rounded-[3px] font-mono text-[12.5px] decoration-line-strong underline-offset-[3px] hover:underline"
      >
        <span className="text-soft">{port === '' ? place : place.slice(0, -port.length)}</span>
        <span className="font-medium">{port}</span>
      </button>
      {port === '' ? <span className="shrink-0 text-12 text-faint">{noPortWord(row)}</span> : null}
      {isWild(row) && row.travels !== 'direct' ? <Badge tip={row.addresses.map(({ address, dev }) => `${address} ${words.group.dev(dev)}`).join('\n')}>{row.family === 6 ? words.all6 : words.all4}</Badge> : null}
    </span>
  )
}

/** The state as icon and word, quiet where all is well. */
export function PortStateMark({ row }: { row: PortRow }) {
  const { meaning, word, why } = portState(row)
  return <StatusMark meaning={meaning} why={why} plain={meaning === 'good' || meaning === 'unknown'}>{word}</StatusMark>
}

/** From where the port can be reached. */
export function ReachMark({ row }: { row: PortRow }) {
  const { meaning, word, why } = reachState(row)
  const Icon = row.reach === 'host' ? House : row.reach === 'link' ? Cable : row.reach === 'nobody' ? CircleSlash : Globe
  return (
    <span className={meaning === 'attention' ? 'inline-flex min-w-0 items-center gap-1.5 text-attention' : meaning === 'good' ? 'inline-flex min-w-0 items-center gap-1.5' : 'inline-flex min-w-0 items-center gap-1.5 text-faint'} data-tip={why} aria-description={why}>
      <Icon aria-hidden size={14} className="shrink-0" />
      <span className="truncate">{word}</span>
    </span>
  )
}

/** By what means packets get to the container, and whether their source survives. */
export function TravelMark({ row }: { row: PortRow }) {
  const { word } = words.travels[row.travels]
  const Icon = row.travels === 'proxy' ? UserX : row.travels === 'direct' ? ArrowRight : row.travels === 'dnat' ? Shuffle : CircleSlash
  return (
    <span className={row.travels === 'proxy' ? 'inline-flex min-w-0 items-center gap-1.5 text-attention' : 'inline-flex min-w-0 items-center gap-1.5 text-soft'} data-tip={row.travelsWhy} aria-description={row.travelsWhy}>
      <Icon aria-hidden size={14} className="shrink-0" />
      <span className="truncate">{word}</span>
    </span>
  )
}

/** The container and its own port. */
export function ContainerPort({ row }: { row: PortRow }) {
  return (
    <span className="flex min-w-0 items-baseline gap-1">
      <RefLink to={containerRef(row.container)} />
      <span className="shrink-0 font-mono text-12 text-soft">:{row.containerPort}</span>
    </span>
  )
}
