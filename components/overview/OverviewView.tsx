'use client'
import type { Overview } from '../../lib/features/overview/schema'
import { useResource } from '../../lib/client/use-resource'
import { overviewPage as words } from '../../lib/text/en/pages-overview'
import { shell } from '../../lib/text/en/shell'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { SetupBanner } from '../setup/SetupBanner'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import { FindingList } from './FindingList'
import { HostFacts } from './HostFacts'
import { PathLane } from './PathLane'

/** The Overview page: what is, what is wrong, what can be done, on one screen. */
export function OverviewView({ host }: { host: string }) {
  const { page, problem, refreshing, refresh } = useResource<Overview>(host, 'overview')
  const overview = page?.rows[0]
  if (!overview) {
    if (problem) return <ProblemView problem={problem} action={<Button busy={refreshing && words.loading} onClick={refresh}>{shell.problem.retry}</Button>} />
    return <Loading />
  }
  return (
    <div tabIndex={0} role="region" aria-label={words.label} className="min-h-0 flex-1 overflow-y-auto">
      {problem ? <ProblemNote problem={problem} meaning="bad" /> : null}
      {page.problems.map((one) => <ProblemNote key={`${one.code} ${one.message}`} problem={one} />)}
      <div className="flex flex-col gap-5 px-4 py-4">
        <SetupBanner host={host} />
        <p className="max-w-[72ch] text-16 text-balance">{overview.sentence}</p>
        <PathLane hops={overview.path} host={host} />
        <div className="grid grid-cols-1 gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <FindingList findings={overview.findings} host={host} incomplete={page.problems.length > 0} />
          <HostFacts overview={overview} host={host} incomplete={page.problems.length > 0} />
        </div>
      </div>
    </div>
  )
}

function Loading() {
  return (
    <div className="flex flex-col gap-6 p-4" aria-busy>
      <p role="status" className="sr-only">{words.loading}</p>
      <Skeleton width="min(70%, 560px)" />
      <div className="grid grid-cols-1 gap-2 xl:grid-cols-6">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((hop) => <div key={hop} className="flex flex-col gap-3 rounded-md border border-line p-3 xl:h-24"><Skeleton width="40%" /><Skeleton width="75%" /></div>)}
      </div>
      <div className="flex max-w-[560px] flex-col gap-4">{[60, 80, 55, 70].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div>
    </div>
  )
}
