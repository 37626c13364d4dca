'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { NEW_WIZARD, type WizardState } from '../core/wizard'
import type { Result } from '../core/result'
import { request } from './api'

/** What is typed is kept after a pause; what is chosen at once. */
const TYPED_MS = 400

const NOTHING = () => undefined as void

const urlOf = (host: string) => `/api/v1/hosts/${encodeURIComponent(host)}/wizard`

/** How far the wizard of a host is. */
export function readWizard(host: string): Promise<Result<WizardState>> {
  return request<WizardState>(urlOf(host), { background: true })
}

/** Keeps how far it is, also from a page that goes away. */
export function saveWizard(host: string, state: WizardState): Promise<Result<WizardState>> {
  return request<WizardState>(urlOf(host), { method: 'POST', body: state, keepalive: true })
}

/** How far the wizard of a host is, as it was when the page came up; null while that is read, and where it cannot be. */
export function useWizard(host: string): { state: WizardState | null; save: (state: WizardState) => void } {
  const [state, setState] = useState<WizardState | null>(null)
  useEffect(() => {
    let gone = false
    void readWizard(host).then((result) => gone || !result.ok || setState(result.value))
    return () => void (gone = true)
  }, [host])
  const save = useCallback((next: WizardState) => {
    setState(next)
    void saveWizard(host, next)
  }, [host])
  return { state, save }
}

/**
 * Takes up the wizard where it was left, and keeps where it is: `search` is the page's query string. A page that is opened without a step gets the kept one.
 * `status`: what to keep it as; null keeps nothing. `ready`: the place is known, so that nothing is shown twice. `dismiss` ends it for now.
 */
export function useWizardPlace(host: string, search: string, status: WizardState['status'] | null, resume: (search: string) => void): { ready: boolean; dismiss: () => Promise<void> } {
  const [ready, setReady] = useState(false)
  const kept = useRef<WizardState>(NEW_WIZARD)
  const first = useRef(search)
  const again = useRef(resume)
  again.current = resume
  const leave = useRef(NOTHING)
  useEffect(() => {
    let gone = false
    void readWizard(host).then((result) => {
      if (gone) return
      if (result.ok) kept.current = result.value
      const left = kept.current
      if (!new URLSearchParams(first.current).has('step') && left.status === 'open' && left.search !== '') again.current(left.search)
      setReady(true)
    })
    return () => void (gone = true)
  }, [host])

  useEffect(() => {
    leave.current = NOTHING
    if (!ready || status === null || (kept.current.search === search && kept.current.status === status)) return
    const moved = new URLSearchParams(kept.current.search).get('step') !== new URLSearchParams(search).get('step')
    let done = false
    const keep = () => {
      if (done) return
      done = true
      kept.current = { status, search }
      void saveWizard(host, kept.current)
    }
    if (moved || status !== kept.current.status) return keep()
    const timer = setTimeout(keep, TYPED_MS)
    window.addEventListener('pagehide', keep)
    leave.current = keep
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', keep)
    }
  }, [host, ready, search, status])
  // What was typed last is kept, too, if another page is opened within the pause.
  useEffect(() => () => leave.current(), [])
  const dismiss = useCallback(async () => {
    leave.current = NOTHING
    kept.current = { status: 'dismissed', search: kept.current.search }
    await saveWizard(host, kept.current)
  }, [host])
  return { ready, dismiss }
}
