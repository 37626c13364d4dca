'use client'
import { useEffect, useEffectEvent } from 'react'
import { useController, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { forms as words } from '../../lib/text/en/forms'
import { Field } from '../ui/Field'
import { joinPrefix, lockedPart, splitAddress } from './prefix-part'

/** An address of a known prefix: the network part stands there already, only what follows is typed. A whole address may be pasted. */
export function PrefixField<V extends FieldValues>({ form, name, label, help, prefix, reason }: { form: UseFormReturn<V>; name: FieldPath<V>; label: string; help?: string; prefix: string | null; reason?: string | null }) {
  const { field, fieldState } = useController({ control: form.control, name })
  const locked = prefix ? lockedPart(prefix) : ''
  const value = String(field.value ?? '')
  // What was typed before the prefix was known belongs behind it.
  const late = useEffectEvent((part: string) => {
    const whole = joinPrefix(value, part)
    if (whole !== value) field.onChange(whole)
  })
  useEffect(() => late(locked), [locked])
  return (
    <Field label={label} help={reason ?? [help, locked ? words.prefixHelp(locked) : ''].filter(Boolean).join(' ')} error={fieldState.error?.message}>
      {(control) => (
        <div className={`flex h-8 min-w-0 items-center rounded-md border bg-surface pl-2.5 font-mono text-13 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-1 has-[input:focus-visible]:outline-accent ${fieldState.error ? 'border-bad' : 'border-field'} ${reason ? 'opacity-60' : ''}`}>
          {locked ? <span aria-hidden className="shrink-0 text-faint select-none">{locked}</span> : null}
          <input {...control} ref={field.ref} name={field.name} onBlur={field.onBlur} disabled={Boolean(reason)} value={splitAddress(value, locked)} onChange={(event) => field.onChange(joinPrefix(event.target.value, locked))} spellCheck={false} autoCapitalize="off" autoComplete="off" className="h-full min-w-0 flex-1 bg-transparent pr-2.5 text-text outline-none" />
        </div>
      )}
    </Field>
  )
}
