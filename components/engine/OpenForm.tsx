'use client'
import { Pencil } from 'lucide-react'
import { useChangeUrl } from '../../lib/client/use-change-url'
import type { ChangeKind } from '../../lib/client/changes-kinds'
import { useMayChange } from '../change/ChangeButton'
import { Button } from '../ui/Button'
import { IconButton } from '../ui/IconButton'

/** Opens a form of the Engine page beside it. */
export function OpenForm({ kind, form, children }: { kind: ChangeKind; form: string; children: string }) {
  const url = useChangeUrl()
  const { offered, reason } = useMayChange(kind)
  if (!offered) return null
  return <Button look="quiet" disabledReason={reason} icon={<Pencil aria-hidden size={13} />} onClick={() => url.show(form)} className="-my-1 h-7 px-2">{children}</Button>
}

/** Opens the form of settings at one of them. */
export function OpenSetting({ about, label }: { about: string; label: string }) {
  const url = useChangeUrl()
  const { offered, reason } = useMayChange('engine.configure')
  if (!offered || reason) return null
  return <IconButton label={label} className="size-6" onClick={() => url.show('configure', about)}><Pencil aria-hidden size={13} /></IconButton>
}
