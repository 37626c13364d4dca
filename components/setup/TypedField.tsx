'use client'
import { useState, type ReactNode } from 'react'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'

/** A box of its own text: what is typed stands there at once, also while the URL catches up. */
export function TypedField({ label, help, error, value, onValue, name, mono = true, beside }: { label: string; help?: ReactNode; error?: string | null; value: string; onValue: (value: string) => void; name: string; mono?: boolean; beside?: ReactNode }) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  return (
    <Field label={label} help={help} error={error ?? undefined}>
      {(control) => (
        <div className="flex gap-2">
          <Input {...control} name={name} mono={mono} autoComplete="off" value={typed} onChange={(event) => {
            setTyped(event.target.value)
            setKnown(event.target.value)
            onValue(event.target.value)
          }} />
          {beside}
        </div>
      )}
    </Field>
  )
}
