'use client'
import { Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useSession } from '../../lib/client/stores/session'
import { wishChange } from '../../lib/client/use-change'
import type { ChangeRecord } from '../../lib/core/change'
import { appliedBy } from '../../lib/features/setup/applied'
import type { Choice, Look } from '../../lib/features/setup/schema'
import { changeUi } from '../../lib/text/en/change-ui'
import { setupPage } from '../../lib/text/en/pages-setup'
import { DeltaList } from '../change/DeltaList'
import { CommandList } from '../change/Commands'
import { Section } from '../engine/Section'
import { whyNoUndo } from '../history/history-state'
import { Button } from '../ui/Button'
import { FirewallLines } from './FirewallLines'
import { RouterLines } from './RouterLines'
import { StepFrame } from './StepFrame'

const words = setupPage.done
const LINK = 'rounded-[3px] text-accent underline-offset-[3px] hover:underline'

/** The end: what was done, how all of it is taken back, what the router has to know, and what comes next. */
export function DoneStep({ host, record, choice, look, heldBefore, onAgain }: { host: string; record: ChangeRecord; choice: Choice | null; look: Look; heldBefore: string | null; onAgain: () => void }) {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  const undone = record.undoneBy !== null || record.state === 'undone'
  const { networks, bridge, addresses, held } = appliedBy(record)
  const undo = () => void wishChange({ host, intents: [], undoes: record.id, title: words.undoTitle(record.plan.title) })
  const history = `/hosts/${encodeURIComponent(host)}/history?open=${record.id}`
  const actions = (
    <>
      {undone ? null : <Button icon={<Undo2 aria-hidden size={14} />} disabledReason={viewer ? changeUi.viewer : whyNoUndo(record)} onClick={undo}>{words.undo}</Button>}
      <span className="ml-auto" />
      <Button onClick={onAgain}>{words.restart}</Button>
    </>
  )
  return (
    <StepFrame title={undone ? words.undone : words.title} intro={undone ? words.undoneWhy : words.intro} actions={actions}>
      <div className="grid grid-cols-1 gap-x-8 gap-y-5 p-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          {undone ? null : (
            <Section title={words.next}>
              <ul className="flex flex-col gap-2 text-13">
                {networks.map(({ name }) => <li key={name}>{words.nextNetwork}<Commands line={`docker run --network ${name} …`} /></li>)}
                {addresses.map((address) => <li key={address}>{words.nextOwn}<Commands line={`docker run --publish '[${address}]:80:80' …`} /></li>)}
                <li className="flex flex-wrap gap-x-4">
                  <Link href={`/hosts/${encodeURIComponent(host)}/networks`} prefetch={false} className={LINK}>{words.toNetworks}</Link>
                  <Link href={`/hosts/${encodeURIComponent(host)}/overview`} prefetch={false} className={LINK}>{words.toOverview}</Link>
                </li>
              </ul>
            </Section>
          )}
          {choice && !undone ? <FirewallLines choice={choice} networks={networks} look={look} /> : null}
          {choice && !undone ? <RouterLines choice={choice} networks={bridge ? [...networks, bridge] : networks} held={held ?? heldBefore} look={look} /> : null}
        </div>
        <Section title={words.what} aside={<Link href={history} prefetch={false} className={LINK}>{words.history}</Link>}>
          <DeltaList deltas={record.plan.deltas} past={!undone} />
        </Section>
      </div>
    </StepFrame>
  )
}

function Commands({ line }: { line: string }) {
  return <div className="mt-1"><CommandList commands={[line]} /></div>
}
