import type { Metadata } from 'next'
import { SysctlsPage } from '../../../../../components/sysctls/SysctlsPage'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.sysctls.title }

/** Kernel settings that decide over IPv6. */
export default async function SysctlsHostPage({ params }: { params: Promise<{ host: string }> }) {
  return <SysctlsPage host={(await params).host} />
}
