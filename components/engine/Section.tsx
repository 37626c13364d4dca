import { useId, type ReactNode } from 'react'

/** A titled part of a page that is no table. `aside` stands at the right of the title. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex min-h-7 items-center gap-3 border-b border-line">
        <h2 id={id} className="text-13 font-semibold">{title}</h2>
        {aside ? <div className="ml-auto flex min-w-0 items-center text-12 text-soft">{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}
