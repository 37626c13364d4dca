'use client'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

/** Starts a container that does not run; says why not while its address is not there. */
export function StartContainer({ row, children }: { row: PortRow; children?: string }) {
  const host = useHost()
  if (row.running) return null
  const { addressState: state } = row
  const reason = state === 'missing' || state === 'dadfailed' || state === 'tentative' ? words.actions.startWhyNot(row.hostIp, words.race[state]) : null
  const title = words.actions.start(row.container.name)
  return <ChangeButton kind="containers.start" look={reason ? 'secondary' : 'primary'} disabledReason={reason} input={{ container: row.container.name }} wish={{ host, title }}>{children ?? title}</ChangeButton>
}
