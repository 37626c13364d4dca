import type { Problem } from '../../lib/core/problem'
import { table } from '../../lib/text/en/table'
import { ProblemView } from '../problem/ProblemView'
import { Drawer } from '../ui/Drawer'
import { Skeleton } from '../ui/Skeleton'

/** In place of a form whose row is still being read, could not be read, or is not there (`missing` says so). */
export function FormLoading({ title, problem, missing, onClose }: { title: string; problem: Problem | null; missing: string | null; onClose: () => void }) {
  return (
    <Drawer label={title} head={<h2 className="text-14 font-semibold">{title}</h2>} enter={0} onClose={onClose}>
      {problem ? <ProblemView problem={problem} /> : missing ? <p className="p-4 text-13 break-words text-soft">{missing}</p> : (
        <div role="status" aria-busy className="flex flex-col gap-4 p-4">
          <span className="sr-only">{table.drawer.loading}</span>
          {[70, 50, 60, 40].map((width) => <Skeleton key={width} width={`${width}%`} />)}
        </div>
      )}
    </Drawer>
  )
}
