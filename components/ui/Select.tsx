import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names'

/** A choice of one. The browser's own list: it works on phones, by keyboard and under any content policy. */
export function Select<V extends string>({ options, className, onValue, ...rest }: Omit<ComponentProps<'select'>, 'onChange'> & { options: readonly { value: V; label: string; disabled?: boolean }[]; onValue: (value: V) => void }) {
  return (
    <span className={cx('relative inline-flex', className)}>
      <select {...rest} onChange={(event) => onValue(event.target.value as V)} className="h-8 w-full appearance-none rounded-md border border-field bg-surface pr-7 pl-2.5 text-13 text-text aria-invalid:border-bad">
        {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
      </select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute top-2.5 right-2 text-soft" />
    </span>
  )
}
