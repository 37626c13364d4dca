'use client'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useChangeRecord } from '../../lib/client/use-change-record'
import { useChange } from '../../lib/client/stores/change'
import { appliedBy } from '../../lib/features/setup/applied'
import { choicesOf } from '../../lib/features/setup/choices'
import { isHeld } from '../../lib/features/setup/held'
import { boxOf } from '../../lib/features/setup/refused-at'
import type { Choice, Look } from '../../lib/features/setup/schema'
import { setupPage as words } from '../../lib/text/en/pages-setup'
import type { PlannerValues } from '../planner/planner-values'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { MeaningIcon } from '../ui/StatusMark'
import { ChangeStep } from './ChangeStep'
import { ChoiceCards } from './ChooseStep'
import { DoneStep } from './DoneStep'
import { FirewallLines } from './FirewallLines'
import { firstPlan } from './first-plan'
import { LookFacts } from './LookStep'
import { PlanQuestions } from './PlanStep'
import { previewBatch, type Refusal } from './preview-batch'
import type { SetupValues, Step } from './setup-values'
import { StepFrame } from './StepFrame'
import { useBatch } from './use-batch'
import { VerifyStep } from './VerifyStep'

export type StepsProps = {
  host: string
  look: Look
  values: SetupValues
  planner: PlannerValues
  onValues: (change: Partial<SetupValues>, more?: Partial<PlannerValues>) => void
  onPlanner: (change: Partial<PlannerValues>) => void
  /** Whether a check was asked for on the step before. */
  checking: boolean
  onCheck: (checking: boolean) => void
  onLook: () => void
  looking: boolean
}

/** The step that the URL names. */
export function Steps(props: StepsProps) {
  const { host, look, values, planner, onValues, onLook, looking } = props
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const to = (step: Step) => () => onValues({ step })
  switch (values.step) {
    case 'look':
      return (
        <StepFrame key="look" title={words.look.title} intro={words.look.intro} actions={<><Button busy={looking && words.loading} onClick={onLook}>{words.look.again}</Button><span className="ml-auto" /><Button look="primary" onClick={to('choose')}>{words.next.look}</Button></>}>
          <LookFacts host={host} look={look} onTested={(tested) => onValues({ tested })} />
        </StepFrame>
      )
    case 'choose':
      return <Choose key="choose" {...props} />
    case 'plan':
      return values.choice ? <Plan key="plan" {...props} choice={values.choice} refusal={refusal} onRefusal={setRefusal} /> : null
    case 'preview':
    case 'apply':
      return <PreviewOrApply key="change" {...props} onRefusal={setRefusal} />
    case 'verify':
    case 'done':
      return <Applied key="applied" {...props} heldBefore={planner.hosts === '' && isHeld(planner.prefix, look) ? planner.prefix : null} />
  }
}

function Choose({ look, values, onValues }: StepsProps) {
  const fits = useMemo(() => choicesOf(look), [look])
  const [tried, setTried] = useState(false)
  const fit = fits.find(({ choice }) => choice === values.choice)
  const reason = fit === undefined || fit.fit === 'impossible' ? words.choose.none : null
  const actions = (
    <>
      <Button onClick={() => onValues({ step: 'look' })}>{words.back}</Button>
      <p aria-live="polite" className="ml-auto min-w-0 text-12 text-bad empty:hidden">{tried ? reason : null}</p>
      <Button look="primary" className={tried && reason ? '' : 'ml-auto'} onClick={() => (reason === null ? onValues({ step: 'plan' }) : setTried(true))}>{words.next.choose}</Button>
    </>
  )
  return (
    <StepFrame title={words.choose.title} intro={words.choose.intro} actions={actions}>
      <ChoiceCards fits={fits} value={values.choice} onChoose={(choice) => onValues({ choice, exposure: null, change: null }, firstPlan(choice, look))} />
    </StepFrame>
  )
}

type Refusing = { onRefusal: (refusal: Refusal | null) => void }

function Plan({ choice, refusal, onRefusal, ...props }: StepsProps & Refusing & { choice: Choice; refusal: Refusal | null }) {
  const { host, look, values, planner, onValues, onPlanner } = props
  // How often somebody wanted to go on in vain; whoever comes back because the host refused an answer, did once.
  const [attempt, setAttempt] = useState(refusal === null ? 0 : 1)
  const [asking, setAsking] = useState(false)
  const state = useBatch(host, values, planner, look)
  const batch = state?.batch
  const intents = batch?.ok ? JSON.stringify(batch.value.intents) : null
  const problem = attempt === 0 ? null : batch && !batch.ok ? batch.problem : refusal !== null && refusal.intents === intents ? refusal.problem : null
  const box = problem && boxOf(choice, problem, batch?.ok ? batch.value.from : [])
  const place = useFocusOnWrong(attempt, box !== null)
  const next = async () => {
    if (intents === null) return setAttempt(attempt + 1)
    setAsking(true)
    const refused = intents === '[]' ? null : await previewBatch(host, intents, { quiet: true })
    setAsking(false)
    // What has its cause in no answer is told where the plan would be.
    if (refused === null || !batch?.ok || boxOf(choice, refused, batch.value.from) === null) return onValues({ step: 'preview', change: null })
    onRefusal({ intents, problem: refused })
    setAttempt(attempt + 1)
  }
  const actions = (
    <>
      <Button onClick={() => onValues({ step: 'choose' })}>{words.back}</Button>
      <p aria-live="polite" className="min-w-0 flex-1 text-12 text-soft max-sm:order-first max-sm:basis-full">{problem ? <span className="flex items-center gap-1.5 text-text"><MeaningIcon meaning="bad" size={14} />{box === null ? problem.message : words.plan.marked}</span> : words.untouched}</p>
      <Button look="primary" className="ml-auto" busy={state?.loading ? words.loading : asking && words.plan.asking} onClick={() => void next()}>{words.next.plan}</Button>
    </>
  )
  return (
    <StepFrame title={words.plan.title[choice]} intro={words.plan.intro[choice]} actions={actions}>
      {problem && box === null ? <ProblemNote problem={problem} meaning="bad" /> : null}
      <div ref={place}><PlanQuestions choice={choice} host={host} look={look} values={values} planner={planner} refused={problem && box ? { problem, box } : null} onValues={onValues} onPlanner={onPlanner} /></div>
      {batch?.ok ? <div className="max-w-[960px] px-4 pb-4 empty:hidden"><FirewallLines choice={choice} networks={appliedBy(batch.value).networks} look={look} /></div> : null}
    </StepFrame>
  )
}

/** Puts the focus on the first answer that is refused, once per attempt, as soon as it is marked. */
function useFocusOnWrong(attempt: number, isMarked: boolean): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const done = useRef(0)
  useEffect(() => {
    if (!isMarked || done.current === attempt) return
    done.current = attempt
    const marked = (which: string) => place.current?.querySelector<HTMLElement>(which)
    const wrong = marked('[aria-invalid="true"]:checked') ?? marked('[aria-invalid="true"]:not(:disabled), [role="alert"][tabindex]')
    wrong?.focus({ preventScroll: true })
    // Its reason stands below it. Only the step scrolls: `scrollIntoView` would move the page around it too.
    const step = wrong?.closest('[role="region"]')
    if (wrong && step) step.scrollTop += wrong.getBoundingClientRect().top - step.getBoundingClientRect().top - step.clientHeight / 2
  }, [attempt, isMarked])
  return place
}

function PreviewOrApply({ host, look, values, planner, onValues, onCheck, onRefusal }: StepsProps & Refusing) {
  const applied = values.step === 'apply' ? values.change : null
  // While it is applied the host changes under the plan: what is wished stays as it was.
  const state = useBatch(host, values, planner, look)
  const running = useChange(({ wish, phase }) => wish?.inline === true && (phase === 'applying' || phase === 'waiting'))
  const ready = applied === null && !running && state !== null && !state.loading
  const batch = ready ? state.batch : null
  const intents = batch?.ok ? JSON.stringify(batch.value.intents) : null
  const refused = batch !== null && !batch.ok
  const problem = useChange(({ wish, phase, problem }) => (wish?.inline === true && phase === 'refused' && JSON.stringify(wish.intents) === intents ? problem : null))
  const isAnswer = problem !== null && batch?.ok === true && values.choice !== null && boxOf(values.choice, problem, batch.value.from) !== null
  // An answer that does not hold any more (the host changed) is asked again, and so is one that the host refuses.
  useEffect(() => {
    if (isAnswer && intents !== null) onRefusal({ intents, problem })
    if (isAnswer || refused) onValues({ step: 'plan' })
  }, [isAnswer, intents, problem, refused, onRefusal, onValues])
  if (batch?.ok && batch.value.intents.length === 0) {
    return (
      <StepFrame key="nothing" title={words.preview.nothing} intro={words.preview.nothingWhy} actions={<Button onClick={() => onValues({ step: 'plan' })}>{words.back}</Button>}>{null}</StepFrame>
    )
  }
  return (
    <ChangeStep
      host={host}
      intents={intents}
      applied={applied}
      onBack={() => onValues({ step: 'plan' })}
      onApplied={(change) => onValues({ step: 'apply', change })}
      onStale={() => onValues({ step: 'preview', change: null })}
      onNext={() => {
        onCheck(true)
        onValues({ step: 'verify' })
      }}
    />
  )
}

function Applied({ host, look, values, heldBefore, checking, onCheck, onValues }: StepsProps & { heldBefore: string | null }) {
  const { record, problem } = useChangeRecord(host, values.change)
  if (record === null) return problem ? <ProblemView problem={problem} title={words.apply.missing} action={<Button onClick={() => onValues({ step: 'look', change: null })}>{words.done.restart}</Button>} /> : <p role="status" className="p-4 text-13 text-soft">{words.apply.reading}</p>
  const finish = () => {
    onCheck(false)
    onValues({ step: 'done' })
  }
  if (values.step === 'verify') return <VerifyStep key="verify" host={host} record={record} choice={values.choice} look={look} heldBefore={heldBefore} asked={checking} onNext={finish} />
  return <DoneStep key="done" host={host} record={record} choice={values.choice} look={look} heldBefore={heldBefore} onAgain={() => onValues({ step: 'look', change: null, choice: null, exposure: null })} />
}
