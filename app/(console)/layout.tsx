import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Shell } from '../../components/layout/Shell'
import { readPrefs } from '../../lib/client/prefs'
import { requirePageSession } from '../../lib/server/page-session'

/** The frame of all pages behind the login. Without a session this never renders: the guard redirects. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requirePageSession()
  const { theme, rail } = readPrefs(await cookies())
  return <Shell user={user} theme={theme} rail={rail}>{children}</Shell>
}
