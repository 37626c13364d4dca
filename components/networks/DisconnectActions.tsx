'use client'
import { Unplug } from 'lucide-react'
import { wishChange } from '../../lib/client/use-change'
import { forms } from '../../lib/text/en/forms'
import { useMayChange } from '../change/ChangeButton'
import { IconButton } from '../ui/IconButton'
import { useHost } from './use-host'

const words = forms.network

/** Takes one container off one network. */
export function DisconnectButton({ network, container }: { network: string; container: string }) {
  const host = useHost()
  const { offered, reason } = useMayChange('networks.disconnect')
  if (!offered || reason) return null
  const title = words.disconnectTitle(container, network)
  return (
    <IconButton label={title} className="size-6" onClick={() => void wishChange({ host, title, intents: [{ kind: 'networks.disconnect', input: { network, container } }] })}>
      <Unplug aria-hidden size={14} />
    </IconButton>
  )
}
