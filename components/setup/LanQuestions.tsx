'use client'
import type { Box } from '../../lib/features/setup/refused-at'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Choice } from '../planner/Choices'
import { Prefix } from '../address/Prefix'
import type { SetupValues } from './setup-values'
import { TypedField } from './TypedField'

const words = setupPage.plan

/** The one network that stands on the link itself. */
export function LanQuestions({ prefix, values, routerSeen, at, onValues }: { prefix: string; values: SetupValues; routerSeen: string; at: (box: Box) => string | null; onValues: (change: Partial<SetupValues>) => void }) {
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
      <TypedField name="name" label={words.name} mono={false} error={at('name')} value={values.name} onValue={(name) => onValues({ name })} />
      <div>
        <p className="text-13 font-medium">{words.subnet}</p>
        <p className="flex h-8 items-center"><Prefix prefix={prefix} /></p>
        <p className="text-12 text-faint">{words.subnetHelp}</p>
      </div>
      <TypedField name="range" label={words.range} help={words.rangeHelp(prefix)} error={at('range')} value={values.range} onValue={(range) => onValues({ range })} />
      <TypedField name="router" label={words.router} help={words.routerHelp} error={at('router')} value={values.router ?? routerSeen} onValue={(router) => onValues({ router })} />
      <fieldset className="min-w-0 md:col-span-2">
        <legend className="mb-1 text-13 font-medium">{words.driver}</legend>
        <div className="grid grid-cols-1 gap-1 md:grid-cols-2">
          {(['macvlan', 'ipvlan'] as const).map((driver) => <Choice key={driver} name="driver" checked={values.driver === driver} onChoose={() => onValues({ driver })} title={words.drivers[driver]} help={words.driverHelp[driver]} />)}
        </div>
      </fieldset>
    </div>
  )
}
