'use client'
import { CircleDashed, SquareTerminal } from 'lucide-react'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { publishForm } from '../../lib/text/en/publish'
import { Address } from '../address/Address'
import { NewButton } from '../forms/NewButton'
import { Badge } from '../ui/Badge'
import { cx } from '../ui/class-names'
import { MeaningIcon } from '../ui/StatusMark'
import { Ahead } from '../ui/Time'
import type { AddressGroup } from './by-address'
import { portState } from './port-state'

const t = words.group
/** Flags that say how long an address will do. */
const TOLD = ['tentative', 'dadfailed', 'deprecated', 'temporary']

/** One address with the ports on it; a click on a port opens its drawer. */
export function AddressCard({ group, openKey, onOpen, glow }: { group: AddressGroup; openKey: string | null; onOpen: (key: string) => void; glow: ReadonlyMap<string, number> }) {
  const { row, ports, programs } = group
  return (
    <li className={cx('flex min-w-0 flex-col gap-2 rounded-md border px-3 py-2.5 @3xl:flex-row @3xl:gap-6', group.missing ? 'border-bad/50 bg-bad-wash' : group.free ? 'border-dashed border-line-strong' : 'border-line bg-surface')}>
      <div className="flex min-w-0 flex-col gap-1 @3xl:w-[340px] @3xl:shrink-0">
        {group.wild ? <p className="text-13 font-medium" data-tip={t.allWhy}>{group.family === 6 ? t.all6 : t.all4}</p> : <Address address={group.address} {...(row ? { length: row.length, kind: row.kind, flags: row.flags.filter((flag) => TOLD.includes(flag)) } : {})} />}
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-12 text-faint">
          {group.wild ? <code className="font-mono">{group.family === 6 ? '[::]' : group.address}</code> : null}
          {group.missing ? <Badge meaning="bad">{t.missing}</Badge> : null}
          {row ? <span>{t.dev(row.dev)}</span> : null}
          {row?.validUntil ? <span className="text-attention">{t.ends} <Ahead at={row.validUntil} /></span> : null}
          {group.besides > 0 ? <span>{t.besides(group.besides)}</span> : null}
        </p>
      </div>
      <ul className="flex min-w-0 flex-1 flex-wrap content-start items-center gap-1.5">
        {ports.map((port) => <li key={port.key} className="min-w-0"><PortChip row={port} open={openKey === port.key} lit={glow.get(port.key) ?? 0} onOpen={onOpen} /></li>)}
        {programs.map((program) => (
          <li key={program.key} data-tip={t.program(program.name || words.conflict.unnamed)} className="flex h-7 min-w-0 items-center gap-1.5 rounded-md px-2 text-12 text-faint">
            <SquareTerminal aria-hidden size={13} className="shrink-0" />
            <span className="font-mono">{program.port}/{program.proto}</span>
            <span className="truncate">{program.name}</span>
          </li>
        ))}
        {group.free ? <li className="flex h-7 items-center gap-1.5 text-12 text-soft" data-tip={t.freeWhy}><CircleDashed aria-hidden size={14} className="text-faint" />{t.free}</li> : null}
        {group.free ? <li className="ml-auto"><NewButton kind="containers.publish" form="publish" about={group.address} look="secondary">{publishForm.openHere}</NewButton></li> : null}
      </ul>
    </li>
  )
}

function PortChip({ row, open, lit, onOpen }: { row: PortRow; open: boolean; lit: number; onOpen: (key: string) => void }) {
  const { meaning, word, why } = portState(row)
  return (
    <button
      type="button"
      aria-pressed={open}
      data-tip={`${word}\n${why}`}
      onClick={() => onOpen(row.key)}
      className={cx('flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-md border px-2 text-12 hover:border-accent', open ? 'border-accent bg-accent-wash' : row.running ? 'border-line-strong bg-raised' : 'border-dashed border-line-strong', lit > 0 && (lit % 2 === 1 ? 'animate-glow-a' : 'animate-glow-b'))}
    >
      <MeaningIcon meaning={meaning} size={13} />
      <span className="shrink-0 font-mono font-medium">{row.hostPort ?? words.anyPort}</span>
      <span className="shrink-0 text-faint">{row.proto}</span>
      <span aria-hidden className="text-faint">→</span>
      <span className="truncate">{row.container.name}</span>
      <span className="shrink-0 font-mono text-soft">:{row.containerPort}</span>
      <span className="sr-only">{word}</span>
    </button>
  )
}
