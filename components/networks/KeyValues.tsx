/** Options or labels as they are: key and value in mono, sorted by key. */
export function KeyValues({ entries }: { entries: Readonly<Record<string, string>> }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 font-mono text-12 min-[420px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      {Object.entries(entries).sort(([a], [b]) => a.localeCompare(b)).map(([key, value]) => (
        <div key={key} className="contents">
          <dt className="text-soft [overflow-wrap:anywhere]">{key}</dt>
          <dd className="[overflow-wrap:anywhere] max-[419px]:pb-1">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
