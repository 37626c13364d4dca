import type { Metadata } from 'next'
import { AddressesTable } from '../../../../../components/addresses/AddressesTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.addresses.title }

/** All addresses of the host and its containers. */
export default async function AddressesPage({ params }: { params: Promise<{ host: string }> }) {
  return <AddressesTable host={(await params).host} />
}
