'use client'
import { useResource } from '../../lib/client/use-resource'
import { joinersOf } from '../../lib/features/containers/joiners'
import type { Container } from '../../lib/features/containers/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import { publishForm, unpublishForm as words } from '../../lib/text/en/publish'
import { CheckField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import { FormLoading } from '../forms/FormLoading'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { JoinersNote } from './JoinersNote'
import { OwnerNote } from './OwnerNote'
import { hostPlace } from './port-state'
import { ownerOf } from './publish-lines'
import { bindingOfRow, linesWithout, unpublishInput } from './unpublish-values'
import { useContainers } from './use-containers'

/** Takes back a port of a container that somebody else looks after or depends on; `about` is the key of its row. Others need no form. */
export function UnpublishForm({ host, about, onClose }: PageForm) {
  const ports = useResource<PortRow>(host, 'ports', { key: about ?? '' })
  const row = ports.page?.rows[0]
  const containers = useContainers(host)
  const container = containers.rows.find(({ id }) => id === row?.container.id)
  if (row && container) return <Fields key={row.key} host={host} row={row} container={container} lost={joinersOf(container, containers.rows).lost} onClose={onClose} />
  const missing = ports.page && !row ? words.gone : null
  return <FormLoading title={words.title} problem={ports.problem ?? containers.problem} missing={missing} onClose={onClose} />
}

function Fields({ host, row, container, lost, onClose }: { host: string; row: PortRow; container: Container; lost: readonly string[]; onClose: () => void }) {
  const binding = bindingOfRow(row, container)
  const owner = ownerOf(container)
  const title = words.titleOf(hostPlace(row))
  const change = useChangeForm({
    name: `containers.unpublish ${row.key}`,
    host,
    title,
    defaults: { anyway: false },
    intents: ({ anyway }) => (binding ? [{ kind: 'containers.unpublish', input: unpublishInput(row, binding, anyway) }] : []),
    onDone: onClose,
  })
  return (
    <FormDrawer title={title} intro={words.intro(container.name)} change={change} onClose={onClose}>
      {owner ? (
        <OwnerNote container={container} owner={owner} lines={binding && linesWithout(container, binding)}>
          <CheckField form={change.form} name="anyway" label={words.anyway} help={owner === 'swarm' ? undefined : words.anywayHelp} />
        </OwnerNote>
      ) : null}
      {lost.length > 0 ? <JoinersNote container={container.name} names={lost}>{owner ? null : <CheckField form={change.form} name="anyway" label={publishForm.joinedAnyway} />}</JoinersNote> : null}
    </FormDrawer>
  )
}
