'use client'
import { WandSparkles } from 'lucide-react'
import Link from 'next/link'
import { useSession } from '../../lib/client/stores/session'
import { useWizard } from '../../lib/client/wizard'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Button } from '../ui/Button'
import { readSetup } from './setup-values'

const words = setupPage.banner

/** Leads to the setup until it is finished or dismissed; where it was left, it says so. */
export function SetupBanner({ host }: { host: string }) {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  const { state, save } = useWizard(host)
  if (viewer || state?.status !== 'open') return null
  const left = state.search === '' ? null : readSetup(new URLSearchParams(state.search)).step
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-accent-wash px-3 py-2 text-13">
      <WandSparkles aria-hidden size={16} className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-[240px]">{left === null ? words.fresh : words.left(setupPage.steps[left])}</p>
      <Button look="quiet" onClick={() => save({ ...state, status: 'dismissed' })}>{words.dismiss}</Button>
      <Link href={`/hosts/${encodeURIComponent(host)}/setup`} prefetch={false} className="inline-flex h-8 items-center rounded-md bg-accent-solid px-3 font-medium text-accent-text hover:brightness-110">{left === null ? words.start : words.resume}</Link>
    </div>
  )
}
