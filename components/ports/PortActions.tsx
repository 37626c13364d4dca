'use client'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { AddAddress } from './AddAddress'

/** What can be done with a published port: put back the address that it misses. */
export function PortActions({ row }: { row: PortRow }) {
  return row.addressState === 'missing' && row.family === 6 ? <AddAddress address={row.hostIp} title={words.actions.addAddress(row.hostIp)}>{words.actions.addAddress(row.hostIp)}</AddAddress> : null
}
