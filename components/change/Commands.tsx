'use client'
import type { Plan } from '../../lib/core/change'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { CopyButton } from '../ui/CopyButton'
import { Tabs, type Tab } from '../ui/Tabs'
import { StepPlan } from './StepList'

type How = 'commands' | 'compose' | 'steps'

/** How it is done: as command lines, as Compose, and step by step with the way back. */
export function HowItIsDone({ plan }: { plan: Plan }) {
  const tabs: Tab<How>[] = [
    { value: 'commands', label: words.tabs.commands, content: <Panel><CommandList commands={plan.commands} /></Panel> },
    ...(plan.compose ? [{ value: 'compose' as const, label: words.tabs.compose, content: <Panel><Code text={plan.compose} what={words.compose} /></Panel> }] : []),
    { value: 'steps', label: words.tabs.steps, count: plan.steps.length, content: <Panel><StepPlan plan={plan} /></Panel> },
  ]
  return <Tabs label={words.tabsLabel} tabs={tabs} />
}

function Panel({ children }: { children: React.ReactNode }) {
  return <div className="min-w-0 py-2">{children}</div>
}

/** Command lines, each to be copied, and all at once where there are several. */
export function CommandList({ commands }: { commands: readonly string[] }) {
  if (commands.length === 0) return <p className="text-13 text-soft">{words.noCommands}</p>
  return commands.length === 1 ? <Code text={commands[0] ?? ''} what={commands[0] ?? ''} /> : <Code text={commands.join('\n')} what={words.allCommands} />
}

function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className="flex min-w-0 items-start rounded-md border border-line bg-raised pl-2.5">
      <pre className="min-w-0 flex-1 py-1.5 font-mono text-12 leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}
