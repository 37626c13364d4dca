import type { Metadata } from 'next'
import { LinksTable } from '../../../../../components/links/LinksTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.links.title }

/** All links of the host. */
export default async function LinksPage({ params }: { params: Promise<{ host: string }> }) {
  return <LinksTable host={(await params).host} />
}
