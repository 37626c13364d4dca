import type { ReactNode } from 'react'
import type { Container } from '../../lib/features/containers/schema'
import { publishForm as words } from '../../lib/text/en/publish'
import { CopyButton } from '../ui/CopyButton'
import { MeaningIcon } from '../ui/StatusMark'

/** A container that somebody else makes: the lines for its file (null while they cannot be told), and below it the way past. */
export function OwnerNote({ container, owner, lines, children }: { container: Container; owner: 'compose' | 'swarm'; lines: string | null; children: ReactNode }) {
  const swarm = owner === 'swarm'
  return (
    <section className="flex flex-col gap-2 rounded-md border border-line bg-attention-wash px-3 py-2.5">
      <h3 className="flex items-center gap-2 text-13 font-medium"><MeaningIcon meaning="attention" />{swarm ? words.ownedSwarm(container.name) : words.owned(container.name, container.project ?? '')}</h3>
      <p className="text-12 text-soft">{swarm ? words.ownedSwarmWhy : words.ownedWhy}</p>
      {lines === null || swarm ? null : (
        <div className="flex items-start gap-2 rounded-md border border-line bg-raised pl-2.5">
          <pre aria-label={words.ownedLines} className="min-w-0 flex-1 py-1.5 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{lines}</pre>
          <CopyButton text={lines} what={words.ownedLines} />
        </div>
      )}
      {children}
    </section>
  )
}
