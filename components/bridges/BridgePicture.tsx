'use client'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { Bridge, BridgePort } from '../../lib/features/bridges/schema'
import { containerRef, hrefOf } from '../../lib/client/refs'
import { bridgesPage as words } from '../../lib/text/en/pages-bridges'
import { linkRef } from '../links/link-key'
import { useHost } from '../networks/use-host'
import { Badge } from '../ui/Badge'
import type { Meaning } from '../../lib/core/meaning'
import { MeaningIcon } from '../ui/StatusMark'
import { widestFirst } from './bridge-state'

// Only who opens a row needs them.
const PortActions = dynamic(() => import('./BridgeActions').then((module) => module.PortActions))

/** A bridge takes a thousand ports; so many are no drawing any more. */
const SHOWN = 64

/** The bridge as a drawing: a trunk with its ports, and what is at the other end of each. To screen readers it is a list. */
export function BridgePicture({ bridge }: { bridge: Bridge }) {
  const host = useHost()
  const [address] = widestFirst(bridge.addresses)
  const shown = bridge.ports.slice(0, SHOWN)
  const hidden = bridge.ports.length - shown.length
  return (
    <div>
      <div className="inline-flex max-w-full items-center gap-3 rounded-md border border-line-strong bg-raised px-3 py-1.5">
        <code className="truncate font-mono text-[12.5px] font-medium">{bridge.name}</code>
        {address ? <code className="truncate font-mono text-12 text-soft">{address}</code> : null}
      </div>
      {bridge.ports.length === 0 ? <p className="mt-2 text-13 text-soft">{words.picture.noPorts}</p> : (
        <ul aria-label={words.picture.label(bridge.name, bridge.ports.length)} className="pl-4">
          {shown.map((port, index) => <PortLine key={port.dev} port={port} bridge={bridge} last={index === shown.length - 1} />)}
        </ul>
      )}
      {hidden > 0 ? <Link href={`/hosts/${host}/links?q=${encodeURIComponent(`master:${bridge.name}`)}`} prefetch={false} className="mt-2 inline-block text-13 text-accent hover:underline">{words.picture.morePorts(hidden)}</Link> : null}
    </div>
  )
}

/** One port: a branch off the trunk, the veth, the cable, and the box at its end. */
function PortLine({ port, bridge, last }: { port: BridgePort; bridge: Bridge; last: boolean }) {
  const state = portState(port.state)
  return (
    <li className="relative flex min-w-0 items-center pt-2 pl-5">
      <span aria-hidden className={`absolute top-0 left-0 w-px bg-line-strong ${last ? 'h-[22px]' : 'h-full'}`} />
      <span aria-hidden className="absolute top-[22px] left-0 h-px w-5 bg-line-strong" />
      <Link href={hrefOf(linkRef(port.dev))} prefetch={false} data-tip={state.word} className="flex h-7 min-w-0 shrink-0 items-center gap-1.5 rounded-md border border-line-strong px-2 hover:border-accent hover:bg-hover">
        <MeaningIcon meaning={state.meaning} size={13} />
        <code className="max-w-40 truncate font-mono text-12">{port.dev}</code>
        <span className={state.meaning === 'good' ? 'sr-only' : 'text-12 text-soft'}>{state.word}</span>
      </Link>
      <span aria-hidden className="h-px w-4 shrink-0 bg-line-strong" />
      <End port={port} />
      {port.hairpin ? <span className="ml-2 inline-flex"><Badge tip={words.picture.hairpinWhy}>{words.picture.hairpin}</Badge></span> : null}
      {bridge.network ? null : <PortActions dev={port.dev} bridge={bridge.name} />}
    </li>
  )
}

function End({ port }: { port: BridgePort }) {
  if (!port.container) return <span className="truncate rounded-md bg-raised px-2 py-1 text-12 leading-5 text-soft">{port.kind === 'veth' ? words.picture.unknownEnd : port.kind}</span>
  return (
    <Link href={hrefOf(containerRef(port.container))} prefetch={false} className="flex h-7 min-w-0 items-center gap-2 rounded-md bg-raised px-2 text-13 hover:bg-hover hover:text-accent">
      {port.containerLink ? <code className="shrink-0 font-mono text-12 text-faint">{port.containerLink}</code> : null}
      <span className="truncate">{port.container.name}</span>
    </Link>
  )
}

function portState(state: string): { meaning: Meaning; word: string } {
  const word = words.portState[state] ?? state
  if (state === 'forwarding' || state === 'up') return { meaning: 'good', word }
  return { meaning: state === 'disabled' || state === 'down' ? 'unknown' : 'attention', word }
}
