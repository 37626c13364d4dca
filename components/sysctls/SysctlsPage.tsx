'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { DataTable } from '../table/DataTable'
import { SysctlMatrix } from './SysctlMatrix'
import { sysctlView } from './sysctl-view'
import { ViewSwitch, type View } from './ViewSwitch'

/** The Sysctls page: links times settings at first, `view=list` for every setting as a row. */
export function SysctlsPage({ host }: { host: string }) {
  const view: View = useSearchParams().get('view') === 'list' ? 'list' : 'matrix'
  const show = useCallback((next: View) => {
    const search = new URLSearchParams(window.location.search)
    // A filter or an order of the one means something else in the other.
    for (const name of ['view', 'q', 'sort']) search.delete(name)
    if (next === 'list') search.set('view', next)
    window.history.replaceState(null, '', `${window.location.pathname}${search.size > 0 ? `?${search}` : ''}`)
  }, [])
  const toggle = <ViewSwitch view={view} onView={show} />
  return view === 'list' ? <DataTable host={host} view={sysctlView} extra={toggle} /> : <SysctlMatrix host={host} extra={toggle} />
}
