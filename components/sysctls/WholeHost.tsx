'use client'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { cx } from '../ui/class-names'
import { aboutOf, meaningOf, wordName } from './sysctl-words'

/** The settings that no link has, as one line of names and values; each opens its drawer. */
export function WholeHost({ rows, openKey, onOpen, glow }: { rows: readonly Sysctl[]; openKey: string | null; onOpen: (key: string) => void; glow: ReadonlyMap<string, number> }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={words.whole} className="flex shrink-0 items-baseline gap-2 overflow-x-auto border-b border-line px-4 pb-2 whitespace-nowrap">
      <h2 className="text-12 text-soft">{words.whole}</h2>
      <div className="flex gap-x-1 gap-y-0.5 @4xl:flex-wrap">
        {rows.map((row) => {
          const lit = glow.get(row.key) ?? 0
          return (
            <button
              key={row.key}
              type="button"
              aria-pressed={openKey === row.key}
              onClick={() => onOpen(row.key)}
              data-tip={[meaningOf(row), aboutOf(row)].filter(Boolean).join('\n')}
              className={cx('flex h-6 items-center gap-1.5 rounded-md px-1.5 font-mono text-12 hover:bg-hover', openKey === row.key && 'bg-accent-wash', lit > 0 && (lit % 2 === 1 ? 'animate-glow-a' : 'animate-glow-b'))}
            >
              <span className="text-soft">{wordName(row)}</span>
              <span>{row.value}</span>
            </button>
          )
        })}
      </div>
    </section>
  )
}
