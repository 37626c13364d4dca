import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names'

/** One choice. Those of one `group` stand together under its name. */
export type SelectOption<V extends string = string> = { value: V; label: string; disabled?: boolean; group?: string }

/** A choice of one. The browser's own list: it works on phones, by keyboard and under any content policy. */
export function Select<V extends string>({ options, className, onValue, ...rest }: Omit<ComponentProps<'select'>, 'onChange'> & { options: readonly SelectOption<V>[]; onValue: (value: V) => void }) {
  return (
    <span className={cx('relative inline-flex', className)}>
      <select {...rest} onChange={(event) => onValue(event.target.value as V)} className="h-8 w-full appearance-none rounded-md border border-field bg-surface pr-7 pl-2.5 text-13 text-text aria-invalid:border-bad">
        {grouped(options).map(({ group, options: some }) => group === undefined ? some.map(optionOf) : <optgroup key={group} label={group}>{some.map(optionOf)}</optgroup>)}
      </select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute top-2.5 right-2 text-soft" />
    </span>
  )
}

function optionOf({ value, label, disabled }: SelectOption) {
  return <option key={value} value={value} disabled={disabled}>{label}</option>
}

/** Neighbors of the same group together, in their order. */
function grouped(options: readonly SelectOption[]): { group: string | undefined; options: SelectOption[] }[] {
  const groups: { group: string | undefined; options: SelectOption[] }[] = []
  for (const option of options) {
    const last = groups.at(-1)
    if (last && last.group === option.group) last.options.push(option)
    else groups.push({ group: option.group, options: [option] })
  }
  return groups
}
