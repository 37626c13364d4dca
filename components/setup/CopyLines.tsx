'use client'
import { CopyButton } from '../ui/CopyButton'

/** Lines to type somewhere else, with a button that copies them. `what` names them. */
export function CopyLines({ text, what }: { text: string; what: string }) {
  return (
    <div className="mt-2 flex min-w-0 items-start rounded-md border border-line bg-raised pl-2.5">
      <pre aria-label={what} className="min-w-0 flex-1 py-1.5 font-mono text-12 leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}
