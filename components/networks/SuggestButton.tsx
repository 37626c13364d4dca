'use client'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { request } from '../../lib/client/api'
import { pageUrl } from '../../lib/client/page-query'
import { useResource } from '../../lib/client/use-resource'
import type { Rows } from '../../lib/core/change'
import type { Page } from '../../lib/core/resource'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { RouteRow } from '../../lib/features/routes/schema'
import type { PoolSource } from '../../lib/features/networks/suggest'
import { forms as words } from '../../lib/text/en/forms'
import { Button } from '../ui/Button'
import { IconButton } from '../ui/IconButton'
import { Menu, MenuItem } from '../ui/Menu'
import { hostPrefixes, randomGlobalId } from './pool-sources'

const NEEDS = ['networks', 'routes', 'addresses', 'neighbors', 'engine', 'links'] as const
/** The most that the keeper gives at once. */
const MANY = 1000

type Props = { host: string; family: 4 | 6; typed: () => string; onSuggest: (one: { subnet: string; why: string }) => void }

/**
 * Fills in a prefix that nobody uses, and says why this one. The button takes the best source: a part of the host's own prefix where there are
 * whole /64s to give, else a private one; the menu beside it lets one choose. What somebody types (`typed`) while it is looking is left alone.
 */
export function SuggestButton({ host, family, typed, onSuggest }: Props) {
  const [busy, setBusy] = useState(false)
  const addresses = useResource<AddressRow>(host, 'addresses', { limit: MANY }).page?.rows ?? []
  const advertised = useResource<RouteRow>(host, 'routes', { q: 'family:6 protocol:ra', limit: MANY }).page?.rows ?? []
  const onLink = useResource<RouteRow>(host, 'routes', { q: 'family:6 table:main protocol:kernel', limit: MANY }).page?.rows ?? []
  const refused = useResource<RouteRow>(host, 'routes', { q: 'family:6 type:unreachable', limit: MANY }).page?.rows ?? []
  const own = family === 6 ? hostPrefixes(addresses, [...advertised, ...onLink, ...refused]) : []
  const ula: PoolSource = { from: 'ula', globalId: '' }
  const best: PoolSource[] = family === 6 ? [...own.filter(({ whole }) => whole).map(({ source }) => source), ula] : [{ from: 'engine', family: 4 }, { from: 'private4' }]
  const others: { label: string; source: PoolSource }[] = [
    ...own.map(({ prefix, source }) => ({ label: words.from.prefix(prefix, source.length), source })),
    { label: words.from.engine, source: { from: 'engine', family } },
    family === 6 ? { label: words.from.ula, source: ula } : { label: words.from.private4, source: { from: 'private4' } },
  ]
  const suggest = async (sources: readonly PoolSource[]) => {
    setBusy(true)
    const before = typed()
    const rows = await readRows(host)
    if (rows) {
      const { suggestPools } = await import('../../lib/features/networks/suggest')
      const found = sources.flatMap((source) => suggestPools(source.from === 'ula' ? { ...source, globalId: randomGlobalId() } : source, rows))[0]
      const none = sources.length === 1 && sources[0]?.from === 'engine' ? words.suggestNoPool(family) : words.suggestNone
      if (typed() === before) onSuggest(found ? { subnet: found.subnet, why: words.suggested(found.why) } : { subnet: '', why: none })
    } else onSuggest({ subnet: '', why: words.suggestFailed })
    setBusy(false)
  }
  return (
    <div className="flex shrink-0">
      <Button className="rounded-r-none" onClick={() => void suggest(best)} busy={busy && words.suggesting} data-tip={words.suggestWhy}>{words.suggest}</Button>
      <Menu label={words.suggestFrom} trigger={<IconButton label={words.suggestFrom} className="w-7 rounded-l-none border border-l-0 border-line-strong"><ChevronDown aria-hidden size={14} /></IconButton>}>
        {others.map(({ label, source }) => <MenuItem key={label} onSelect={() => void suggest([source])}>{label}</MenuItem>)}
      </Menu>
    </div>
  )
}

async function readRows(host: string): Promise<Rows | null> {
  const tables = await Promise.all(NEEDS.map(async (name) => [name, await readTable(host, name)] as const))
  return tables.every(([, rows]) => rows !== null) ? (Object.fromEntries(tables) as Rows) : null
}

/** All rows, page by page: one that was left out could hold the very prefix. */
async function readTable(host: string, name: string): Promise<unknown[] | null> {
  const rows: unknown[] = []
  for (;;) {
    const page = await request<Page<unknown>>(pageUrl(host, name, { offset: rows.length, limit: MANY }))
    if (!page.ok) return null
    rows.push(...page.value.rows)
    if (page.value.rows.length === 0 || rows.length >= page.value.total) return rows
  }
}
