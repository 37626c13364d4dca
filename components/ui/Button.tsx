import { LoaderCircle } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cx } from './class-names'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent-solid text-accent-text hover:brightness-110',
  secondary: 'border border-line-strong bg-surface text-text hover:bg-hover',
  quiet: 'text-soft hover:bg-hover hover:text-text',
  danger: 'border border-bad/50 text-bad hover:bg-bad-wash',
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  look?: Look
  /** Why the button cannot be used now. It stays focusable, so that the reason can be read by everybody. */
  disabledReason?: string | false | null
  /** What it is doing: shown with a spinner while it works. */
  busy?: string | false
  icon?: ReactNode
}

/** A button that names its act. It is never silently disabled: give the reason. */
export function Button({ look = 'secondary', disabledReason, busy = false, icon, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  const reasonId = useId()
  const off = Boolean(disabledReason) || Boolean(busy)
  return (
    <>
      <button
        {...rest}
        type={type}
        aria-disabled={off || undefined}
        aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
        data-tip={disabledReason || undefined}
        onClick={off ? (event) => event.preventDefault() : onClick}
        className={cx('inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-3 text-13 font-medium whitespace-nowrap transition-colors', LOOKS[look], off && 'cursor-not-allowed opacity-60', className)}
      >
        {busy ? <LoaderCircle aria-hidden size={14} className="animate-spin" /> : icon}
        {busy || children}
      </button>
      {disabledReason ? <span id={reasonId} className="sr-only">{disabledReason}</span> : null}
    </>
  )
}
