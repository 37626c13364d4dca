'use client'
import type { Bridge } from '../../lib/features/bridges/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { NewButton } from '../forms/NewButton'
import { useHost } from '../networks/use-host'

const words = forms.bridge
/** What can be done with a bridge. One that carries a network goes with the network. */
export function BridgeActions({ row }: { row: Bridge }) {
  const host = useHost()
  const { name, network, ports } = row
  return (
    <>
      <NewButton kind="bridges.attach" form="attach" about={name} look="secondary">{words.attach}</NewButton>
      <ChangeButton kind="bridges.remove" look="danger" disabledReason={network ? words.ofNetwork(network.name) : null} input={{ name, detach: ports.map(({ dev }) => dev) }} wish={{ host, title: words.removeTitle(name), loses: ports.map(({ dev }) => words.loses(dev)) }}>{words.remove}</ChangeButton>
    </>
  )
}

/** Takes one port off. */
export function PortActions({ dev, bridge }: { dev: string; bridge: string }) {
  const host = useHost()
  return <ChangeButton kind="bridges.detach" look="quiet" className="ml-auto h-7 px-2" aria-label={words.detach(dev)} input={{ dev, bridge }} wish={{ host, title: words.detachTitle(dev, bridge) }}>{words.detachPort}</ChangeButton>
}
