'use client'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

const words = forms.address

/** What can be done with an address. Changes are about IPv6 only. */
export function AddressActions({ row }: { row: AddressRow }) {
  const host = useHost()
  if (row.family !== 6) return null
  const reason = row.container ? words.inContainer : row.source === 'kernel' && row.kind === 'loopback' ? words.byKernel : null
  return <ChangeButton kind="addresses.remove" look="danger" disabledReason={reason} input={{ address: `${row.address}/${row.length}`, dev: row.dev }} wish={{ host, title: words.removeTitle(row.address, row.dev) }}>{words.remove}</ChangeButton>
}
