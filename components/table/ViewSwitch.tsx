'use client'
import { useSearchParams } from 'next/navigation'
import { cx } from '../ui/class-names'

/** Which of several tables of one page is shown: `view` in the URL, the first one without. */
export function useView<V extends string>(views: readonly V[]): V {
  const wanted = useSearchParams().get('view')
  return views.find((view) => view === wanted) ?? views[0]!
}

/** Chooses among several tables of one page; filter, order and open row belong to a table and are left behind. Give it to `DataTable` as `extra`. */
export function ViewSwitch<V extends string>({ label, views, value }: { label: string; views: readonly { value: V; label: string }[]; value: V }) {
  return (
    <div role="group" aria-label={label} className="flex h-[30px] items-center gap-0.5 rounded-md bg-raised p-0.5">
      {views.map((view, index) => (
        <button
          key={view.value}
          type="button"
          aria-pressed={view.value === value}
          onClick={() => window.history.pushState(null, '', index === 0 ? window.location.pathname : `?view=${view.value}`)}
          className={cx('h-[26px] rounded-[5px] px-2 text-12 whitespace-nowrap', view.value === value ? 'bg-surface text-text shadow-[0_0_0_1px_var(--color-line-strong)]' : 'text-soft hover:text-text')}
        >
          {view.label}
        </button>
      ))}
    </div>
  )
}
