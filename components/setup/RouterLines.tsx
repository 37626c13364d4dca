'use client'
import { routerSentence, routerWords } from '../../lib/features/setup/router'
import type { Choice, Look, PlannedNetwork } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Section } from '../engine/Section'
import { Tabs } from '../ui/Tabs'
import { CopyLines } from './CopyLines'

const words = setupPage.done

/** What the router has to be told, in its own words; or why it needs nothing. */
export function RouterLines({ choice, networks, held, look }: { choice: Choice; networks: readonly PlannedNetwork[]; held: string | null; look: Look }) {
  const told = routerWords(choice, { networks, held }, look)
  return (
    <Section title={words.router}>
      <p className="text-13">{routerSentence(choice)}</p>
      {told ? (
        <>
          <p className="mb-1 text-12 text-soft">{words.via(told.via)}{told.dev ? ` ${words.dev(told.dev)}` : ''}</p>
          <div className="[&_[role=tablist]]:flex-wrap [&_[role=tablist]]:px-0">
            <Tabs label={words.routerLabel} tabs={told.ways.map(({ name, lines }) => ({ value: name, label: name, content: <><CopyLines what={words.copy(name)} text={lines.join('\n')} />{words.lasts[name] ? <p className="mt-1 text-12 text-soft">{words.lasts[name]}</p> : null}</> }))} />
          </div>
        </>
      ) : null}
    </Section>
  )
}
