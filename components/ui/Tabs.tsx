'use client'
import * as Radix from 'radix-ui/tabs'
import type { ReactNode } from 'react'

/** One tab: its word, what stands behind it, and how many things that are. */
export type Tab<V extends string> = { value: V; label: string; count?: number; content: ReactNode }

/** Tabs over content. Uncontrolled unless `value` and `onValue` are given. */
export function Tabs<V extends string>({ tabs, label, value, onValue }: { tabs: readonly Tab<V>[]; label: string; value?: V; onValue?: (value: V) => void }) {
  return (
    <Radix.Root className="flex min-h-0 flex-1 flex-col" {...(value ? { value } : { defaultValue: tabs[0]?.value })} {...(onValue ? { onValueChange: (next: string) => onValue(next as V) } : {})}>
      <Radix.List aria-label={label} className="flex shrink-0 gap-4 border-b border-line px-4">
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value} className="-mb-px h-9 border-b-2 border-transparent text-13 text-soft hover:text-text data-[state=active]:border-accent data-[state=active]:text-text">
            {tab.label}
            {tab.count === undefined ? null : <span className="ml-1.5 text-faint">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="flex min-h-0 flex-1 flex-col">{tab.content}</Radix.Content>
      ))}
    </Radix.Root>
  )
}
