'use client'
import { joinersOf } from '../../lib/features/containers/joiners'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { unpublishForm } from '../../lib/text/en/publish'
import { ChangeButton } from '../change/ChangeButton'
import { NewButton } from '../forms/NewButton'
import { useHost } from '../networks/use-host'
import { AddAddress } from './AddAddress'
import { AddAndStart } from './AddAndStart'
import { hostPlace } from './port-state'
import { ownerOf } from './publish-lines'
import { StartContainer } from './StartContainer'
import { bindingOfRow, unpublishInput } from './unpublish-values'
import { useContainers } from './use-containers'

/** What can be done with a published port: put back the address that it misses, start its container, take it back. */
export function PortActions({ row }: { row: PortRow }) {
  return (
    <>
      {row.addressState === 'missing' && !row.running ? <AddAndStart row={row} /> : null}
      {row.addressState === 'missing' && row.family === 6 ? <AddAddress address={row.hostIp} look={row.running ? 'primary' : 'secondary'} title={words.actions.addAddress(row.hostIp)}>{words.actions.addAddress(row.hostIp)}</AddAddress> : null}
      <StartContainer row={row} />
      <Unpublish row={row} />
    </>
  )
}

/** What Compose or swarm look after, or others depend on, goes by a form, which shows the lines for their file and who they are. */
function Unpublish({ row }: { row: PortRow }) {
  const host = useHost()
  const containers = useContainers(host).rows
  const container = containers.find(({ id }) => id === row.container.id)
  if (!container) return null
  const binding = bindingOfRow(row, container)
  if (binding && (ownerOf(container) || joinersOf(container, containers).lost.length > 0)) return <NewButton kind="containers.unpublish" form="unpublish" about={row.key} look="secondary" icon={null}>{unpublishForm.unpublish}</NewButton>
  return <ChangeButton kind="containers.unpublish" look="danger" disabledReason={binding ? null : unpublishForm.unknown} input={binding ? unpublishInput(row, binding, false) : {}} wish={{ host, title: unpublishForm.titleOf(hostPlace(row)) }}>{unpublishForm.unpublish}</ChangeButton>
}
