'use client'
import { useId, type ReactNode } from 'react'
import { useController, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { forms as words } from '../../lib/text/en/forms'
import { cx } from '../ui/class-names'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { Select, type SelectOption } from '../ui/Select'

type Common<V extends FieldValues> = { form: UseFormReturn<V>; name: FieldPath<V>; label: string; help?: ReactNode; /** Why it cannot be used on this host; takes the place of the help. */ reason?: string | null | undefined; /** What is known to be wrong with it before anybody is asked. */ wrong?: string | null | undefined }

function useField<V extends FieldValues>({ form, name }: Pick<Common<V>, 'form' | 'name'>, rules?: { required?: string; validate?: (text: string) => string | true }) {
  const { field, fieldState } = useController({ control: form.control, name, rules: rules ?? {} })
  return { field, error: fieldState.error?.message }
}

/** A line of text. `choices` are offered while typing; anything else may be typed all the same. `beside` stands at its right. `validate` says what would be right. */
export function TextField<V extends FieldValues>({ form, name, label, help, reason, wrong, mono = true, required = false, number = false, placeholder, choices, beside, validate }: Common<V> & { mono?: boolean; required?: boolean; number?: boolean; placeholder?: string | undefined; choices?: readonly string[]; beside?: ReactNode; validate?: (text: string) => string | true }) {
  const list = useId()
  const { field, error } = useField({ form, name }, {
    ...(required && !reason ? { required: words.required(label) } : {}),
    ...(number ? { validate: (text: string) => text === '' || /^\d+$/.test(text.trim()) || words.notANumber } : validate ? { validate } : {}),
  })
  return (
    <Field label={label} help={reason ?? help} error={error ?? wrong ?? undefined}>
      {(control) => (
        <div className="flex gap-2">
          <Input {...control} {...field} mono={mono} disabled={Boolean(reason)} autoComplete="off" placeholder={placeholder} inputMode={number ? 'numeric' : undefined} list={choices ? list : undefined} className={reason ? 'opacity-60' : ''} />
          {choices ? <datalist id={list}>{choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}</datalist> : null}
          {beside}
        </div>
      )}
    </Field>
  )
}

/** A choice of one. */
export function ChoiceField<V extends FieldValues>({ form, name, label, help, reason, wrong, options, required = false }: Common<V> & { options: readonly SelectOption[]; required?: boolean }) {
  const { field, error } = useField({ form, name }, required ? { required: words.required(label) } : {})
  return (
    <Field label={label} help={reason ?? help} error={error ?? wrong ?? undefined}>
      {(control) => <Select {...control} name={field.name} ref={field.ref} value={String(field.value)} onBlur={field.onBlur} disabled={Boolean(reason)} options={options} onValue={field.onChange} className={reason ? 'opacity-60' : ''} />}
    </Field>
  )
}

/** A switch with its words beside it. */
export function CheckField<V extends FieldValues>({ form, name, label, help, reason }: Common<V>) {
  const id = useId()
  const { field, error } = useField({ form, name })
  return (
    <div className="flex items-start gap-2">
      <input id={id} type="checkbox" name={field.name} ref={field.ref} checked={Boolean(field.value)} onBlur={field.onBlur} disabled={Boolean(reason)} onChange={(event) => field.onChange(event.target.checked)} aria-describedby={[help || reason ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined} aria-invalid={error ? true : undefined} className="mt-[3px] size-3.5 shrink-0 accent-accent-solid" />
      <div className="min-w-0">
        <label htmlFor={id} className={cx('text-13', reason && 'text-soft')}>{label}</label>
        {help || reason ? <p id={`${id}-help`} className="text-12 text-faint">{reason ?? help}</p> : null}
        <p id={`${id}-error`} aria-live="polite" className="text-12 text-bad empty:hidden">{error}</p>
      </div>
    </div>
  )
}

/** Lines of `name=value`. */
export function PairsField<V extends FieldValues>({ form, name, label, help = words.network.pairsHelp, reason, rows = 3 }: Common<V> & { rows?: number }) {
  const wrong = (text: string) => text.split('\n').map((line) => line.trim()).find((line) => line !== '' && !/^[^=\s]+=/.test(line))
  const { field, error } = useField({ form, name }, { validate: (text) => { const line = wrong(text); return line === undefined || words.pair(line) } })
  return (
    <Field label={label} help={reason ?? help} error={error}>
      {(control) => <textarea {...control} {...field} rows={rows} disabled={Boolean(reason)} spellCheck={false} className="w-full resize-y rounded-md border border-field bg-surface px-2.5 py-1.5 font-mono text-13 text-text aria-invalid:border-bad" />}
    </Field>
  )
}
