'use client'
import { Cable, Globe, House, MapPin, type LucideIcon } from 'lucide-react'
import { use } from 'react'
import { copyText } from '../../lib/client/copy'
import type { Exposure, SocketRow } from '../../lib/features/sockets/schema'
import { socketsPage as words } from '../../lib/text/en/pages-sockets'
import { InCell } from '../address/cell-context'
import { kindOfText, kindText } from '../address/describe'
import { placeOf, socketPlace, takes } from './socket-place'

const ICONS: Record<Exposure, LucideIcon> = { all: Globe, address: MapPin, 'link-local': Cable, loopback: House }

/** Address and port as one writes them in a URL, the port strongest. A click copies both. */
export function SocketPlace({ row }: { row: SocketRow }) {
  const inCell = use(InCell)
  const place = socketPlace(row)
  const kind = kindOfText(row.address)
  const about = kind ? kindText(kind, row.family) : null
  const port = `:${row.port}`
  return (
    <button
      type="button"
      tabIndex={inCell ? -1 : 0}
      data-tip={about ? `${about.name}. ${about.means}` : undefined}
      onClick={(event) => {
        event.stopPropagation()
        void copyText(place, event.currentTarget)
      }}
      className="min-w-0 truncate rounded-[3px] font-mono text-[12.5px] decoration-line-strong underline-offset-[3px] hover:underline"
    >
      <span className="text-soft">{place.slice(0, -port.length)}</span>
      {port}
    </button>
  )
}

/** How far the address reaches: a word with its mark. None of them is good or bad by itself, so none has a color. */
export function ExposureMark({ exposure }: { exposure: Exposure }) {
  const { word, means } = words.exposure[exposure]
  const Icon = ICONS[exposure]
  return (
    <span className={exposure === 'loopback' ? 'inline-flex min-w-0 items-center gap-1.5 text-faint' : 'inline-flex min-w-0 items-center gap-1.5'} data-tip={means} aria-description={means}>
      <Icon aria-hidden size={14} className="shrink-0 text-soft" />
      <span className="truncate">{word}</span>
    </span>
  )
}

/** Which packets the socket takes. */
export function Takes({ row }: { row: SocketRow }) {
  const which = takes(row)
  return <span data-tip={words.familyWhy[which]} aria-description={words.familyWhy[which]}>{words.family[which]}</span>
}

/** Where the socket lives: on the host, on the host for a container, or inside one. */
export function Where({ row }: { row: SocketRow }) {
  const place = placeOf(row)
  const why = whyThere(row)
  return <span className={place === 'host' ? 'text-faint' : ''} data-tip={why} aria-description={why}>{words.place[place]}</span>
}

/** The sentence behind `Where`. */
export function whyThere(row: SocketRow): string {
  const place = placeOf(row)
  return place === 'host' ? words.placeWhy.host : words.placeWhy[place](row.container?.name ?? '')
}
