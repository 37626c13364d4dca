/** A quiet bar where a text will be. Purely decorative: whoever shows it says in words that it is loading. */
export function Skeleton({ width = '60%' }: { width?: string | number }) {
  return <span aria-hidden className="block h-2.5 animate-skeleton rounded-[3px] bg-line" style={{ width }} />
}
