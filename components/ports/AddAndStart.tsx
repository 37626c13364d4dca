'use client'
import { useResource } from '../../lib/client/use-resource'
import { wishChange } from '../../lib/client/use-change'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { Container } from '../../lib/features/containers/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { useMayChange } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'
import { Button } from '../ui/Button'
import { addAndStart } from './add-and-start'

/** One click for a container that could not start: a batch that adds every address that it misses, kept across reboots, and starts it. Nothing where no link is known for one of them. */
export function AddAndStart({ row }: { row: PortRow }) {
  const host = useHost()
  const { offered, reason } = useMayChange('containers.start')
  const addresses = useResource<AddressRow>(host, 'addresses', { q: 'host', limit: 1000 }).page?.rows
  const container = useResource<Container>(host, 'containers', { key: row.container.id }).page?.rows[0]
  const batch = addresses && container ? addAndStart(container, addresses) : null
  if (!offered || !batch) return null
  const title = words.actions.addAndStart(batch.missing, row.container.name)
  return <Button look="primary" disabledReason={reason} onClick={() => void wishChange({ host, title, intents: batch.intents })}>{words.race.addAndStart(batch.missing.length)}</Button>
}
