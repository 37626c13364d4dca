'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { plannerPage as words } from '../../lib/text/en/pages-planner'
import { PlannerPanel } from './PlannerPanel'
import { readPlanner, writePlanner, type PlannerValues } from './planner-values'

/** The Planner page. Every answer is in the URL, so that a plan is a link. */
export function PlannerPage({ host }: { host: string }) {
  const search = useSearchParams()
  const values = useMemo(() => readPlanner(new URLSearchParams(search)), [search])
  const change = useCallback((next: Partial<PlannerValues>) => {
    // Read from the address bar, not from `search`: several changes may come before React renders one.
    window.history.replaceState(null, '', window.location.pathname + writePlanner(new URLSearchParams(window.location.search), next))
  }, [])
  return (
    <div tabIndex={0} role="region" aria-label={words.label} className="min-h-0 flex-1 overflow-y-auto">
      <PlannerPanel host={host} values={values} onValues={change} />
    </div>
  )
}
