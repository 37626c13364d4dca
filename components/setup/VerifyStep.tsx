'use client'
import { LoaderCircle } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ChangeRecord } from '../../lib/core/change'
import { appliedBy } from '../../lib/features/setup/applied'
import type { Choice, Look } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Section } from '../engine/Section'
import { ProblemNote } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { StatusMark } from '../ui/StatusMark'
import { CheckedLine } from './CheckedLine'
import { RouterLines } from './RouterLines'
import { StepFrame } from './StepFrame'
import { useChecks, type Checked } from './use-checks'

const words = setupPage.verify

/** The check with real packets: for each network its lines, green or red, with the reason. `asked`: somebody asked for it just now, so it begins by itself. */
export function VerifyStep({ host, record, choice, look, heldBefore, asked, onNext }: { host: string; record: ChangeRecord; choice: Choice | null; look: Look; heldBefore: string | null; asked: boolean; onNext: () => void }) {
  const { checks, running, run } = useChecks(host)
  const { networks: made, bridge, addresses, held } = appliedBy(record)
  const networks = bridge ? [...made, bridge] : made
  const targets = networks.length > 0 ? networks.map(({ name }) => ({ network: name, addresses: [] })) : [{ network: null, addresses }]
  const begin = useRef(asked ? () => run(targets) : null)
  useEffect(() => {
    begin.current?.()
    begin.current = null
  }, [])
  const lines = checks.flatMap(({ report }) => report?.lines ?? [])
  const bad = lines.filter(({ state }) => state === 'failed').length + checks.filter(({ problem }) => problem).length
  const over = checks.length > 0 && !running
  const actions = (
    <>
      <Button busy={running && words.running} onClick={() => run(targets)}>{checks.length > 0 ? words.again : words.run}</Button>
      <span className="ml-auto" />
      <Button look="primary" onClick={onNext}>{over ? setupPage.next.verify : words.stop}</Button>
    </>
  )
  return (
    <StepFrame title={words.title} intro={networks.length > 0 ? words.intro : words.introOwn} actions={actions}>
      <div className="flex max-w-[960px] flex-col gap-5 p-4">
        <div role="status" className="empty:hidden">{over ? <StatusMark meaning={bad === 0 ? 'good' : 'bad'}>{bad === 0 ? words.allGood : words.someBad(bad)}</StatusMark> : null}</div>
        {checks.map((check) => <Check key={check.network ?? ''} check={check} />)}
        {choice ? <RouterLines choice={choice} networks={networks} held={held ?? heldBefore} look={look} /> : null}
      </div>
    </StepFrame>
  )
}

function Check({ check: { network, state, report, problem } }: { check: Checked }) {
  return (
    <Section title={network === null ? words.own : words.network(network)} aside={report?.from ? words.from(report.from) : null}>
      {problem ? <div className="overflow-hidden rounded-md"><ProblemNote problem={problem} meaning="bad" /></div> : null}
      {state === 'running' ? <p className="flex items-center gap-2 text-13 text-soft"><LoaderCircle aria-hidden size={14} className="animate-spin" />{words.running}</p> : null}
      {report ? <ul className="flex flex-col">{report.lines.map((line) => <CheckedLine key={line.id} line={line} />)}</ul> : null}
    </Section>
  )
}
