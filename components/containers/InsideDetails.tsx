'use client'
import type { ReactNode } from 'react'
import type { InsideDetail } from '../../lib/features/containers/inside'
import { useResource } from '../../lib/client/use-resource'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import { Address } from '../address/Address'
import { Prefix } from '../address/Prefix'
import { useHost } from '../networks/use-host'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Badge } from '../ui/Badge'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import { InsideSettings } from './InsideSettings'

const { columns, detail: titles } = words.inside

/** Everything about a container's network, read from its namespace when somebody asks. It stays current while it is open. */
export function InsideDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const { page, problem, refreshing, refresh } = useResource<InsideDetail>(useHost(), 'container-inside', { param: id })
  const inside = page?.rows[0]
  return (
    <div className="min-w-0 rounded-md border border-line" aria-busy={!inside && !problem}>
      <div className="flex items-center gap-2 border-b border-line py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 truncate font-mono text-12 text-soft">{page?.sources[0]?.text ?? words.inside.looking}</code>
        <Button look="quiet" busy={refreshing && words.inside.looking} onClick={refresh}>{words.inside.again}</Button>
        <Button look="quiet" onClick={onClose}>{words.inside.close}</Button>
      </div>
      {inside?.problem ? <ProblemNote problem={{ code: 'command_failed', message: inside.problem }} /> : null}
      {problem && inside ? <ProblemNote problem={problem} meaning="bad" /> : null}
      {inside ? <Tables inside={inside} /> : problem ? <ProblemView problem={problem} /> : (
        <div className="flex flex-col gap-3 p-3"><span role="status" className="sr-only">{words.inside.looking}</span>{[80, 60, 70].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div>
      )}
    </div>
  )
}

function Tables({ inside }: { inside: InsideDetail }) {
  return (
    <div className="flex flex-col gap-3 px-3 py-2">
      <SmallTable title={titles.addresses} heads={[columns.dev, columns.address]} rows={inside.addresses.map((a) => [<Mono key="dev">{a.dev}</Mono>, <Address key="address" address={a.address} length={a.length} withLength flags={a.flags} />])} />
      <SmallTable
        title={titles.routes}
        heads={[columns.dst, columns.via, columns.protocol, columns.metric]}
        rows={inside.routes.map((r) => [
          <Prefix key="dst" prefix={r.dst} unmarked />,
          <span key="via" className="flex min-w-0 items-center gap-1.5">{r.via ? <Address address={r.via} unmarked /> : <span className="text-faint">{words.inside.onLink}</span>}<Mono>{r.dev ?? ''}</Mono></span>,
          r.protocol, r.metric,
        ])}
      />
      <SmallTable
        title={titles.neighbors}
        heads={[columns.address, columns.mac, columns.state]}
        rows={inside.neighbors.map((n) => [
          <span key="address" className="flex min-w-0 items-center gap-1.5"><Address address={n.address} unmarked />{n.router ? <Badge>{words.inside.router}</Badge> : null}</span>,
          <Mono key="mac">{n.mac ?? ''}</Mono>,
          n.state.toLowerCase(),
        ])}
      />
      <InsideSettings settings={inside.settings} />
    </div>
  )
}

function Mono({ children }: { children: string }) {
  return <code className="truncate font-mono text-12 text-soft">{children}</code>
}

function SmallTable({ title, heads, rows }: { title: string; heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  if (rows.length === 0) return <p className="text-13"><span className="text-12 text-faint">{title}</span> <span className="text-soft">{words.inside.nothing}</span></p>
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full text-13 whitespace-nowrap">
        <caption className="pb-0.5 text-left text-12 text-faint">{title}</caption>
        <thead className="sr-only"><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} className="h-6 border-t border-line/60">{cells.map((cell, index) => <td key={heads[index]} className="pr-3 last:pr-0">{cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
