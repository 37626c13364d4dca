'use client'
import { Undo2 } from 'lucide-react'
import { useSession } from '../../lib/client/stores/session'
import { showChange, wishChange } from '../../lib/client/use-change'
import type { ChangeRecord } from '../../lib/core/change'
import { changeUi } from '../../lib/text/en/change-ui'
import { historyPage as words } from '../../lib/text/en/history'
import { Button } from '../ui/Button'
import { isRunning, whyNoUndo } from './history-state'

/** Take it back, where that still applies; follow it, while it runs. */
export function HistoryActions({ host, record }: { host: string; record: ChangeRecord }) {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  if (isRunning(record) || record.state === 'stuck') return <Button onClick={() => showChange(host, record)}>{words.open}</Button>
  const reason = viewer ? changeUi.viewer : whyNoUndo(record)
  return <Button icon={<Undo2 aria-hidden size={14} />} disabledReason={reason} onClick={() => void wishChange({ host, intents: [], undoes: record.id, title: words.undoTitle(record.plan.title) })}>{words.undo}</Button>
}
