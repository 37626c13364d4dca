'use client'
import { useState } from 'react'
import { request } from '../../lib/client/api'
import { pageUrl } from '../../lib/client/page-query'
import type { Rows } from '../../lib/core/change'
import type { Page } from '../../lib/core/resource'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { forms as words } from '../../lib/text/en/forms'
import { Button } from '../ui/Button'

const NEEDS = ['networks', 'routes', 'addresses', 'neighbors', 'engine', 'links'] as const
const MANY = 1000
/** Shorter than this, a prefix of the host has whole /64s to give away. */
const NETWORK_BITS = 64

/**
 * Fills in a prefix that nobody uses, and says why this one: a part of the host's own where there is room, else a private one.
 * What somebody types (`typed`) while it is looking is left alone.
 */
export function SuggestButton({ host, family, typed, onSuggest }: { host: string; family: 4 | 6; typed: () => string; onSuggest: (one: { subnet: string; why: string }) => void }) {
  const [busy, setBusy] = useState(false)
  const suggest = async () => {
    setBusy(true)
    const before = typed()
    const rows = await readRows(host)
    if (rows) {
      const { suggestPools } = await import('../../lib/features/networks/suggest')
      const own = family === 6 ? ownPrefix((rows['addresses'] ?? []) as readonly AddressRow[]) : null
      const [fromOwn] = own ? suggestPools({ from: 'prefix', prefix: own, length: NETWORK_BITS }, rows) : []
      const [other] = family === 6 ? suggestPools({ from: 'ula', globalId: randomId() }, rows) : suggestPools({ from: 'engine', family: 4 }, rows)
      const found = fromOwn ?? other
      if (typed() === before) onSuggest(found ? { subnet: found.subnet, why: words.suggested(found.why) } : { subnet: '', why: words.suggestNone })
    } else onSuggest({ subnet: '', why: words.suggestFailed })
    setBusy(false)
  }
  return <Button onClick={() => void suggest()} busy={busy && words.suggesting} data-tip={words.suggestWhy}>{words.suggest}</Button>
}

async function readRows(host: string): Promise<Rows | null> {
  const pages = await Promise.all(NEEDS.map((name) => request<Page<unknown>>(pageUrl(host, name, { limit: MANY }))))
  if (!pages.every((page) => page.ok)) return null
  return Object.fromEntries(pages.map((page, index) => [NEEDS[index]!, page.ok ? page.value.rows : []]))
}

/** A global prefix of the uplink that is larger than one network. */
function ownPrefix(rows: readonly AddressRow[]): string | null {
  const row = rows.find((one) => one.family === 6 && one.uplink && one.container === null && one.scope === 'global' && one.kind !== 'unique-local' && one.length < NETWORK_BITS)
  return row ? `${row.address}/${row.length}` : null
}

/** The 40 random bits that make a private prefix one's own (RFC 4193). */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
