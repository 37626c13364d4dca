'use client'
import { isForwarded } from '../../lib/features/setup/choices'
import { chainName, dropping, passLines } from '../../lib/features/setup/foreign-drops'
import type { Choice, Look, PlannedNetwork } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Section } from '../engine/Section'
import { CopyLines } from './CopyLines'

const words = setupPage.plan

/** The rules by which chains that are not the engine's let the planned networks pass; nothing where there is no such chain, or where they say so already. */
export function FirewallLines({ choice, networks, look }: { choice: Choice; networks: readonly Pick<PlannedNetwork, 'subnet'>[]; look: Look }) {
  const told = look.firewall.foreign.flatMap((chain) => {
    const subnets = networks.map(({ subnet }) => subnet).filter((subnet) => dropping([chain], subnet).length > 0)
    return subnets.length > 0 ? [{ name: chainName(chain), text: passLines(chain, subnets).join('\n') }] : []
  })
  if (!isForwarded(choice) || told.length === 0) return null
  return (
    <Section title={words.firewall}>
      {told.map(({ name, text }) => (
        <div key={name} className="text-13">
          <p>{words.firewallWhy(name)}</p>
          <CopyLines text={text} what={words.firewallCopy} />
        </div>
      ))}
      <p className="mt-1 text-12 text-soft">{words.firewallKept}</p>
    </Section>
  )
}
