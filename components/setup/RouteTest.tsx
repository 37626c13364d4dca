'use client'
import { useState } from 'react'
import { runCheck } from '../../lib/client/checks'
import { useSession } from '../../lib/client/stores/session'
import type { Problem } from '../../lib/core/problem'
import type { CheckReport } from '../../lib/features/setup/schema'
import { changeUi } from '../../lib/text/en/change-ui'
import { setupPage } from '../../lib/text/en/pages-setup'
import { ProblemNote } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { CheckedLine } from './CheckedLine'

const words = setupPage.test

/** Finds out with one packet whether a router sends a prefix here; what the host itself cannot see. `onTested` gets `<prefix> yes` or `<prefix> no`. */
export function RouteTest({ host, prefix, onTested }: { host: string; prefix: string; onTested: (tested: string) => void }) {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  const [busy, setBusy] = useState(false)
  const [report, setReport] = useState<CheckReport | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const ask = async () => {
    setBusy(true)
    const result = await runCheck(host, { prefix })
    setBusy(false)
    setReport(result.ok ? result.value : null)
    setProblem(result.ok ? null : result.problem)
    if (result.ok && typeof result.value.routed === 'boolean') onTested(`${prefix} ${result.value.routed ? 'yes' : 'no'}`)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button busy={busy && words.running} disabledReason={viewer ? changeUi.viewer : null} onClick={() => void ask()}>{words.ask}</Button>
        <span className="min-w-0 text-12 text-faint">{words.askWhy}</span>
      </div>
      <div role="status" className="empty:hidden">{report ? <ul>{report.lines.map((line) => <CheckedLine key={line.id} line={line} />)}</ul> : null}</div>
      {problem ? <div className="overflow-hidden rounded-md"><ProblemNote problem={problem} meaning="bad" /></div> : null}
    </div>
  )
}
