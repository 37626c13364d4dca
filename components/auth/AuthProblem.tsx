import type { Problem } from '../../lib/core/problem'
import { MeaningIcon } from '../ui/StatusMark'

/** A refusal that belongs to no field: above the form, read out at once. */
export function AuthProblem({ problem }: { problem: Problem | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {problem ? (
        <div className="flex items-start gap-2 rounded-md bg-bad-wash px-3 py-2 text-13">
          <span className="mt-0.5"><MeaningIcon meaning="bad" /></span>
          <p>{problem.message}{problem.hint ? <span className="block text-soft">{problem.hint}</span> : null}</p>
        </div>
      ) : null}
    </div>
  )
}
