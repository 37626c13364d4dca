import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '../../lib/core/problem'
import { shell } from '../../lib/text/en/shell'
import { MeaningIcon } from '../ui/StatusMark'

/** A Problem on its own place: what happened, what to do, and folded below what the tool itself said. `action` is usually "Try again". */
export function ProblemView({ problem, action, title }: { problem: Problem; action?: ReactNode; title?: string }) {
  return (
    <div role="alert" className="flex max-w-[600px] items-start gap-3 p-6">
      <span className="mt-0.5"><MeaningIcon meaning="bad" size={18} /></span>
      <div className="flex min-w-0 flex-col gap-2">
        {title ? <h2 className="text-14 font-semibold">{title}</h2> : null}
        <p className={title ? 'text-13 text-text' : 'text-14 font-medium'}>{problem.message}</p>
        {problem.hint ? <p className="text-13 text-soft">{problem.hint}</p> : null}
        <EvidenceFold problem={problem} />
        {action ? <div className="pt-1">{action}</div> : null}
      </div>
    </div>
  )
}

/** A Problem beside rows that are there all the same: one line, unfolding to the evidence. */
export function ProblemNote({ problem, meaning = 'attention' }: { problem: Problem; meaning?: 'attention' | 'bad' }) {
  return (
    <div role="status" className={`flex items-start gap-2 px-4 py-1.5 text-12 ${meaning === 'bad' ? 'bg-bad-wash' : 'bg-attention-wash'}`}>
      <span className="mt-px"><MeaningIcon meaning={meaning} size={14} /></span>
      <div className="flex min-w-0 flex-col gap-1">
        <p><span className="text-text">{problem.message}</span>{problem.hint ? <span className="text-soft"> {problem.hint}</span> : null}</p>
        <EvidenceFold problem={problem} />
      </div>
    </div>
  )
}

function EvidenceFold({ problem }: { problem: Problem }) {
  if (!problem.evidence) return null
  const { source, text } = problem.evidence
  return (
    <details className="group min-w-0 text-12">
      <summary className="-ml-0.5 flex w-fit list-none items-center gap-1 rounded text-soft hover:text-text">
        <ChevronRight aria-hidden size={13} className="transition-transform group-open:rotate-90" />
        {shell.problem.evidence}
      </summary>
      <pre className="mt-1 max-h-64 overflow-auto rounded-md border border-line bg-raised p-2 font-mono text-12 whitespace-pre-wrap text-soft"><span className="text-faint select-none">$ </span>{source}{'\n'}{text}</pre>
    </details>
  )
}
