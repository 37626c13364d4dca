'use client'
import dynamic from 'next/dynamic'
import type { Engine } from '../../lib/features/engine/schema'
import { useResource } from '../../lib/client/use-resource'
import { enginePage as words } from '../../lib/text/en/pages-engine'
import { shell } from '../../lib/text/en/shell'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import { CapabilityList } from './CapabilityList'
import { EngineFacts } from './EngineFacts'
import { CommandLine, ConfigFile, RestartBanner, Warnings } from './EngineTexts'
import { Section } from './Section'
import { SettingsTable } from './SettingsTable'
import { UnitFiles } from './UnitFiles'

const FORMS: PageForms = {
  configure: { kind: 'engine.configure', form: dynamic(() => import('./ConfigureForm').then((module) => module.ConfigureForm)) },
  file: { kind: 'engine.write-file', form: dynamic(() => import('./ConfigEditor').then((module) => module.ConfigEditor)) },
}

/** The Engine page: what it is, what holds and who says so, what it can do, and the texts behind that. */
export function EngineView({ host }: { host: string }) {
  const { state, page, problem, refreshing, refresh } = useResource<Engine>(host, 'engine')
  const panel = useFormPanel(host, FORMS)
  const engine = page?.rows[0]
  if (!engine) {
    if (problem) return <ProblemView problem={problem} action={<Button busy={refreshing && words.loading} onClick={refresh}>{shell.problem.retry}</Button>} />
    if (state !== 'loading') return <ProblemView title={words.gone.title} problem={{ code: 'unreadable_output', message: words.gone.why }} />
    return <Loading />
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
    <div tabIndex={0} role="region" aria-label={words.label} className="@container min-h-0 min-w-0 flex-1 overflow-y-auto">
      {problem ? <ProblemNote problem={problem} meaning="bad" /> : null}
      {page.problems.map((one) => <ProblemNote key={`${one.code} ${one.message}`} problem={one} />)}
      {engine.restartNeeded ? <RestartBanner path={engine.configPath} /> : null}
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 px-4 py-4 @5xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <EngineFacts engine={engine} />
          <SettingsTable host={host} path={engine.configPath} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <CapabilityList capabilities={engine.capabilities} />
          {engine.warnings.length > 0 ? <Warnings warnings={engine.warnings} /> : null}
          <ConfigFile engine={engine} />
          <CommandLine words={engine.commandLine} />
          {engine.product === 'docker' ? <UnitFiles engine={engine} /> : null}
        </div>
      </div>
    </div>
    {panel}
    </div>
  )
}

function Loading() {
  return (
    <div className="flex flex-col gap-6 p-4" aria-busy>
      <p role="status" className="sr-only">{words.loading}</p>
      <Section title={words.sections.facts}><div className="flex flex-col gap-4 py-2">{[40, 60, 50, 45].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div></Section>
      <Section title={words.sections.settings}><div className="flex flex-col gap-4 py-2">{[70, 55, 65, 60, 75].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div></Section>
    </div>
  )
}
