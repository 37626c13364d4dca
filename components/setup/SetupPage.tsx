'use client'
import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { useSession } from '../../lib/client/stores/session'
import { useResource } from '../../lib/client/use-resource'
import type { WizardState } from '../../lib/core/wizard'
import type { Look } from '../../lib/features/setup/schema'
import { useWizardPlace } from '../../lib/client/wizard'
import { setupPage as words } from '../../lib/text/en/pages-setup'
import { shell } from '../../lib/text/en/shell'
import { readPlanner, writePlanner, type PlannerValues } from '../planner/planner-values'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import { readSetup, STEPS, testedLook, whyNot, writeSetup, type SetupValues } from './setup-values'
import { Steps } from './Steps'
import { StepBar } from './StepBar'

/** The answers as they are: read from the address bar, because several may come before React renders one. */
const now = () => new URLSearchParams(window.location.search)

/** The setup wizard. Every step and every answer is in the URL; where it was left is kept by the console, for everybody who may change this host. */
export function SetupPage({ host }: { host: string }) {
  const router = useRouter()
  const search = useSearchParams()
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  const text = search.toString()
  const asked = useMemo(() => readSetup(new URLSearchParams(text)), [text])
  // A step that has nothing to show yet (an old link) is the first one.
  const values = useMemo<SetupValues>(() => (whyNot(asked.step, asked, words.notYet) === null ? asked : { ...asked, step: 'look' }), [asked])
  const planner = useMemo(() => readPlanner(new URLSearchParams(text)), [text])

  const go = useCallback((to: string, how: 'push' | 'replace') => window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', window.location.pathname + to), [])
  const onValues = useCallback((change: Partial<SetupValues>, more: Partial<PlannerValues> = {}) => {
    const next = writePlanner(new URLSearchParams(writeSetup(now(), change)), more)
    go(next === '' ? '?' : next, change.step === undefined ? 'replace' : 'push')
  }, [go])
  const onPlanner = useCallback((change: Partial<PlannerValues>) => go(writePlanner(now(), change) || '?', 'replace'), [go])

  const status: WizardState['status'] | null = viewer || values.step === 'look' ? null : values.step === 'done' ? 'finished' : 'open'
  const place = useWizardPlace(host, text === '' ? '' : `?${text}`, status, useCallback((left: string) => go(left, 'replace'), [go]))
  const { page, problem, refreshing, refresh } = useResource<Look>(host, 'setup')
  const [checking, setChecking] = useState(false)
  const seen = page?.rows[0]
  const look = useMemo(() => (seen ? testedLook(seen, values.tested) : undefined), [seen, values.tested])
  const dismiss = async () => {
    await place.dismiss()
    router.push(`/hosts/${encodeURIComponent(host)}/overview`)
  }
  if (!look && problem) return <ProblemView problem={problem} action={<Button busy={refreshing && words.loading} onClick={refresh}>{shell.problem.retry}</Button>} />
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-2">
        <div className="min-w-0 flex-1"><StepBar values={values} onGo={(step) => onValues({ step })} /></div>
        {viewer || STEPS.indexOf(values.step) > STEPS.indexOf('preview') ? null : <Button look="quiet" data-tip={words.dismissWhy} onClick={() => void dismiss()}>{words.dismiss}</Button>}
      </div>
      {problem ? <ProblemNote problem={problem} meaning="bad" /> : null}
      {page?.problems.map((one) => <ProblemNote key={`${one.code} ${one.message}`} problem={one} />)}
      {look && place.ready ? <Steps host={host} look={look} values={values} planner={planner} onValues={onValues} onPlanner={onPlanner} checking={checking} onCheck={setChecking} onLook={refresh} looking={refreshing} /> : <Loading />}
    </div>
  )
}

function Loading() {
  return (
    <div className="flex flex-col gap-5 p-4" aria-busy>
      <p role="status" className="text-13 text-soft">{words.loading}</p>
      {[40, 60, 50, 65].map((width) => <Skeleton key={width} width={`${width}%`} />)}
    </div>
  )
}
