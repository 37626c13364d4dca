import { Check, Minus } from 'lucide-react'
import type { Capabilities, CapabilityName } from '../../lib/features/engine/schema'
import { engine as names } from '../../lib/text/en/engine'
import { enginePage as words } from '../../lib/text/en/pages-engine'
import { Section } from './Section'

/** What this engine can do; what it cannot carries the sentence that says why. */
export function CapabilityList({ capabilities }: { capabilities: Capabilities }) {
  const all = Object.keys(capabilities) as CapabilityName[]
  // What is missing decides what can be planned on this host, so it stands first.
  const sorted = [...all.filter((name) => capabilities[name].state !== 'available'), ...all.filter((name) => capabilities[name].state === 'available')]
  const can = all.filter((name) => capabilities[name].state === 'available').length
  return (
    <Section title={words.sections.capabilities} aside={words.capabilities.count(can, all.length)}>
      <ul className="flex flex-col gap-1 text-13">
        {sorted.map((name) => {
          const feature = capabilities[name]
          const has = feature.state === 'available'
          return (
            <li key={name} className="flex min-w-0 items-start gap-2">
              {has ? <Check aria-hidden size={14} className="mt-[3px] shrink-0 text-good" /> : <Minus aria-hidden size={14} className="mt-[3px] shrink-0 text-faint" />}
              <span className="sr-only">{has ? words.capabilities.can : words.capabilities.cannot}</span>
              <span className={has ? '' : 'text-soft'}>{feature.state === 'available' ? names.capabilities[name] : feature.reason}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
