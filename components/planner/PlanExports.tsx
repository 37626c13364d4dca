'use client'
import { useState, type ReactNode } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { Engine } from '../../lib/features/engine/schema'
import { addressPools, commandsOf, composeText, csvOf, daemonJson, hostsOf, networksOf, type ForEngine } from '../../lib/features/planner/exports'
import type { Plan } from '../../lib/features/planner/schema'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { Section } from '../engine/Section'
import { CopyButton } from '../ui/CopyButton'
import { Select } from '../ui/Select'
import { Tabs, type Tab } from '../ui/Tabs'

const words = plannerPage.exports

type Kind = keyof typeof words.tabs

/** An engine of which nothing is known: only what every client understands is written. */
const UNKNOWN = { capabilities: { ipv6OnlyNetworks: { state: 'unavailable', reason: '' }, autoUla: { state: 'available' } } } as unknown as ForEngine

/** The plan in the words of other tools, to copy. For several hosts, one host at a time. */
export function PlanExports({ host, plan }: { host: string; plan: Plan }) {
  const engine: ForEngine = useResource<Engine>(host, 'engine').page?.rows[0] ?? UNKNOWN
  const hosts = hostsOf(plan)
  const [chosen, setChosen] = useState('')
  const at = hosts.includes(chosen) ? chosen : (hosts[0] ?? null)
  const networks = networksOf(plan, at)
  // Pools that hold more than one IPv6 network came with Docker 27 (moby pull request 47768); that which makes networks without IPv4 (28) takes a default bridge of any length.
  const modern = engine.capabilities.autoUla.state === 'available'
  const tabs: Tab<Kind>[] = [
    tab('cli', commandsOf(networks, engine), words.note.cli),
    tab('compose', composeText(networks), words.note.compose),
    tab('pools', modern ? json({ 'default-address-pools': addressPools(networks) }) : '', modern ? words.note.pools : words.note.poolsOld),
    tab('daemon', json(daemonJson(networks, modern, engine.capabilities.ipv6OnlyNetworks.state === 'available')), modern ? words.note.daemon : words.note.daemonOld),
    tab('csv', csvOf(plan), words.note.csv),
  ]
  return (
    <Section title={words.title} aside={hosts.length > 0 && at ? <label className="flex items-center gap-2">{words.host}<Select value={at} onValue={setChosen} options={hosts.map((value) => ({ value, label: value }))} /></label> : undefined}>
      <div className="-mx-4"><Tabs label={words.title} tabs={tabs} /></div>
    </Section>
  )
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function tab(value: Kind, text: string, note: string): Tab<Kind> {
  return { value, label: words.tabs[value], content: <Panel note={note}>{text === '' ? null : <Code text={text.trimEnd()} what={words.what[value]} />}</Panel> }
}

function Panel({ note, children }: { note: string; children: ReactNode }) {
  return <div className="flex min-w-0 flex-col gap-2 px-4 pt-3"><p className="text-12 text-soft">{note}</p>{children}</div>
}

function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className="flex min-w-0 items-start rounded-md border border-line bg-raised pl-2.5">
      {/* A long text scrolls, so it can be reached by keyboard. */}
      <pre tabIndex={0} aria-label={what} className="max-h-80 min-w-0 flex-1 overflow-auto py-1.5 font-mono text-12 leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}
