'use client'
import { use } from 'react'
import { copyText } from '../../lib/client/copy'
import { InCell } from '../address/cell-context'

/** A MAC address. A click copies it. */
export function Mac({ mac }: { mac: string }) {
  const inCell = use(InCell)
  return (
    <button
      type="button"
      tabIndex={inCell ? -1 : 0}
      onClick={(event) => {
        event.stopPropagation()
        void copyText(mac, event.currentTarget)
      }}
      className="min-w-0 truncate rounded-[3px] font-mono text-[12.5px] decoration-line-strong underline-offset-[3px] hover:underline"
    >
      {mac}
    </button>
  )
}
