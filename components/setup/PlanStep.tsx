'use client'
import type { Problem } from '../../lib/core/problem'
import { asksExposure, exposuresOf, onLinkOf } from '../../lib/features/setup/choices'
import type { Box } from '../../lib/features/setup/refused-at'
import type { Choice, Look } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { PlannerPanel } from '../planner/PlannerPanel'
import type { PlannerValues } from '../planner/planner-values'
import { AddressesQuestion } from './AddressesQuestion'
import { ExposureQuestion } from './ExposureQuestion'
import { HereQuestion } from './HereQuestion'
import { LanQuestions } from './LanQuestions'
import { RouteTest } from './RouteTest'
import { besideOf, situationOf, type SetupValues } from './setup-values'
import { TypedField } from './TypedField'

const words = setupPage.plan

export type PlanStepProps = {
  host: string
  look: Look
  values: SetupValues
  planner: PlannerValues
  /** What refuses the answers and at which box, once somebody wanted to go on. */
  refused: { problem: Problem; box: Box } | null
  onValues: (change: Partial<SetupValues>) => void
  onPlanner: (change: Partial<PlannerValues>) => void
}

/** The questions of the chosen way. */
export function PlanQuestions({ choice, ...asked }: PlanStepProps & { choice: Choice }) {
  const { host, look, values, planner, refused, onValues, onPlanner } = asked
  const situation = situationOf(choice)
  const at = (box: Box) => (refused?.box === box ? [refused.problem.message, refused.problem.hint].filter(Boolean).join(' ') : null)
  const inPlanner = refused?.box === 'names' ? 'names' : refused?.box === 'prefix' ? (planner.from === '6to4' ? 'ipv4' : 'prefix') : null
  return (
    <div className="pb-4">
      {asksExposure(choice) ? <div className="max-w-[960px] px-4 pt-4"><ExposureQuestion fits={exposuresOf(choice, look)} value={values.exposure} error={at('exposure')} onChoose={(exposure) => onValues({ exposure })} /></div> : null}
      {choice === 'routed' && planner.prefix !== '' && planner.from === 'typed' ? <div className="max-w-[960px] px-4 pt-4"><RouteTest key={planner.prefix} host={host} prefix={planner.prefix} onTested={(tested) => onValues({ tested })} /></div> : null}
      {situation ? <PlannerPanel host={host} values={planner} onValues={onPlanner} situation={situation} refusal={refused && inPlanner ? { ...refused.problem, field: inPlanner } : null} beside={besideOf(values)} whichHost={<HereQuestion hosts={planner.hosts} value={values.here} error={at('here')} onValue={(here) => onValues({ here })} />} embedded /> : null}
      <div className="flex max-w-[960px] flex-col gap-5 px-4 pt-4">
        {choice === 'own-addresses' ? <AddressesQuestion host={host} look={look} value={values.addresses} error={at('addresses')} onValue={(addresses) => onValues({ addresses })} /> : null}
        {choice === 'lan' ? <LanQuestions prefix={onLinkOf(look)?.prefix ?? ''} values={values} routerSeen={look.uplink?.router ?? ''} at={at} onValues={onValues} /> : null}
        {choice === 'routed' || choice === 'private' ? (
          <details open={values.bridge !== '' || at('defaultBridge') !== null || undefined}>
            <summary className="w-fit text-12 text-soft hover:text-text">{words.more}</summary>
            <div className="mt-2 max-w-[480px]"><TypedField name="bridge" label={words.bridge} help={words.bridgeHelp} error={at('defaultBridge')} value={values.bridge} onValue={(bridge) => onValues({ bridge })} /></div>
          </details>
        ) : null}
      </div>
    </div>
  )
}
