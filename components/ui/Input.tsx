import type { ComponentProps } from 'react'
import { cx } from './class-names'

/** A line of text. Inside a `Field` it gets its label, help and error from there: spread what the field gives. */
export function Input({ mono = false, className, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return (
    <input
      spellCheck={false}
      autoCapitalize="off"
      {...rest}
      className={cx('h-8 w-full min-w-0 rounded-md border border-field bg-surface px-2.5 text-13 text-text aria-invalid:border-bad', mono && 'font-mono', className)}
    />
  )
}
