'use client'
import { useMemo } from 'react'
import { useResource } from '../../lib/client/use-resource'
import { useTableUrl } from '../../lib/client/use-table-url'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { Button } from '../ui/Button'
import { MeaningIcon, StatusMark } from '../ui/StatusMark'
import { AddAndStart } from './AddAndStart'
import { hostPlace } from './port-state'
import { StartContainer } from './StartContainer'

const t = words.race

/** Containers that could not start because their address was not there, with what is needed to start them. Nothing if there are none. */
export function BootRaces({ host }: { host: string }) {
  const { page } = useResource<PortRow>(host, 'ports', { q: 'state:boot_race', limit: 100 })
  const { set } = useTableUrl()
  const races = useMemo(() => [...new Map((page?.rows ?? []).map((row) => [row.container.id, row])).values()], [page])
  if (races.length === 0) return null
  return (
    <section aria-label={t.title(races.length)} className="mx-4 mt-3 shrink-0 rounded-md border border-bad/40 bg-bad-wash px-3 py-2 text-13">
      <h2 className="flex items-center gap-2 font-medium"><MeaningIcon meaning="bad" />{t.title(races.length)}</h2>
      <p className="mt-0.5 max-w-[90ch] text-12 text-soft">{t.why} {t.keepTip}</p>
      <ul className="mt-1.5 flex max-h-40 flex-col gap-1 overflow-y-auto">
        {races.map((row) => (
          <li key={row.key} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 [overflow-wrap:anywhere]">{t.wants(row.container.name)} <code className="font-mono text-[12.5px]">{hostPlace(row)}</code></span>
            <Now row={row} />
            <span className="ml-auto flex gap-2">
              {row.addressState === 'missing' ? <AddAndStart row={row} /> : null}
              {row.addressState === 'missing' ? null : <StartContainer row={row}>{words.actions.startNow}</StartContainer>}
              <Button onClick={() => set({ open: row.key })}>{t.show}</Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Now({ row }: { row: PortRow }) {
  const { addressState: state } = row
  if (state === 'missing' || state === 'dadfailed') return <StatusMark meaning="bad">{t[state]}</StatusMark>
  if (state === 'tentative') return <StatusMark meaning="attention">{t.tentative}</StatusMark>
  return state === null ? null : <StatusMark meaning="good">{t.there}</StatusMark>
}
