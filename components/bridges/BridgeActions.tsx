'use client'
import type { Bridge } from '../../lib/features/bridges/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { NewButton } from '../forms/NewButton'
import { useHost } from '../networks/use-host'

const words = forms.bridge
/** With more ports the buttons would hide the facts. */
const FEW = 4

/** What can be done with a bridge. One that carries a network goes with the network. */
export function BridgeActions({ row }: { row: Bridge }) {
  const host = useHost()
  const { name, network, ports } = row
  return (
    <>
      <NewButton kind="bridges.attach" form="attach" about={name} look="secondary">{words.attach}</NewButton>
      {network || ports.length > FEW ? null : ports.map(({ dev }) => <ChangeButton key={dev} kind="bridges.detach" input={{ dev, bridge: name }} wish={{ host, title: words.detachTitle(dev, name) }}>{words.detach(dev)}</ChangeButton>)}
      <ChangeButton kind="bridges.remove" look="danger" disabledReason={network ? words.ofNetwork(network.name) : null} input={{ name, detach: ports.map(({ dev }) => dev) }} wish={{ host, title: words.removeTitle(name), loses: ports.map(({ dev }) => words.loses(dev)) }}>{words.remove}</ChangeButton>
    </>
  )
}
