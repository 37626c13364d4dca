'use client'
import type { Container } from '../../lib/features/containers/schema'
import { forms } from '../../lib/text/en/forms'
import { changesContainers } from '../../lib/text/en/changes-containers'
import { publishForm } from '../../lib/text/en/publish'
import { ChangeButton } from '../change/ChangeButton'
import { NewButton } from '../forms/NewButton'
import { useHost } from '../networks/use-host'

const words = forms.connect

/** What can be done with a container: start and stop it, publish its ports, put it on a further network. */
export function ContainerActions({ row }: { row: Container }) {
  const host = useHost()
  const shares = row.networkMode === 'host' || row.networkMode.startsWith('container:')
  return (
    <>
      <NewButton kind="containers.publish" form="publish" about={row.name} look="secondary" disabledReason={shares ? publishForm.shares : null}>{publishForm.open}</NewButton>
      {row.state === 'running' ? <ChangeButton kind="containers.stop" input={{ container: row.name }} wish={{ host, title: changesContainers.stop(row.name) }}>{changesContainers.stop(row.name)}</ChangeButton> : null}
      {row.state === 'created' || row.state === 'exited' ? <ChangeButton kind="containers.start" input={{ container: row.name }} wish={{ host, title: changesContainers.start(row.name) }}>{changesContainers.start(row.name)}</ChangeButton> : null}
      <NewButton kind="networks.connect" form="connect" about={row.name} look="secondary" disabledReason={shares ? words.hostMode : null}>{words.newNetwork}</NewButton>
    </>
  )
}
