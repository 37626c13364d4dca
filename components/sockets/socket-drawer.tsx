import type { SocketRow } from '../../lib/features/sockets/schema'
import { containerRef } from '../../lib/client/refs'
import { socketsPage as words } from '../../lib/text/en/pages-sockets'
import { Address } from '../address/Address'
import type { DrawerContent } from '../drawer/content'
import { ExposureMark, SocketPlace, whyThere } from './SocketMarks'
import { placeOf, socketPlace, takes } from './socket-place'

/** What the drawer says of a listening socket. */
export function socketDrawer(row: SocketRow): DrawerContent {
  const reach = row.inside ? `${words.exposure[row.exposure].means} ${words.insideMeans}` : words.exposure[row.exposure].means
  return {
    title: <><SocketPlace row={row} /><span className="ml-2 text-soft">{row.proto}</span></>,
    name: `${socketPlace(row)} ${row.proto}`,
    facts: [
      { label: words.columns.exposure, value: <><ExposureMark exposure={row.exposure} /><span className="basis-full text-soft">{reach}</span></>, wide: true },
      { label: words.columns.family, value: <>{words.family[takes(row)]}<span className="basis-full text-soft">{words.familyWhy[takes(row)]}</span></>, wide: true },
      { label: words.columns.inside, value: <>{words.place[placeOf(row)]}<span className="basis-full text-soft">{whyThere(row)}</span></>, wide: true },
      { label: words.facts.address, value: <Address address={row.address} /> },
      { label: words.columns.port, value: <code className="font-mono">{row.port}</code> },
      { label: words.columns.process, value: row.process ? `${row.process.name} (${words.pid(row.process.pid)})` : null },
      { label: words.columns.dev, value: row.dev ? <code className="font-mono">{row.dev}</code> : null },
    ],
    related: [
      row.container && { what: words.related.container, label: row.container.name, to: containerRef(row.container) },
      row.dev && !row.inside ? { what: words.related.link, label: row.dev, to: { resource: 'links', key: row.dev, label: row.dev } } : null,
    ],
  }
}
