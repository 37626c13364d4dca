'use client'
import { memo, use } from 'react'
import { copyText } from '../../lib/client/copy'
import { Badge } from '../ui/Badge'
import { InCell } from './cell-context'
import { kindOfText, kindText } from './describe'

/** A prefix in CIDR form, or `default`: the network in full, its length quieter, and the scope mark. A click copies it. */
export const Prefix = memo(function Prefix({ prefix, unmarked = false }: { prefix: string; unmarked?: boolean }) {
  const inCell = use(InCell)
  const [network = prefix, length] = prefix.split('/')
  const kind = prefix === 'default' ? null : kindOfText(network)
  const words = kind && kind !== 'unspecified' ? kindText(kind, network.includes(':') ? 6 : 4) : null
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      <button
        type="button"
        tabIndex={inCell ? -1 : 0}
        data-tip={words ? `${words.name}. ${words.means}` : undefined}
        onClick={(event) => {
          event.stopPropagation()
          void copyText(prefix, event.currentTarget)
        }}
        className="min-w-0 truncate rounded-[3px] font-mono text-[12.5px] decoration-line-strong underline-offset-[3px] hover:underline"
      >
        {network}
        {length === undefined ? null : <span className="text-faint">/{length}</span>}
      </button>
      {words && !unmarked ? <Badge mono>{words.mark}</Badge> : null}
    </span>
  )
})
