import { networksPage as words } from '../../lib/text/en/pages-networks'

/** Names up to this length fit into their column. */
const FITS = 18

/** A name for a hover, if it is so long that its cell may cut it. */
export function longName(name: string): string | undefined {
  return name.length > FITS ? name : undefined
}

/** "+3" behind the first of several, with the others on hover. Nothing if there are none. */
export function More({ others }: { others: readonly string[] }) {
  if (others.length === 0) return null
  return (
    <span data-tip={others.join('\n')} className="shrink-0 cursor-help text-12 text-faint">
      {words.more(others.length)}
    </span>
  )
}
