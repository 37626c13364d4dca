'use client'
import { useState } from 'react'
import { useChange, type ChangeUi } from '../../lib/client/stores/change'
import { useSession } from '../../lib/client/stores/session'
import { applyChange, closeChange, decideChange, wishChange } from '../../lib/client/use-change'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { Skeleton } from '../ui/Skeleton'
import { Outcome } from './Outcome'
import { PlanView } from './PlanView'

/** The one place where the host is changed: what will be different, how, at what risk; then how it goes, and what became of it. */
export function ChangeDialog() {
  const change = useChange()
  const { wish, open, phase, record, problem } = change
  // What was typed belongs to the plan that was shown.
  const [typed, setTyped] = useState({ id: '', name: '' })
  const name = typed.id === record?.id ? typed.name : ''
  if (!wish || wish.inline) return null
  const wants = phase === 'planned' && wish.typeName ? wish.typeName : null
  return (
    <Dialog wide={phase !== 'refused'} open={open} onClose={closeChange} title={titleOf(change)} actions={<Actions change={change} typed={name} />}>
      {problem && phase !== 'refused' ? <div className="mb-3 overflow-hidden rounded-md"><ProblemNote problem={problem} meaning="bad" /></div> : null}
      {phase === 'refused' && problem ? <div className="-mx-6 -mt-4"><ProblemView problem={problem} title={words.refused} /></div> : null}
      {phase === 'previewing' ? <Looking /> : null}
      {phase === 'planned' && record ? (
        <PlanView plan={record.plan} wish={wish} stale={change.stale}>
          {wants ? (
            <Field label={words.typeName(wants)}>
              {(control) => <Input {...control} mono autoComplete="off" value={name} onChange={(event) => setTyped({ id: record.id, name: event.target.value })} />}
            </Field>
          ) : null}
        </PlanView>
      ) : null}
      {record && (phase === 'applying' || phase === 'waiting' || phase === 'ended') ? <Outcome record={record} unreachable={change.unreachable} dueAt={change.dueAt} /> : null}
    </Dialog>
  )
}

/** A plan of several changes is called after the last of them, unless it has a name; who wished them knows better what they are for. */
function titleOf({ wish, record }: ChangeUi): string {
  return record && (!wish || wish.intents.length < 2) ? record.plan.title : (wish?.title ?? '')
}

function Looking() {
  return (
    <div role="status" className="flex flex-col gap-3 pb-4">
      <p className="text-13 text-soft">{words.previewing}. {words.previewingWhy}</p>
      {[90, 60, 75].map((width) => <Skeleton key={width} width={`${width}%`} />)}
    </div>
  )
}

function Actions({ change, typed }: { change: ChangeUi; typed: string }) {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  const { phase, wish, record } = change
  if (!wish) return null
  if (phase === 'waiting') {
    return (
      <>
        <Button onClick={() => void decideChange('rollback')}>{words.waiting.back}</Button>
        <Button look="primary" onClick={() => void decideChange('keep')}>{words.waiting.keep}</Button>
      </>
    )
  }
  if (phase === 'applying') return <Button onClick={closeChange}>{words.close}</Button>
  if (phase === 'ended') {
    return (
      <>
        {record?.state === 'stuck' ? <Button onClick={() => void decideChange('rollback')}>{words.stuck.again}</Button> : null}
        <Button look="primary" onClick={closeChange}>{words.close}</Button>
      </>
    )
  }
  if (phase === 'refused') {
    return (
      <>
        <Button onClick={closeChange}>{words.close}</Button>
        <Button look="primary" onClick={() => void wishChange(wish)}>{words.again}</Button>
      </>
    )
  }
  const reason = viewer ? words.viewer : wish.typeName && typed !== wish.typeName ? words.typeNameWhy(wish.typeName) : null
  const destroys = Boolean(wish.typeName) || (record?.plan.deltas.some(({ before, after }) => before !== null && after === null) ?? false)
  return (
    <>
      <Button onClick={closeChange}>{words.cancel}</Button>
      {phase === 'planned' && record ? <Button look={destroys ? 'danger' : 'primary'} disabledReason={reason} onClick={() => void applyChange()} className="min-w-0"><span className="truncate">{titleOf(change)}</span></Button> : null}
    </>
  )
}
