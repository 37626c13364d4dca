import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '../../lib/client/refs'
import type { Station } from './content'

/** How things hang together, as a chain to walk along: container -> veth -> bridge -> network -> route. */
export function RelatedChain({ stations }: { stations: readonly Station[] }) {
  return (
    <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-2">
      {stations.map((station, index) => (
        <li key={`${station.what} ${station.label}`} className="flex min-w-0 items-center gap-1.5">
          {index > 0 ? <ArrowRight aria-hidden size={13} className="shrink-0 text-faint" /> : null}
          {station.to || station.href ? (
            <Link href={station.to ? hrefOf(station.to) : (station.href ?? '')} prefetch={false} className="flex h-7 min-w-0 items-center gap-1.5 rounded-md border border-line-strong px-2 text-13 hover:border-accent hover:bg-hover">
              <span className="shrink-0 text-12 text-faint">{station.what}</span>
              <span className="truncate">{station.label}</span>
            </Link>
          ) : (
            <span className="flex h-7 min-w-0 items-center gap-1.5 rounded-md bg-raised px-2 text-13">
              <span className="shrink-0 text-12 text-faint">{station.what}</span>
              <span className="truncate">{station.label}</span>
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
