import { Circle } from 'lucide-react'
import { StatusMark } from '../ui/StatusMark'
import { neighborState } from './neighbor-state'

/** The state of a neighbor as its RFC 4861 word with a mark. States in which the kernel merely waits stay quiet. */
export function NeighborState({ state }: { state: string }) {
  const { meaning, why } = neighborState(state)
  if (meaning !== 'quiet') return <StatusMark meaning={meaning} why={why} plain={meaning === 'good'}>{state}</StatusMark>
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-soft" data-tip={why} aria-description={why}>
      <Circle aria-hidden size={14} strokeWidth={2} className="shrink-0 text-faint" />
      <span className="truncate">{state}</span>
    </span>
  )
}
