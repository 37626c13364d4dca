'use client'
import type { Container } from '../../lib/features/containers/schema'
import { forms } from '../../lib/text/en/forms'
import { NewButton } from '../forms/NewButton'

const words = forms.connect

/** What can be done with a container: put it on a further network. */
export function ContainerActions({ row }: { row: Container }) {
  const shares = row.networkMode === 'host' || row.networkMode.startsWith('container:')
  return <NewButton kind="networks.connect" form="connect" about={row.name} look="secondary" disabledReason={shares ? words.hostMode : null}>{words.newNetwork}</NewButton>
}
