'use client'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { complete, completionAt, type Completion } from '../../lib/features/engine/config/complete'
import type { Lint } from '../../lib/features/engine/config/lint'
import { formsEngine } from '../../lib/text/en/forms-engine'
import { cx } from '../ui/class-names'
import type { FieldControl } from '../ui/Field'

const words = formsEngine.file
const FEWEST_LINES = 12
const MOST_LINES = 28

type Props = FieldControl & { name: string; value: string; onValue: (text: string) => void; onBlur: () => void; api: string; marks: readonly Lint[]; area: (element: HTMLTextAreaElement | null) => void }

/** Text with line numbers. Between the quotes of a name the settings of this engine are offered: arrows choose, Enter or Tab takes, Esc leaves. */
export function JsonArea({ name, value, onValue, onBlur, api, marks, area, ...control }: Props) {
  const list = useId()
  const [offer, setOffer] = useState<Completion | null>(null)
  const [active, setActive] = useState(0)
  const box = useRef<HTMLTextAreaElement | null>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const lines = value.split('\n').length
  const open = offer !== null && offer.keys.length > 0

  const look = (text: string, caret: number, asked: boolean) => {
    const found = completionAt(text, caret, api)
    // Without being asked only inside of a name that was begun.
    setOffer(found && (asked || (text[found.from] === '"' && found.typed !== '' && !found.keys.some(({ key }) => key === found.typed))) ? found : null)
    setActive(0)
  }
  const take = (n: number) => {
    const key = offer?.keys[n]
    if (!offer || !key) return
    const next = complete(value, offer, key)
    onValue(next.text)
    setOffer(null)
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      return look(value, event.currentTarget.selectionStart, true)
    }
    if (!open) return
    const count = offer.keys.length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
    else if (event.key === 'Enter' || event.key === 'Tab') take(active)
    else if (event.key === 'Escape') setOffer(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className={cx('flex min-w-0 overflow-hidden rounded-md border bg-surface font-mono text-[12.5px] leading-5 focus-within:outline-2 focus-within:outline-accent', control['aria-invalid'] ? 'border-bad' : 'border-field')}>
        <div ref={gutter} aria-hidden className="shrink-0 overflow-hidden border-r border-line bg-raised py-1.5 text-right text-faint select-none">
          {Array.from({ length: lines }, (_, n) => {
            const mark = marks.find(({ line }) => line === n + 1)?.level
            return <div key={n} className={cx('px-2', mark === 'refuse' && 'bg-bad-wash text-bad', mark === 'warn' && 'bg-attention-wash text-attention')}>{n + 1}</div>
          })}
        </div>
        <textarea
          {...control}
          ref={(element) => {
            box.current = element
            area(element)
          }}
          name={name}
          value={value}
          rows={Math.min(MOST_LINES, Math.max(FEWEST_LINES, lines + 1))}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={list}
          aria-activedescendant={open ? `${list}-${active}` : undefined}
          onChange={(event) => {
            onValue(event.target.value)
            look(event.target.value, event.target.selectionStart, false)
          }}
          onKeyDown={onKey}
          onScroll={(event) => void (gutter.current && (gutter.current.scrollTop = event.currentTarget.scrollTop))}
          onBlur={onBlur}
          className="min-w-0 flex-1 resize-none overflow-auto bg-transparent px-2.5 py-1.5 text-text outline-none"
        />
      </div>
      <div id={list} role="listbox" aria-label={words.names} hidden={!open} className="overflow-hidden rounded-md border border-line bg-raised text-13">
        {(open ? offer.keys : []).map((key, n) => (
          <div key={key.key} id={`${list}-${n}`} role="option" tabIndex={-1} aria-selected={n === active} onMouseDown={(event) => { event.preventDefault(); take(n) }} className={cx('flex cursor-pointer items-baseline gap-3 px-2.5 py-1', n === active && 'bg-accent-wash')}>
            <code className="shrink-0 font-mono text-[12.5px]">{key.key}</code>
            <span className="min-w-0 truncate text-12 text-soft">{formsEngine.help[key.key] ?? ''}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
