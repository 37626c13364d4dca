import type { ReactNode } from 'react'
import { glossary, type GlossaryTerm } from '../../lib/text/en/glossary'

/** A word with an explanation on hover and focus, from the one glossary. `children` may say it differently. */
export function Term({ name, children }: { name: GlossaryTerm; children?: ReactNode }) {
  const { term, means } = glossary[name]
  return (
    <span tabIndex={0} data-tip={means} aria-description={means} className="cursor-help rounded-[2px] underline decoration-line-strong decoration-dotted underline-offset-[3px] hover:decoration-soft">
      {children ?? term}
    </span>
  )
}
