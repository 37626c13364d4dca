'use client'
import { useEffect, useRef } from 'react'
import { useSearchParams } from 'next/navigation'
import type { EngineSetting } from '../../lib/features/engine/schema'
import { useResource } from '../../lib/client/use-resource'
import { formsEngine } from '../../lib/text/en/forms-engine'
import { enginePage as words } from '../../lib/text/en/pages-engine'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Badge } from '../ui/Badge'
import { cx } from '../ui/class-names'
import { Skeleton } from '../ui/Skeleton'
import { FORM_KEYS } from './configure-values'
import { OpenForm, OpenSetting } from './OpenForm'
import { Section } from './Section'
import { Conflicts } from './UnitFiles'

/** A host has two dozen of them. */
const ALL = 200

/** Settings with a say in IPv6: what holds, who says so, what it concerns. `?open=<key>` leads to one of them. */
export function SettingsTable({ host, path }: { host: string; path: string }) {
  const { page, problem } = useResource<EngineSetting>(host, 'engine-settings', { limit: ALL })
  const open = useSearchParams().get('open')
  const rows = page?.rows ?? []
  const set = rows.filter((row) => row.from !== 'default').length
  return (
    <Section title={words.sections.settings} aside={rows.length > 0 ? <><span className="mr-1">{words.settings.count(set, rows.length)}</span><OpenForm kind="engine.configure" form="configure">{formsEngine.change}</OpenForm></> : null}>
      <Conflicts rows={rows} path={path} />
      {page && problem ? <ProblemNote problem={problem} meaning="bad" /> : null}
      {rows.length > 0 ? <Rows rows={rows} open={open} /> : page ? (
        <p className="text-13 text-soft"><span className="block font-medium text-text">{words.settings.none}</span>{words.settings.noneWhy}</p>
      ) : problem ? <ProblemView problem={problem} /> : (
        <div className="flex flex-col gap-4 py-2">{[70, 55, 65, 60, 75].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div>
      )}
    </Section>
  )
}

function Rows({ rows, open }: { rows: readonly EngineSetting[]; open: string | null }) {
  const target = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (open) target.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const { settings } = words
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="group" aria-label={words.sections.settings}>
      <table className="w-full text-13">
        <thead>
          <tr className="h-7 text-left text-12 whitespace-nowrap text-soft">
            <th scope="col" className="pr-4 font-normal">{settings.key}</th>
            <th scope="col" className="pr-4 font-normal">{settings.value}</th>
            <th scope="col" className="pr-4 font-normal">{settings.from}</th>
            <th scope="col" className="font-normal max-sm:hidden">{settings.scope}</th>
            <th scope="col"><span className="sr-only">{formsEngine.change}</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} ref={row.key === open ? target : undefined} className={cx('h-8 border-t border-line/60', row.key === open && 'bg-accent-wash')}>
              <th scope="row" className={cx('pr-4 text-left font-mono text-[12.5px] font-normal whitespace-nowrap', row.from === 'default' && 'text-soft')}>{row.key}</th>
              <td className="pr-4"><Value row={row} /></td>
              <td className="pr-4 whitespace-nowrap">
                <span data-tip={row.source ? settings.fromFile(settings.fromWhy[row.from], row.source) : settings.fromWhy[row.from]} className={row.from === 'default' ? 'text-faint' : ''}>{settings.froms[row.from]}</span>
                {row.conflict ? <span className="ml-1.5 inline-flex align-middle"><Badge meaning="bad">{formsEngine.unit.conflictBadge}</Badge></span> : null}
                {row.pending ? <span className="ml-1.5 inline-flex align-middle"><Badge meaning="attention" tip={settings.pendingWhy}>{settings.pending}</Badge></span> : null}
              </td>
              <td className="whitespace-nowrap text-soft max-sm:hidden"><span data-tip={settings.scopeWhy[row.scope]}>{settings.scopes[row.scope]}</span></td>
              <td className="text-right">{FORM_KEYS.includes(row.key) ? <OpenSetting about={row.key} label={formsEngine.changeOne(row.key)} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The value that holds; where it was set, its default stands behind it, quieter. */
function Value({ row }: { row: EngineSetting }) {
  const { settings } = words
  const changed = row.from !== 'default' && row.defaultValue !== null && row.defaultValue !== row.value
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      {row.value === 'null' ? <span className="text-faint">{settings.unset}</span> : <code className={cx('font-mono text-[12.5px] [overflow-wrap:anywhere]', row.from === 'default' ? 'text-soft' : 'font-medium')}>{row.value}</code>}
      {changed ? <span className="text-12 whitespace-nowrap text-faint">{settings.instead(row.defaultValue ?? '')}</span> : null}
    </span>
  )
}
