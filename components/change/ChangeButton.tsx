'use client'
import type { ReactNode } from 'react'
import { canChange, type ChangeKind } from '../../lib/client/changes-kinds'
import type { Wish } from '../../lib/client/stores/change'
import { useSession } from '../../lib/client/stores/session'
import { wishChange } from '../../lib/client/use-change'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { Button, type ButtonProps } from '../ui/Button'

/** Whether a kind of change is offered, and what keeps this person from it. */
export function useMayChange(kind: ChangeKind): { offered: boolean; reason: string | null } {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  return { offered: canChange(kind), reason: viewer ? words.viewer : null }
}

/** A button that shows what one change would do. The plan is always looked at before anything is touched. */
export function ChangeButton({ kind, input, wish, children, look = 'secondary', disabledReason, icon, className, 'aria-label': label }: { kind: ChangeKind; input: unknown; wish: Omit<Wish, 'intents'>; children: ReactNode } & Pick<ButtonProps, 'look' | 'disabledReason' | 'icon' | 'className' | 'aria-label'>) {
  const { offered, reason } = useMayChange(kind)
  if (!offered) return null
  return <Button look={look} icon={icon} {...(className ? { className } : {})} {...(label ? { 'aria-label': label } : {})} disabledReason={reason ?? disabledReason} onClick={() => void wishChange({ ...wish, intents: [{ kind, input }] })}>{children}</Button>
}
