'use client'
import type { ReactNode } from 'react'
import type { Meaning } from '../../lib/core/meaning'
import { chainName } from '../../lib/features/setup/foreign-drops'
import type { Look, LookPrefix } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Address } from '../address/Address'
import { Prefix } from '../address/Prefix'
import { ChangeButton } from '../change/ChangeButton'
import { MeaningIcon } from '../ui/StatusMark'
import { RouteTest } from './RouteTest'

const words = setupPage.look

/** What was found on the host: each fact with its verdict and why it matters. */
export function LookFacts({ host, look, onTested }: { host: string; look: Look; onTested: (tested: string) => void }) {
  const { uplink, prefixes, forwarding, engine, firewall, runs } = look
  return (
    <dl className="m-4 grid max-w-[960px] grid-cols-1 overflow-hidden rounded-md border border-line">
      {uplink ? <Fact label={words.uplink} meaning="good" what={<Uplink look={look} />} why={words.uplinkFrom(uplink.protocol)} /> : <NoUplink host={host} lost={look.lost} />}
      <Fact label={words.prefixes} meaning={prefixes.length > 0 ? 'good' : 'attention'} what={prefixes.length === 0 ? words.noPrefixes : <ul className="flex flex-col gap-2.5">{prefixes.map((one) => <PrefixItem key={`${one.prefix} ${one.dev}`} host={host} one={one} onTested={onTested} />)}</ul>} why={prefixes.length === 0 ? words.noPrefixesWhy : null} />
      <Fact label={words.forwarding} {...forwardingFact(forwarding)} />
      <Fact label={words.engine} meaning={engine ? (engine.ip6tables ? 'good' : 'attention') : 'bad'} what={engine ? words.engineIs(engine.product, engine.version) : words.noEngine} why={engine ? (engine.ip6tables ? words.rules : words.noRules(engine.ip6tablesNeeds)) : words.noEngineWhy} />
      <Fact label={words.firewall} meaning={firewall.forwardDrops === null ? 'unknown' : firewall.foreign.length > 0 ? 'attention' : 'good'} what={words.managers[firewall.manager]} why={firewall.forwardDrops === null ? words.unknownWhy : firewall.foreign.length > 0 ? words.foreignDrops(firewall.foreign.map(chainName)) : firewall.forwardDrops ? words.forwardDrops : words.forwardPasses} />
      <Fact label={words.runs} meaning="good" what={`${words.networks(runs.networks.length)}, ${words.containers(runs.containers)}`} why={[runs.ndppd ? words.ndppd : '', runs.proxyRules.length > 0 ? words.rulesFor(runs.proxyRules.length) : ''].filter(Boolean).join(' ') || null} />
    </dl>
  )
}

function Fact({ label, meaning, what, why, children }: { label: string; meaning: Meaning; what: ReactNode; why: string | null; children?: ReactNode }) {
  return (
    <div className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2 gap-y-0.5 border-b border-line px-3 py-2.5 last:border-b-0 sm:grid-cols-[20px_120px_minmax(0,1fr)]">
      <dt className="contents"><span className="row-start-1 mt-0.5"><MeaningIcon meaning={meaning} /></span><span className="text-13 text-soft">{label}</span></dt>
      <dd className="min-w-0 text-13 [overflow-wrap:anywhere] max-sm:col-start-2">
        <div className="font-medium">{what}</div>
        {why ? <p className="text-soft">{why}</p> : null}
        {children}
      </dd>
    </div>
  )
}

/** No default route: why, as far as that is known, and the one change that brings it back where the host went deaf to its router. */
function NoUplink({ host, lost: { deaf, waiting } }: { host: string; lost: Look['lost'] }) {
  const [dev] = deaf
  const [awaited] = waiting
  if (dev !== undefined) {
    return (
      <Fact label={words.uplink} meaning="bad" what={words.deaf(dev)} why={words.deafWhy(dev)}>
        <div className="mt-1.5 flex flex-wrap gap-2">
          {deaf.map((one) => <ChangeButton key={one} kind="sysctls.set" look="primary" input={{ path: `net/ipv6/conf/${one}/accept_ra`, value: '2', keep: true }} wish={{ host, title: words.hear(one) }}>{words.hear(one)}</ChangeButton>)}
        </div>
      </Fact>
    )
  }
  return awaited !== undefined ? <Fact label={words.uplink} meaning="attention" what={words.waiting(awaited)} why={words.waitingWhy(awaited)} /> : <Fact label={words.uplink} meaning="bad" what={words.noUplink} why={words.noUplinkWhy} />
}

function Uplink({ look: { uplink } }: { look: Look }) {
  if (!uplink) return null
  return (
    <span className="flex flex-wrap items-center gap-x-2 font-normal">
      <span className="font-medium">{words.uplinkIs(uplink.dev, null)}</span>
      {uplink.via ? <Address address={uplink.via} /> : null}
      {uplink.router && uplink.router !== uplink.via ? <Address address={uplink.router} /> : null}
    </span>
  )
}

function PrefixItem({ host, one, onTested }: { host: string; one: LookPrefix; onTested: (tested: string) => void }) {
  return (
    <li className="min-w-0 font-normal">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        <Prefix prefix={one.prefix} />
        <span className="text-soft">{[one.dev, words.reach[one.reach], one.sure ? null : words.unsure, words.source[one.source]].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="block text-12 text-soft">{one.why}</span>
      {one.sure ? null : <div className="mt-1"><RouteTest host={host} prefix={one.prefix} onTested={onTested} /></div>}
    </li>
  )
}

function forwardingFact(forwarding: Look['forwarding']): { meaning: Meaning; what: string; why: string } {
  if (forwarding === null) return { meaning: 'unknown', what: words.unknown, why: words.unknownWhy }
  if (forwarding.value !== '1') return { meaning: 'attention', what: words.forwardingOff, why: words.forwardingNeeded }
  return forwarding.kept === '1' ? { meaning: 'good', what: words.forwardingOn, why: words.forwardingKept } : { meaning: 'attention', what: words.forwardingOn, why: words.forwardingNotKept }
}
