'use client'
import { Pin } from 'lucide-react'
import { memo } from 'react'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { glossary } from '../../lib/text/en/glossary'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { InCell } from '../address/cell-context'
import { Badge } from '../ui/Badge'
import { cx } from '../ui/class-names'
import { RefLink } from '../ui/RefLink'
import { MeaningIcon } from '../ui/StatusMark'
import { ignoresRouters, type Line } from './matrix'
import { keptProblem, meaningOf } from './sysctl-words'

/** Every link has its own; differing from the default says nothing. */
const OWN_VALUE = new Set(['mtu'])

/** The id of a cell in the document, for `aria-activedescendant`. */
export function cellId(dev: string, name: string): string {
  return `sysctl-${dev}-${name}`
}

/** One link with its values. */
export const MatrixLine = memo(function MatrixLine({ line, index, top, names, defaults, active, openKey, glow }: { line: Line; index: number; top: number; names: readonly string[]; defaults: Line | undefined; active: number; openKey: string | null; glow: ReadonlyMap<string, number> }) {
  const { dev, link, cells } = line
  const general = dev === 'all' || dev === 'default'
  return (
    <div role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }} className="group absolute top-0 left-0 grid h-8 w-full pr-2 border-b border-line/60 [grid-template-columns:var(--cols)] hover:bg-hover">
      <div role="rowheader" data-tip={general ? words.rowWhy[dev] : undefined} className="sticky left-0 z-10 flex min-w-0 items-center gap-2 overflow-hidden bg-canvas pr-2 pl-4 text-12 whitespace-nowrap group-hover:bg-hover">
        <InCell value={true}>
          <span className="min-w-0 truncate font-mono text-[12.5px] shrink @2xl:shrink-0">{general ? dev : <RefLink to={{ resource: 'links', key: dev, label: dev }} />}</span>
          {link?.uplink ? <Badge tip={glossary.uplink.means}>{words.uplink}</Badge> : null}
          <span className="min-w-0 truncate hidden text-faint @2xl:inline">{link?.container?.name ?? link?.network?.name}</span>
        </InCell>
      </div>
      {names.map((name, column) => (
        <MatrixCell key={name} row={cells.get(name)} dev={dev} name={name} line={index} column={column} standard={general || OWN_VALUE.has(name) ? undefined : defaults?.cells.get(name)?.value} general={general} trap={name === 'accept_ra' && ignoresRouters(line)} active={active === column} open={openKey !== null && cells.get(name)?.key === openKey} glow={glow.get(cells.get(name)?.key ?? '') ?? 0} />
      ))}
    </div>
  )
})

type CellProps = { row: Sysctl | undefined; dev: string; name: string; line: number; column: number; standard: string | undefined; general: boolean; trap: boolean; active: boolean; open: boolean; glow: number }

function MatrixCell({ row, dev, name, line, column, standard, general, trap, active, open, glow }: CellProps) {
  const differs = row !== undefined && standard !== undefined && row.value !== standard
  const meaning = row ? meaningOf(row) : words.missingWhy
  const tip = [trap ? words.raIgnored : meaning, differs ? words.differs(standard) : '', row && row.kept !== null ? keptProblem(row) ?? words.kept.tip(row.kept) : ''].filter(Boolean).join('\n')
  return (
    <div
      id={cellId(dev, name)}
      role="gridcell"
      aria-selected={open}
      data-cell={row?.key}
      data-line={line}
      data-column={column}
      data-tip={tip || undefined}
      aria-description={tip || undefined}
      className={cx(
        'flex scroll-ml-[var(--first)] items-center justify-end gap-1 overflow-hidden px-2 font-mono text-[12.5px]',
        differs ? 'font-medium text-text' : general ? 'text-soft' : 'text-faint',
        open && 'bg-accent-wash shadow-[inset_0_0_0_1px_var(--color-accent)]',
        active && 'in-[[role=grid]:focus-visible]:outline-2 in-[[role=grid]:focus-visible]:-outline-offset-2 in-[[role=grid]:focus-visible]:outline-accent',
        glow > 0 && (glow % 2 === 1 ? 'animate-glow-a' : 'animate-glow-b'),
      )}
    >
      {row && row.kept !== null ? <Pin aria-hidden size={11} className={cx('shrink-0', keptProblem(row) ? 'text-attention' : 'text-faint')} /> : null}
      {trap ? <MeaningIcon meaning="attention" size={13} /> : null}
      {row ? row.value : <span className="text-line-strong">–</span>}
    </div>
  )
}
