'use client'
import { MOST_NETWORKS } from '../../lib/features/planner/schema'
import { planner as names } from '../../lib/text/en/planner'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Field } from '../ui/Field'
import { Select } from '../ui/Select'

const words = setupPage.plan

/** Which of several Docker hosts this one is; nothing where the plan is for one. `hosts`: how many there are, as it was typed. */
export function HereQuestion({ hosts, value, error, onValue }: { hosts: string; value: string; error: string | null; onValue: (value: string) => void }) {
  const count = Number(hosts)
  if (!Number.isInteger(count) || count < 1 || count > MOST_NETWORKS) return null
  const all = Array.from({ length: count }, (_, n) => names.names.host(n + 1))
  return (
    <Field label={words.here} help={words.hereHelp} error={error ?? undefined}>
      {(control) => <Select {...control} name="here" value={all.includes(value) ? value : ''} onValue={onValue} options={[{ value: '', label: words.hereNone }, ...all.map((name) => ({ value: name, label: name }))]} className="w-full" />}
    </Field>
  )
}
