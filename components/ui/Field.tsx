import { CircleX } from 'lucide-react'
import { useId, type ReactNode } from 'react'

/** What a control inside a `Field` needs to belong to it. */
export type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** Label, help and error of one control, joined by ids. The control is a function of them: `<Field label="Name">{(f) => <Input {...f} />}</Field>`. */
export function Field({ label, help, error, children }: { label: ReactNode; help?: ReactNode; error?: string | undefined; children: (control: FieldControl) => ReactNode }) {
  const id = useId()
  const describedBy = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-13 font-medium text-text">{label}</label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {help ? <div id={`${id}-help`} className="text-12 text-faint">{help}</div> : null}
      <p id={`${id}-error`} aria-live="polite" className="text-12 text-bad empty:hidden">
        {error ? <span className="flex gap-1"><CircleX aria-hidden size={14} className="mt-px shrink-0" />{error}</span> : null}
      </p>
    </div>
  )
}
