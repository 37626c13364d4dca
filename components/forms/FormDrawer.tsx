'use client'
import { useEffect, useRef, type ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { forms as words } from '../../lib/text/en/forms'
import { ProblemNote } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Drawer } from '../ui/Drawer'
import type { ChangeForm } from './use-change-form'

/** A form at the right of its page. The list stays in sight, so that one can look things up while filling it in. */
export function FormDrawer<V extends FieldValues>({ title, intro, change, onClose, children }: { title: string; /** What one should know before filling it in. */ intro?: string; change: ChangeForm<V>; onClose: () => void; children: ReactNode }) {
  const { form, problem, submit, discard } = change
  const place = useRef<HTMLFormElement>(null)
  // Whoever opens a form wants to type.
  useEffect(() => place.current?.querySelector<HTMLElement>('input:not(:disabled), select')?.focus(), [])
  const cancel = () => {
    discard()
    onClose()
  }
  return (
    <Drawer label={title} head={<h2 className="text-14 font-semibold">{title}</h2>} enter={0} onClose={onClose}>
      <form ref={place} onSubmit={(event) => void submit(event)} noValidate className="flex min-h-0 flex-1 flex-col">
        <div role="alert" className="empty:hidden">{problem ? <ProblemNote problem={problem} meaning="bad" /> : null}</div>
        <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3">{intro ? <p className="text-13 text-soft">{intro}</p> : null}{children}</div>
        <footer className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-4 py-3">
          <p className="mr-auto min-w-0 text-12 text-faint max-[480px]:hidden">{words.nothingYet}</p>
          <Button onClick={cancel}>{words.cancel}</Button>
          <Button type="submit" look="primary" busy={form.formState.isSubmitting && words.submitting}>{words.submit}</Button>
        </footer>
      </form>
    </Drawer>
  )
}

/** A part of a longer form under its heading. */
export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <legend className="float-left mb-1 w-full text-12 text-faint">{title}</legend>
      {children}
    </fieldset>
  )
}

/** Two fields side by side where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-3 min-[420px]:grid-cols-2">{children}</div>
}
