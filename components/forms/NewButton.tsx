'use client'
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ChangeKind } from '../../lib/client/changes-kinds'
import { useChangeUrl } from '../../lib/client/use-change-url'
import { useMayChange } from '../change/ChangeButton'
import { Button } from '../ui/Button'

/** Opens a form of the page: `form` names it in the URL (1: the page's own), `about` the row it is for. In a narrow toolbar only its icon is seen. */
export function NewButton({ kind, form = '1', about, look = 'primary', disabledReason, icon = <Plus aria-hidden size={14} />, children }: { kind: ChangeKind; form?: string; about?: string; look?: 'primary' | 'secondary'; disabledReason?: string | null; icon?: ReactNode; children: string }) {
  const url = useChangeUrl()
  const { offered, reason } = useMayChange(kind)
  if (!offered) return null
  const toolbar = look === 'primary'
  return <Button look={look} disabledReason={reason ?? disabledReason} icon={icon} onClick={() => url.show(form, about)} data-tip-folded={children} className={toolbar ? 'ml-1 @max-md:px-2' : ''}><span className={toolbar ? '@max-md:sr-only' : ''}>{children}</span></Button>
}
