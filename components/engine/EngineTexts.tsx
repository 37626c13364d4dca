import { ChevronRight } from 'lucide-react'
import type { Engine } from '../../lib/features/engine/schema'
import { enginePage as words } from '../../lib/text/en/pages-engine'
import { formsEngine } from '../../lib/text/en/forms-engine'
import { CopyButton } from '../ui/CopyButton'
import { MeaningIcon, StatusMark } from '../ui/StatusMark'
import { OpenForm } from './OpenForm'
import { Section } from './Section'

/** Warnings in sight; engines in small kernels have a dozen about memory and disks. */
const SHOWN_WARNINGS = 3
const NETWORK = /ip6?tables|ipv[46]|bridge|forward|api|nf-call/i

/** The config file is newer than the running engine. */
export function RestartBanner({ path }: { path: string }) {
  return (
    <div role="status" className="flex items-start gap-2 bg-attention-wash px-4 py-2 text-13">
      <span className="mt-0.5"><MeaningIcon meaning="attention" /></span>
      <p><span className="font-medium [overflow-wrap:anywhere]">{words.restart(path)}</span> <span className="text-soft">{words.restartWhy}</span></p>
    </div>
  )
}

/** What the engine itself complains of. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  // The section says already that these are warnings. Those about addresses and packets are what this console is for.
  const lines = warnings.map((warning) => warning.replace(/^WARNING:\s*/, '')).sort((a, b) => Number(NETWORK.test(b)) - Number(NETWORK.test(a)))
  return (
    <Section title={words.sections.warnings} aside={lines.length}>
      <WarningLines lines={lines.slice(0, SHOWN_WARNINGS)} />
      {lines.length > SHOWN_WARNINGS ? (
        <details className="group mt-1 text-13">
          <summary className="flex w-fit list-none items-center gap-1 rounded text-soft hover:text-text">
            <ChevronRight aria-hidden size={14} className="transition-transform group-open:rotate-90" />
            {words.moreWarnings(lines.length - SHOWN_WARNINGS)}
          </summary>
          <div className="mt-1"><WarningLines lines={lines.slice(SHOWN_WARNINGS)} /></div>
        </details>
      ) : null}
    </Section>
  )
}

function WarningLines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-1 text-13">
      {lines.map((line) => (
        <li key={line} className="flex items-start gap-2">
          <span className="mt-[3px]"><MeaningIcon meaning="attention" size={14} /></span>
          <span className="[overflow-wrap:anywhere]">{line}</span>
        </li>
      ))}
    </ul>
  )
}

/** The config file as it is, or why there is nothing to show. */
export function ConfigFile({ engine }: { engine: Engine }) {
  const { configPath, configText, configError } = engine
  const text = configText?.trimEnd() ?? ''
  return (
    <Section title={words.sections.config} aside={<><code className="truncate font-mono">{configPath}</code>{text ? <CopyButton text={configText ?? ''} what={words.config.copy} /> : null}{engine.product === 'docker' ? <OpenForm kind="engine.write-file" form="file">{formsEngine.file.edit}</OpenForm> : null}</>}>
      {configError ? (
        <div role="alert" className="mb-2 rounded-md bg-bad-wash px-2.5 py-1.5 text-13">
          <StatusMark meaning="bad">{words.config.broken}</StatusMark>
          <p className="mt-0.5 text-soft [overflow-wrap:anywhere]">{configError}</p>
        </div>
      ) : null}
      {text ? <Mono label={words.sections.config}>{text}</Mono> : <p className="text-13 text-soft">{configText === null ? words.config.none : words.config.empty}</p>}
    </Section>
  )
}

/** How the engine was started. */
export function CommandLine({ words: line }: { words: readonly string[] }) {
  const text = line.map(quoted).join(' ')
  return (
    <Section title={words.sections.command} aside={text ? <CopyButton text={text} what={words.command.copy} /> : null}>
      {text ? <Mono label={words.sections.command}>{text}</Mono> : <p className="text-13 text-soft">{words.command.none}</p>}
    </Section>
  )
}

function Mono({ label, children }: { label: string; children: string }) {
  return <pre tabIndex={0} role="group" aria-label={label} className="max-h-72 overflow-auto rounded-md border border-line bg-raised p-2.5 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{children}</pre>
}

/** A word as a shell would want it, so that the copied line says the same. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
