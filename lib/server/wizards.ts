import { NEW_WIZARD, type WizardState } from '../core/wizard'
import { text } from '../text/en'
import { answer, refuse } from './answer'
import type { Call } from './route'
import type { Store } from './store'

/** How far the wizard of each host is. It belongs to the host, not to a person or a browser: a colleague goes on where another left. */
export type Wizards = { get(host: string): WizardState; put(host: string, state: WizardState): void }

/** Wizards in the console's database. */
export function createWizards(store: Store, now: () => number = Date.now): Wizards {
  const get = store.prepare<[string], WizardState>('SELECT status, search FROM wizards WHERE host = ?')
  const put = store.prepare('INSERT INTO wizards (host, status, search, changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET status = excluded.status, search = excluded.search, changed_at = excluded.changed_at')
  return {
    get: (host) => get.get(host) ?? NEW_WIZARD,
    put: (host, { status, search }) => void put.run(host, status, search, now()),
  }
}

/** `GET /api/v1/hosts/<host>/wizard`: how far it is. */
export function readWizard({ runtime, params: { host = '' } }: Call<'signed-in'>): Response {
  return unknown(host) ?? answer(runtime.wizards.get(host))
}

/** `POST /api/v1/hosts/<host>/wizard`: keeps how far it is. Who may not change the host does not lead its wizard either. */
export function saveWizard({ runtime, params: { host = '' }, user, body }: Call<'signed-in', WizardState>): Response {
  const wrong = unknown(host)
  if (wrong) return wrong
  if (user.role === 'viewer') return refuse({ code: 'not_permitted', message: text.changes.viewer, hint: text.changes.viewerHint })
  runtime.wizards.put(host, body)
  return answer(body)
}

function unknown(host: string): Response | null {
  return host === 'local' ? null : refuse({ code: 'not_found', message: text.server.unknownHost(host.slice(0, 100)) })
}
