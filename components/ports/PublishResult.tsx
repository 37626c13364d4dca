'use client'
import { useEffect, useRef } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { ChangeRecord } from '../../lib/core/change'
import type { PortRow } from '../../lib/features/ports/schema'
import { publishForm } from '../../lib/text/en/publish'
import { ProblemNote } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Drawer } from '../ui/Drawer'
import { MeaningIcon } from '../ui/StatusMark'
import { PortLines } from './PortLines'
import { HostPlace, PortStateMark, ReachMark } from './PortMarks'
import { madeBy, triedIn } from './publish-result'

const words = publishForm.result
const MANY = 1000

/** What came of it: each port with its state, what was tried, and everything to copy. */
export function PublishResult({ host, record, container, names, onMore, onClose }: { host: string; record: ChangeRecord; container: string; /** Names that addresses were chosen by. */ names: Readonly<Record<string, string>>; onMore: () => void; onClose: () => void }) {
  const { page, problem } = useResource<PortRow>(host, 'ports', { q: container, limit: MANY })
  const rows = madeBy(record, page?.rows ?? [])
  const tried = triedIn(record)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  const title = words.title(container)
  return (
    <Drawer label={title} head={<h2 ref={head} tabIndex={-1} className="flex items-center gap-2 text-14 font-semibold outline-none"><MeaningIcon meaning="good" />{title}</h2>} enter={0} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3">
        {problem ? <ProblemNote problem={problem} meaning="bad" /> : null}
        <ul className="flex flex-col gap-1 text-13">
          {tried.map(({ place, from, says, good }) => <li key={`${from} ${place}`} className="flex items-start gap-1.5"><span className="mt-0.5"><MeaningIcon meaning={good ? 'good' : 'attention'} size={14} /></span><span className="min-w-0 [overflow-wrap:anywhere]">{from === 'host' ? words.connected(place) : <>{words.beyond(place)} {says}</>}</span></li>)}
          {tried.length === 0 ? <li className="text-soft">{words.notTried}</li> : null}
        </ul>
        {page === null && !problem ? <p role="status" className="text-13 text-faint">{words.reading}</p> : null}
        {rows.map((row) => (
          <section key={row.key} aria-label={row.hostIp} className="flex flex-col gap-2 border-t border-line pt-3">
            <h3 className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-13"><HostPlace row={row} /><PortStateMark row={row} /><ReachMark row={row} /></h3>
            <p className="text-12 text-soft">{row.reachWhy}</p>
            <PortLines row={row} known={names[row.hostIp]} />
          </section>
        ))}
      </div>
      <footer className="flex shrink-0 justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onMore}>{words.more}</Button>
        <Button look="primary" onClick={onClose}>{words.close}</Button>
      </footer>
    </Drawer>
  )
}
