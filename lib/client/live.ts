import { openChannel, SILENCE_MS, type LiveMessage } from './live-channel'
import { setHeard, setLive, setVersion, setVersions, useResources } from './stores/resources'

const NAME = 'dock6-live'

type Between = LiveMessage | { type: 'ask' }

/**
 * Starts the live channel of this tab; the returned function stops it.
 * All tabs of a browser share one stream (browsers allow few connections per host): the tab that holds a Web Lock reads it and tells the others.
 * When that tab goes, the lock passes on. When it sleeps without letting go, a tab in sight that hears nothing takes the lock from it.
 */
export function startLive(): () => void {
  const stop = new AbortController()
  if (typeof BroadcastChannel === 'undefined' || !navigator.locks) {
    stop.signal.addEventListener('abort', openChannel(apply))
    return () => stop.abort()
  }
  const tabs = new BroadcastChannel(NAME)
  let leads = false
  let heardAt = Date.now()

  tabs.onmessage = ({ data }: MessageEvent<Between>) => {
    if (data.type === 'ask') {
      const { versions, live } = useResources.getState()
      if (leads && live.state === 'connected') tabs.postMessage({ type: 'hello', versions, at: live.lastEventAt ?? Date.now() } satisfies Between)
      return
    }
    heardAt = Date.now()
    if (!leads) apply(data)
  }

  function lead(options: LockOptions): void {
    let close: (() => void) | undefined
    navigator.locks
      .request(NAME, options, async () => {
        leads = true
        close = openChannel((message) => {
          apply(message)
          tabs.postMessage(message)
        })
        await new Promise((resolve) => stop.signal.addEventListener('abort', resolve))
      })
      // Rejects when waiting was ended, or when another tab took the lock because this one slept: then it queues again.
      .catch(() => stop.signal.aborted || lead({ signal: stop.signal }))
      .finally(() => {
        if (close) leads = false
        close?.()
      })
  }

  lead({ signal: stop.signal })
  tabs.postMessage({ type: 'ask' } satisfies Between)
  const look = setInterval(() => {
    if (leads || document.visibilityState === 'hidden' || Date.now() - heardAt < SILENCE_MS + 5000) return
    heardAt = Date.now()
    lead({ steal: true })
  }, 5000)
  stop.signal.addEventListener('abort', () => {
    clearInterval(look)
    tabs.close()
  })
  return () => stop.abort()
}

function apply(message: LiveMessage): void {
  switch (message.type) {
    case 'hello':
      setVersions(message.versions, message.at)
      return setLive('connected')
    case 'changed':
      setVersion(message.resource, message.version, message.at)
      return connected()
    case 'beat':
      setHeard(message.at)
      return connected()
    case 'lost':
      return setLive('reconnecting')
    case 'keeper':
      return setLive('keeper', message.problem)
  }
}

function connected(): void {
  if (useResources.getState().live.state !== 'connected') setLive('connected')
}
