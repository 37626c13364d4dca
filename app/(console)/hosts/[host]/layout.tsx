import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'

/** Pages of one host. This version knows one: `local`. */
export default async function HostLayout({ params, children }: { params: Promise<{ host: string }>; children: ReactNode }) {
  if ((await params).host !== 'local') notFound()
  return children
}
