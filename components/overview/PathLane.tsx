import { Box, Cpu, Globe, Network, Plug, Router, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import type { Hop } from '../../lib/features/overview/schema'
import { hrefOf } from '../../lib/client/refs'
import { overviewPage as words } from '../../lib/text/en/pages-overview'
import { Section } from '../engine/Section'
import { CopyButton } from '../ui/CopyButton'
import { cx } from '../ui/class-names'
import { StatusMark } from '../ui/StatusMark'

const ICONS: Record<Hop['id'], LucideIcon> = { internet: Globe, router: Router, uplink: Plug, host: Cpu, bridges: Network, containers: Box }

/**
 * The way of a packet from the internet to the containers: a line of hops, each with its verdict and the fact that decides it.
 * The first broken one stands out. The same list is what screen readers hear and what is copied.
 */
export function PathLane({ hops, host }: { hops: readonly Hop[]; host: string }) {
  const broken = hops.findIndex((hop) => hop.state === 'bad')
  const text = hops.map((hop) => words.path.item(hop.title, words.path.verdict[hop.state], hop.fact)).join('\n')
  return (
    <Section title={words.path.title} aside={<CopyButton text={text} what={words.path.copy} />}>
      <ol aria-label={words.path.label} className="flex flex-col xl:flex-row xl:items-stretch">
        {hops.map((hop, index) => (
          <li key={hop.id} className="relative flex min-w-0 flex-col xl:flex-1 xl:flex-row xl:first:flex-[0.9]">
            {index > 0 ? <Wire cut={broken >= 0 && index > broken} /> : null}
            <HopCard hop={hop} host={host} first={index === broken} beyond={broken >= 0 && index > broken} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** The line between two hops; dashed where packets no longer come. */
function Wire({ cut }: { cut: boolean }) {
  return <span aria-hidden className={cx('ml-[21px] h-2 w-0 shrink-0 border-l xl:mt-[18px] xl:ml-0 xl:h-0 xl:w-3 xl:border-t xl:border-l-0', cut ? 'border-dashed border-line-strong' : 'border-field')} />
}

function HopCard({ hop, host, first, beyond }: { hop: Hop; host: string; first: boolean; beyond: boolean }) {
  const Icon = ICONS[hop.id]
  const body = (
    <>
      <span className="flex items-center gap-2 max-xl:w-44 max-xl:shrink-0 max-sm:w-full">
        <Icon aria-hidden size={15} className="shrink-0 text-soft" />
        <span className="truncate text-13 font-medium">{hop.title}</span>
        <span className="ml-auto shrink-0 text-12 xl:hidden sm:max-xl:hidden"><StatusMark meaning={hop.state}>{words.path.verdict[hop.state]}</StatusMark></span>
      </span>
      <span className="shrink-0 text-12 max-xl:w-24 max-sm:hidden"><StatusMark meaning={hop.state}>{words.path.verdict[hop.state]}</StatusMark></span>
      <span className="min-w-0 text-13 text-soft [overflow-wrap:anywhere]">
        {hop.fact}
        {first ? <span className="block font-medium text-bad">{words.path.firstBroken}</span> : null}
      </span>
    </>
  )
  const look = cx(
    'flex min-w-0 flex-1 gap-x-3 gap-y-1 rounded-md border px-3 py-2 xl:flex-col max-xl:flex-row max-xl:items-center max-sm:flex-col max-sm:items-stretch',
    first ? 'border-bad bg-bad-wash' : hop.state === 'attention' ? 'border-attention/50' : beyond ? 'border-line-strong' : 'border-line',
    beyond ? 'border-dashed' : !first && 'bg-surface',
  )
  if (!hop.about) return <div className={look}>{body}</div>
  return <Link href={hrefOf(hop.about, host)} prefetch={false} className={cx(look, 'hover:border-accent')}>{body}</Link>
}
