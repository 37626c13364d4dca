import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names'

/** A button that is only an icon. `label` names it for everybody: as tooltip and for screen readers. */
export function IconButton({ label, children, className, hint, ...rest }: Omit<ComponentProps<'button'>, 'aria-label'> & { label: string; hint?: string; children: ReactNode }) {
  return (
    <button type="button" {...rest} aria-label={label} data-tip={hint ? `${label} · ${hint}` : label} className={cx('inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft transition-colors hover:bg-hover hover:text-text data-[state=open]:bg-hover', className)}>
      {children}
    </button>
  )
}
