import type { ReactNode } from 'react'
import { changesContainers } from '../../lib/text/en/changes-containers'
import { publishForm as words } from '../../lib/text/en/publish'
import { MeaningIcon } from '../ui/StatusMark'

/** Those that lose a container for good when it is made anew, and below it the way past. */
export function JoinersNote({ container, names, children }: { container: string; names: readonly string[]; children?: ReactNode }) {
  return (
    <section className="flex flex-col gap-2 rounded-md border border-line bg-attention-wash px-3 py-2.5">
      <h3 className="flex items-center gap-2 text-13 font-medium"><MeaningIcon meaning="attention" />{words.joined(container)}</h3>
      <p className="text-12 text-soft">{changesContainers.warn.lost(names.join(', '))}</p>
      {children}
    </section>
  )
}
