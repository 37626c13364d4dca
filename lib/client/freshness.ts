import type { PageQuery } from './page-query'
import { useResources } from './stores/resources'
import { useUi } from './stores/ui'

/** The keeper polls facts that have no events only while somebody reads them; this says that somebody does. */
const KEEP_ALIVE_MS = 10_000

type AnyQuery = Pick<PageQuery<never>, 'resource' | 'refresh' | 'heard' | 'volatile'> & { get(): { state: string } }

const shown = new Map<AnyQuery, number>()
// Queries that should have read while nobody could see it, or while a dialog held everything still.
const missed = new Set<AnyQuery>()
let started = false

function still(): boolean {
  return document.visibilityState === 'hidden' || useUi.getState().dialogs > 0
}

function catchUp(): void {
  if (still()) return
  for (const query of missed) query.refresh({ background: true })
  missed.clear()
}

function start(): void {
  started = true
  // Outside React on purpose: from the event to the request there is no render in between.
  useResources.subscribe(({ versions, live }, before) => {
    const back = live.state === 'connected' && before.live.state !== 'connected'
    if (versions === before.versions && !back) return
    for (const query of shown.keys()) {
      const version = versions[query.resource]
      const changed = version !== undefined && version !== before.versions[query.resource]
      if (!changed && !(back && query.get().state !== 'loading')) continue
      if (still()) missed.add(query)
      else if (version !== undefined && query.get().state === 'ready') query.heard(version)
      else query.refresh({ background: true })
    }
  })
  useUi.subscribe((ui, before) => {
    if (ui.dialogs === 0 && before.dialogs > 0) catchUp()
  })
  const lookAgain = () => {
    if (still()) return
    for (const query of shown.keys()) missed.add(query)
    catchUp()
  }
  document.addEventListener('visibilitychange', lookAgain)
  window.addEventListener('online', lookAgain)
  window.addEventListener('focus', lookAgain)
  setInterval(() => {
    if (!still()) for (const query of shown.keys()) query.refresh({ fresh: query.volatile, background: true })
  }, KEEP_ALIVE_MS)
}

/** Keeps a query fresh until the returned function is called. Several watchers of one query count as one. */
export function watch(query: AnyQuery): () => void {
  if (!started) start()
  shown.set(query, (shown.get(query) ?? 0) + 1)
  query.refresh()
  return () => {
    const left = (shown.get(query) ?? 1) - 1
    if (left > 0) return void shown.set(query, left)
    shown.delete(query)
    missed.delete(query)
  }
}
