import type { ReactNode } from 'react'
import type { Engine } from '../../lib/features/engine/schema'
import { enginePage as words } from '../../lib/text/en/pages-engine'
import { Prefix } from '../address/Prefix'
import { Ago } from '../ui/Time'
import { Section } from './Section'

/** Product, versions and what the engine says of itself. What it does not say is left out. */
export function EngineFacts({ engine }: { engine: Engine }) {
  const { facts } = words
  return (
    <Section title={words.version(words.products[engine.product], engine.version)}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 lg:grid-cols-3">
        <Fact label={facts.api}>{engine.minApiVersion ? facts.apiFrom(engine.apiVersion, engine.minApiVersion) : engine.apiVersion}</Fact>
        <Fact label={facts.os}>{engine.os}</Fact>
        <Fact label={facts.kernel}>{engine.kernel}</Fact>
        <Fact label={facts.started}>{engine.startedAt === null ? <span className="text-faint">{facts.unread}</span> : <Ago at={engine.startedAt} />}</Fact>
        <Fact label={facts.pid}>{engine.pid}</Fact>
        <Fact label={facts.containers}>{engine.containers === null || engine.running === null ? null : facts.running(engine.running, engine.containers)}</Fact>
        <Fact label={facts.firewall}>{engine.firewallBackend}</Fact>
        <Fact label={facts.rootless}>{engine.rootless ? facts.yes : facts.no}</Fact>
        <Fact label={facts.liveRestore}>{engine.liveRestore === null ? null : engine.liveRestore ? facts.yes : facts.no}</Fact>
        <Fact label={facts.swarm}>{engine.swarm}</Fact>
      </dl>
      {engine.pools.length > 0 ? (
        <div className="mt-2.5">
          <h3 className="text-12 text-faint">{facts.pools}</h3>
          <ul className="flex flex-wrap gap-x-5 gap-y-0.5 text-13">
            {engine.pools.map((pool) => <li key={`${pool.base} ${pool.size}`} className="flex min-w-0 items-center gap-1.5"><Prefix prefix={pool.base} unmarked={!pool.base.includes(':')} /><span className="text-12 text-faint">{facts.pieces(pool.size)}</span></li>)}
          </ul>
        </div>
      ) : null}
    </Section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <div className="min-w-0">
      <dt className="text-12 text-faint">{label}</dt>
      <dd className="text-13 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
