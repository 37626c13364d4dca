import type { ReactNode } from 'react'
import type { Container } from '../../lib/features/containers/schema'
import { changesContainers } from '../../lib/text/en/changes-containers'
import { publishForm as words } from '../../lib/text/en/publish'
import { CopyButton } from '../ui/CopyButton'
import { MeaningIcon } from '../ui/StatusMark'
import type { OwnerLines } from './publish-lines'

/** A container that somebody else makes: the lines for its file (null while they cannot be told), for a swarm service the command as well, and below it the way past. */
export function OwnerNote({ container, owner, lines, children }: { container: Container; owner: 'compose' | 'swarm'; lines: OwnerLines | null; children: ReactNode }) {
  const swarm = owner === 'swarm'
  return (
    <section className="flex flex-col gap-2 rounded-md border border-line bg-attention-wash px-3 py-2.5">
      <h3 className="flex items-center gap-2 text-13 font-medium"><MeaningIcon meaning="attention" />{swarm ? words.ownedSwarm(container.name) : words.owned(container.name, container.project ?? '')}</h3>
      <p className="text-12 text-soft">{swarm ? `${words.ownedSwarmWhy} ${changesContainers.swarmAll}` : words.ownedWhy}</p>
      {lines === null ? null : <Lines label={swarm ? words.ownedStack : words.ownedLines} text={lines.yaml} />}
      {lines?.command ? <Lines label={words.ownedCommand} text={lines.command} /> : null}
      {children}
    </section>
  )
}

function Lines({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-raised pl-2.5">
      <pre aria-label={label} className="min-w-0 flex-1 py-1.5 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
      <CopyButton text={text} what={label} />
    </div>
  )
}
