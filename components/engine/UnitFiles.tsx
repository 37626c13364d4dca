import { ChevronRight } from 'lucide-react'
import type { Engine, EngineSetting } from '../../lib/features/engine/schema'
import { formsEngine } from '../../lib/text/en/forms-engine'
import { Badge } from '../ui/Badge'
import { MeaningIcon } from '../ui/StatusMark'
import { Section } from './Section'

const words = formsEngine.unit

/** How systemd starts the engine: its unit, the drop-ins on top of it in their order, and the files with variables. */
export function UnitFiles({ engine }: { engine: Engine }) {
  const { unit, unitFiles, unitWords, unitChanged } = engine
  return (
    <Section title={words.title} aside={unit ? <code className="font-mono">{unit}</code> : null}>
      {unit === null || unitFiles.length === 0 ? <p className="text-13 text-soft">{words.none}</p> : (
        <div className="flex flex-col gap-1.5 text-13">
          {unitChanged ? (
            <div role="status" className="rounded-md bg-attention-wash px-2.5 py-1.5">
              <p className="flex items-start gap-2"><span className="mt-[3px]"><MeaningIcon meaning="attention" size={14} /></span>{words.changed}</p>
              <code className="mt-1 block font-mono text-12 [overflow-wrap:anywhere]">{unitWords?.join(' ')}</code>
            </div>
          ) : null}
          {unitFiles.map(({ path, kind, text }) => (
            <details key={path} className="group min-w-0">
              <summary className="flex min-w-0 list-none items-center gap-1.5 rounded text-soft hover:text-text">
                <ChevronRight aria-hidden size={14} className="shrink-0 transition-transform group-open:rotate-90" />
                <code className="min-w-0 truncate font-mono text-[12.5px]">{path}</code>
                <Badge>{words.kinds[kind]}</Badge>
              </summary>
              <pre tabIndex={0} role="group" aria-label={path} className="mt-1 max-h-72 overflow-auto rounded-md border border-line bg-raised p-2.5 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{text.trimEnd()}</pre>
            </details>
          ))}
        </div>
      )}
    </Section>
  )
}

/** Settings that two places say: the engine that runs does not mind, the next start does. */
export function Conflicts({ rows, path }: { rows: readonly EngineSetting[]; path: string }) {
  return rows.filter(({ conflict }) => conflict !== null).map(({ key, conflict }) => (
    <div key={key} role="alert" className="flex items-start gap-2 bg-bad-wash px-2.5 py-1.5 text-13">
      <span className="mt-0.5"><MeaningIcon meaning="bad" size={14} /></span>
      <p><span className="[overflow-wrap:anywhere]">{words.conflict(key, conflict?.flag ?? key, path, conflict?.from ?? words.unitFile)}</span> <span className="text-soft">{words.conflictHint}</span></p>
    </div>
  ))
}
