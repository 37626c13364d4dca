'use client'
import { useId, type ReactNode } from 'react'
import { cx } from '../ui/class-names'

/** One of a few words side by side. Radio buttons: arrow keys move between them. */
export function Choices<V extends string>({ label, name, value, options, onValue }: { label: string; name: string; value: V; options: readonly { value: V; label: string }[]; onValue: (value: V) => void }) {
  const id = useId()
  return (
    <div role="radiogroup" aria-label={label} className="grid auto-cols-fr grid-flow-col rounded-md border border-field p-0.5">
      {options.map((option) => (
        <label key={option.value} className={cx('relative flex h-7 items-center justify-center rounded-[4px] px-1 text-12 whitespace-nowrap has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent', option.value === value ? 'bg-accent-wash font-medium text-text shadow-[inset_0_0_0_1px_var(--color-accent)]' : 'text-soft hover:bg-hover')}>
          <input type="radio" name={`${id}${name}`} value={option.value} checked={option.value === value} onChange={() => onValue(option.value)} className="absolute inset-0 opacity-0" />
          {option.label}
        </label>
      ))}
    </div>
  )
}

/** One of several answers, each with a line that explains it. */
export function Choice({ name, checked, invalid = false, onChoose, title, help }: { name: string; checked: boolean; invalid?: boolean; onChoose: () => void; title: ReactNode; help: string }) {
  const id = useId()
  return (
    <div className={cx('relative flex min-w-0 items-start gap-2 rounded-md border px-2.5 py-1.5', checked ? 'border-accent bg-accent-wash' : 'border-line hover:bg-hover')}>
      <input id={`${id}-box`} type="radio" name={name} checked={checked} onChange={onChoose} aria-describedby={id} aria-invalid={invalid || undefined} className="mt-1 size-3.5 shrink-0 accent-accent-solid" />
      <div className="min-w-0">
        {/* The label reaches over the whole box. */}
        <label htmlFor={`${id}-box`} className="block truncate text-13 after:absolute after:inset-0">{title}</label>
        <p id={id} className="text-12 text-soft">{help}</p>
      </div>
    </div>
  )
}
