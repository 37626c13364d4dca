import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Overview } from '../../lib/features/overview/schema'
import { overviewPage as words } from '../../lib/text/en/pages-overview'
import { Address } from '../address/Address'
import { Section } from '../engine/Section'
import type { Meaning } from '../../lib/core/meaning'
import { StatusMark } from '../ui/StatusMark'
import { Countdown } from './Countdown'

const { facts } = words

/** The few facts that decide whether IPv6 works on this host. `incomplete`: something could not be read, so that zero may as well mean unknown. */
export function HostFacts({ overview, host, incomplete }: { overview: Overview; host: string; incomplete: boolean }) {
  const { networks, containers } = overview
  return (
    <Section title={facts.title}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        <Fact label={facts.global} wide>
          {overview.global.length === 0 ? <StatusMark meaning="bad" why={facts.noGlobalWhy}>{facts.noGlobal}</StatusMark> : (
            <ul className="flex min-w-0 flex-col gap-1.5">{overview.global.map((one) => <GlobalAddress key={`${one.dev} ${one.address}`} one={one} />)}</ul>
          )}
        </Fact>
        <Fact label={facts.defaultRoute} wide><DefaultRoute route={overview.defaultRoute} /></Fact>
        <Fact label={facts.forwarding}><Forwarding on={overview.forwarding} /></Fact>
        <Fact label={facts.kernel}><StatusMark meaning={overview.kernelIpv6 ? 'good' : 'bad'} plain={overview.kernelIpv6}>{overview.kernelIpv6 ? facts.kernelOn : facts.kernelOff}</StatusMark></Fact>
        <Fact label={facts.networks}><Share n={networks.withIpv6} all={networks.total} none={incomplete ? facts.unknown : facts.noNetworks} href={`/hosts/${host}/networks?q=ipv6:true`} /></Fact>
        <Fact label={facts.containers}><Share n={containers.withIpv6} all={containers.running} none={incomplete ? facts.unknown : facts.noContainers} href={`/hosts/${host}/containers?q=state:running`} /></Fact>
      </dl>
    </Section>
  )
}

function Fact({ label, children, wide = false }: { label: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={wide ? 'col-span-2 min-w-0' : 'min-w-0'}>
      <dt className="text-12 text-faint">{label}</dt>
      <dd className="min-w-0 text-13">{children}</dd>
    </div>
  )
}

function GlobalAddress({ one }: { one: Overview['global'][number] }) {
  // Both lifetimes are told only where they differ: a deprecated address is still there, but no longer chosen.
  const preferred = one.preferredUntil !== one.validUntil
  return (
    <li className="min-w-0">
      <span className="flex min-w-0"><Address address={one.address} length={one.length} withLength /></span>
      <span className="flex flex-wrap gap-x-3 text-12 text-soft">
        <span>{words.facts.from(words.sources[one.source] ?? one.source, one.dev)}</span>
        <Countdown until={one.validUntil} say={facts.expires} over={facts.over} />
        {preferred ? <Countdown until={one.preferredUntil} say={facts.preferred} over={facts.deprecated} /> : null}
      </span>
    </li>
  )
}

function DefaultRoute({ route }: { route: Overview['defaultRoute'] }) {
  if (!route) return <StatusMark meaning="bad" why={facts.noRouteWhy}>{facts.noRoute}</StatusMark>
  return (
    <>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        {route.via ? <Address address={route.via} /> : null}
        {route.dev ? <span className="text-soft">{facts.on(route.dev)}</span> : null}
      </span>
      <span className="flex flex-wrap gap-x-3 text-12 text-soft">
        <span>{facts.from(words.sources[route.protocol] ?? route.protocol, null)}</span>
        <Countdown until={route.expiresAt} say={facts.expires} over={facts.over} />
      </span>
    </>
  )
}

function Forwarding({ on }: { on: boolean | null }) {
  const [meaning, word, why]: [Meaning, string, string] = on === null ? ['unknown', facts.forwardingUnknown, facts.forwardingWhy.unknown] : on ? ['good', facts.forwardingOn, facts.forwardingWhy.on] : ['bad', facts.forwardingOff, facts.forwardingWhy.off]
  return <StatusMark meaning={meaning} why={why} plain={on === true}>{word}</StatusMark>
}

function Share({ n, all, none, href }: { n: number; all: number; none: string; href: string }) {
  if (all === 0) return <span className="text-faint">{none}</span>
  return <Link href={href} prefetch={false} className="rounded-[3px] decoration-line-strong underline-offset-[3px] hover:text-accent hover:underline">{facts.of(n, all)}</Link>
}
