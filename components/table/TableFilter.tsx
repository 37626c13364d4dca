'use client'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { table as words } from '../../lib/text/en/table'
import { Kbd } from '../ui/Kbd'

const DEBOUNCE_MS = 80

/** The filter box. What is typed goes into the URL 80 ms after the last key; a filter that changes elsewhere shows here at once. */
export function TableFilter({ label, q, onFilter, onLeave, box }: { label: string; q: string; onFilter: (q: string) => void; onLeave: () => void; box: RefObject<HTMLInputElement | null> }) {
  const [typed, setTyped] = useState(q)
  const sent = useRef(q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (q === sent.current) return
    sent.current = q
    setTyped(q)
  }, [q])

  function change(value: string, wait = DEBOUNCE_MS): void {
    setTyped(value)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      sent.current = value.trim()
      onFilter(value.trim())
    }, wait)
  }

  return (
    <div className="relative min-w-24 flex-1 @lg:min-w-36 @lg:max-w-72">
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2 left-2.5 text-faint" />
      <input
        ref={box}
        type="text"
        role="searchbox"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-label={words.filter(label)}
        aria-description={words.filterHelp}
        placeholder={words.filter(label)}
        value={typed}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed) {
            event.stopPropagation()
            change('', 0)
          } else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault()
            onLeave()
          }
        }}
        className="h-[30px] w-full rounded-md border border-line-strong bg-surface pr-8 pl-8 text-13 text-text"
      />
      <span className="absolute top-1.5 right-1.5">
        {typed ? (
          <button type="button" aria-label={words.clear} data-tip={words.clear} onClick={() => (change('', 0), box.current?.focus())} className="flex size-[18px] items-center justify-center rounded text-soft hover:bg-hover hover:text-text">
            <X aria-hidden size={14} />
          </button>
        ) : <span className="pointer-events-none hidden sm:block"><Kbd>/</Kbd></span>}
      </span>
    </div>
  )
}
