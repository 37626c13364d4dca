import { create } from 'zustand'
import { request } from '../api'
import type { Result } from '../../core/result'

/** Who is signed in. */
export type SessionUser = { name: string; role: string }

type Session = { user: SessionUser | null }

/** The signed-in person, set once by the shell. */
export const useSession = create<Session>(() => ({ user: null }))

export function setUser(user: SessionUser): void {
  useSession.setState({ user })
}

/** Ends the session and leaves for the login page by a full load, so that no fact of the host stays in memory. */
export async function signOut(): Promise<Result<unknown>> {
  const result = await request('/api/v1/session', { method: 'DELETE' })
  if (result.ok) window.location.assign('/login')
  return result
}
