'use client'
import { use } from 'react'
import { copyText } from '../../lib/client/copy'
import type { Container } from '../../lib/features/containers/schema'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import { InCell } from '../address/cell-context'
import { Badge } from '../ui/Badge'
import { More } from '../networks/More'
import { portGroups, portText, type PortGroup } from './port-groups'

/** Ports in a cell: the first one in full, the others behind a count. */
export function PortsCell({ container }: { container: Container }) {
  const { published } = portGroups(container.ports)
  const [first, ...others] = published
  if (!first) return null
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="flex min-w-0 overflow-hidden"><PortLine group={first} quiet={container.pid === null} /></span>
      <More others={others.map(portText)} />
    </span>
  )
}

/** All ports in the drawer, with what is exposed only. */
export function PortList({ container }: { container: Container }) {
  const { published, exposed } = portGroups(container.ports)
  const planned = container.pid === null && published.length > 0
  return (
    <div className="flex flex-col gap-1.5 text-13">
      {published.length === 0 ? <p className="text-soft">{words.port.none}</p> : null}
      {planned ? <p className="text-12 text-soft">{words.port.planned}</p> : null}
      {published.map((group) => <div key={group.inside} className="flex min-w-0 flex-wrap"><PortLine group={group} quiet={planned} wrap /></div>)}
      {exposed.length > 0 ? (
        <p className="flex flex-wrap items-center gap-1.5 text-soft">
          <span data-tip={words.port.exposedWhy} aria-description={words.port.exposedWhy} className="cursor-help text-12 text-faint">{words.port.exposed}</span>
          {exposed.map((port) => <Badge key={port} mono>{port}</Badge>)}
        </p>
      ) : null}
    </div>
  )
}

function PortLine({ group, quiet, wrap = false }: { group: PortGroup; quiet: boolean; wrap?: boolean }) {
  return (
    <span className={`flex min-w-0 items-center gap-1 ${wrap ? 'flex-wrap' : ''}`}>
      {group.ends.map((end) => <EndChip key={end.text} text={end.text} why={end.why} quiet={quiet} />)}
      <span aria-hidden className="text-faint">{words.port.to}</span>
      <span className="shrink-0 font-mono text-12 text-soft">{group.inside}</span>
    </span>
  )
}

/** A place on the host where a port is reached; a click copies it. */
function EndChip({ text, why, quiet }: { text: string; why: string; quiet: boolean }) {
  const inCell = use(InCell)
  return (
    <button
      type="button"
      tabIndex={inCell ? -1 : 0}
      data-tip={why}
      aria-description={why}
      onClick={(event) => {
        event.stopPropagation()
        void copyText(text, event.currentTarget)
      }}
      className={`h-[20px] min-w-0 truncate rounded-[4px] px-1 font-mono text-12 leading-none ${quiet ? 'border border-dashed border-line-strong text-soft' : 'bg-raised text-text hover:bg-hover'}`}
    >
      {text}
    </button>
  )
}
