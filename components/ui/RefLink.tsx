'use client'
import Link from 'next/link'
import { use, type ReactNode } from 'react'
import { hrefOf } from '../../lib/client/refs'
import type { Ref } from '../../lib/core/resource'
import { InCell } from '../address/cell-context'

/** A link to another row: its page with its drawer open. In a table cell it is no tab stop, and does not open the row it stands in. */
export function RefLink({ to, children }: { to: Ref; children?: ReactNode }) {
  const inCell = use(InCell)
  return (
    <Link href={hrefOf(to)} prefetch={false} tabIndex={inCell ? -1 : undefined} onClick={(event) => event.stopPropagation()} className="min-w-0 truncate rounded-[3px] text-text decoration-line-strong underline-offset-[3px] hover:text-accent hover:underline">
      {children ?? to.label}
    </Link>
  )
}
