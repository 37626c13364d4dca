'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { runCheck } from '../../lib/client/checks'
import type { Problem } from '../../lib/core/problem'
import type { CheckReport } from '../../lib/features/setup/schema'

/** A network by name, or (null) addresses of the host's own. */
type Target = { network: string | null; addresses: string[] }

/** One check as it stands: `running` until its report or its Problem is there. */
export type Checked = { network: string | null; state: 'running' | 'ended'; report: CheckReport | null; problem: Problem | null }

/** Checks one target after the other. */
export function useChecks(host: string): { checks: readonly Checked[]; running: boolean; run: (targets: readonly Target[]) => void } {
  const [checks, setChecks] = useState<readonly Checked[]>([])
  const [running, setRunning] = useState(false)
  const turn = useRef(0)
  useEffect(() => () => void turn.current++, [])
  const run = useCallback(async (targets: readonly Target[]) => {
    const mine = ++turn.current
    setRunning(true)
    setChecks([])
    for (const target of targets) {
      const { network } = target
      setChecks((before) => [...before, { network, state: 'running', report: null, problem: null }])
      const result = await runCheck(host, target)
      if (mine !== turn.current) return
      setChecks((before) => before.map((one) => (one.network === network ? { network, state: 'ended', report: result.ok ? result.value : null, problem: result.ok ? null : result.problem } : one)))
    }
    setRunning(false)
  }, [host])
  return { checks, running, run: (targets) => void run(targets) }
}
