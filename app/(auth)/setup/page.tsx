import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '../../../components/auth/AuthFrame'
import { SetupForm } from '../../../components/auth/SetupForm'
import { authPageState } from '../../../lib/server/page-session'
import { auth } from '../../../lib/text/en/auth'

export const metadata: Metadata = { title: auth.setup.title }

/** The first admin of a new console, as long as there is none. */
export default async function SetupPage() {
  const { signedIn, setup } = await authPageState()
  if (signedIn) redirect('/')
  if (setup === 'done') redirect('/login')
  if (setup === 'closed') return <AuthFrame title={auth.setup.closed} intro={auth.setup.closedWhy}>{null}</AuthFrame>
  return (
    <AuthFrame title={auth.setup.title} intro={auth.setup.intro}>
      <SetupForm />
      <p className="mt-5 text-12 text-faint">{auth.setup.haveAccount} <Link href="/login" className="text-accent underline underline-offset-2">{auth.setup.toLogin}</Link></p>
    </AuthFrame>
  )
}
