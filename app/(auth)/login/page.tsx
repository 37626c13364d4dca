import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '../../../components/auth/AuthFrame'
import { LoginForm } from '../../../components/auth/LoginForm'
import { safeReturnPath } from '../../../lib/client/api'
import { authPageState } from '../../../lib/server/page-session'
import { auth } from '../../../lib/text/en/auth'

export const metadata: Metadata = { title: auth.login.title }

/** Signing in. `next` is where one wanted to go. */
export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams
  const to = safeReturnPath(Array.isArray(next) ? next[0] : next)
  const { signedIn, setup } = await authPageState()
  if (signedIn) redirect(to)
  if (setup === 'open') redirect('/setup')
  return (
    <AuthFrame title={auth.login.title}>
      <LoginForm next={to} />
      {setup === 'done' ? null : <p className="mt-5 text-12 text-faint">{auth.login.firstTime} <Link href="/setup" className="text-accent underline underline-offset-2">{auth.login.toSetup}</Link></p>}
    </AuthFrame>
  )
}
