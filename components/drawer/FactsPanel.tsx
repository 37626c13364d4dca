import { table as words } from '../../lib/text/en/table'
import type { DrawerContent, Section, Station } from './content'
import { RelatedChain } from './RelatedChain'

/** The facts of a row in two columns, the chain of related things, and further sections. */
export function FactsPanel({ content }: { content: DrawerContent }) {
  const facts = content.facts.filter((fact) => fact.value !== null && fact.value !== undefined && fact.value !== '')
  const stations = (content.related ?? []).filter((station): station is Station => Boolean(station))
  const sections = (content.sections ?? []).filter((section): section is Section => Boolean(section))
  return (
    <div tabIndex={0} role="region" aria-label={words.drawer.facts} className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2.5 min-[420px]:grid-cols-2">
        {facts.map((fact, index) => (
          <div key={index} className={fact.wide ? 'min-w-0 min-[420px]:col-span-2' : 'min-w-0'}>
            <dt className="text-12 text-faint">{fact.label}</dt>
            <dd className="flex min-h-5 min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-13 break-words [overflow-wrap:anywhere]">{fact.value}</dd>
          </div>
        ))}
      </dl>
      {stations.length > 0 ? (
        <section className="mt-5">
          <h3 className="mb-1.5 text-12 text-faint">{words.drawer.related}</h3>
          <RelatedChain stations={stations} />
        </section>
      ) : null}
      {sections.map((section) => (
        <section key={section.title} className="mt-5 min-w-0">
          <h3 className="mb-1.5 text-12 text-faint">{section.title}</h3>
          {section.content}
        </section>
      ))}
    </div>
  )
}
