'use client'
import type { ReactNode } from 'react'
import { count } from '../../lib/client/ago'
import type { Problem } from '../../lib/core/problem'
import { shell } from '../../lib/text/en/shell'
import { table as words } from '../../lib/text/en/table'
import { ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'

/** Instead of rows: nothing there (and why), nothing matches, or it could not be read. */
export function TableEmpty({ problem, q, total, empty, onClear, onRetry, refreshing }: { problem: Problem | null; q: string; total: number; empty: { title: string; why: ReactNode }; onClear: () => void; onRetry: () => void; refreshing: boolean }) {
  if (problem) {
    const forbidden = problem.code === 'not_permitted'
    return <ProblemView problem={problem} {...(forbidden ? { title: words.notPermitted } : { action: <Button busy={refreshing && words.loading} onClick={onRetry}>{shell.problem.retry}</Button> })} />
  }
  if (q) {
    return (
      <Note title={words.nothingFound(q)} why={words.nothingFoundWhy(count(total))}>
        <Button onClick={onClear}>{words.clear}</Button>
      </Note>
    )
  }
  return <Note title={empty.title} why={empty.why} />
}

function Note({ title, why, children }: { title: string; why: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex max-w-[600px] flex-col items-start gap-2 p-6">
      <h2 className="text-14 font-medium break-words">{title}</h2>
      <p className="text-13 text-soft">{why}</p>
      {children ? <div className="pt-1">{children}</div> : null}
    </div>
  )
}
