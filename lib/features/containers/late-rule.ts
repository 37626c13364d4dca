import { z } from 'zod'
import type { Action } from '../../core/action'
import { defineChange, type Rows } from '../../core/change'
import { sourceText, type Reading } from '../../core/reading'
import { defineResource } from '../../core/resource'
import { lateText as text } from '../../text/en/late'
import { addressFacts } from '../addresses/readings'
import { parseValue } from '../parse-json'
import { inputObject, planOf, refuse } from '../plan-parts'
import { lateContainers, type LateContainer } from './late'
import { engineContainers } from './readings'

/** The rule's key among the rules that the keeper keeps, and of its row. */
export const LATE_RULE = 'containers/start-late'

/** The rule “start containers whose address came late”: one row, also while it is off. `waiting`: the containers it is for, as they stand now. */
export type LateRule = { key: string; on: boolean; by: string | null; since: number | null; waiting: LateContainer[] }

const source = { type: 'gather', gatherer: 'own-rules', shows: 'dock6: its rules' } as const
const ruleSchema = z.array(z.object({ key: z.string(), by: z.string(), at: z.number() }))

/** The rules that dock6 keeps, by their keys. */
export const ownRules: Reading<z.output<typeof ruleSchema>> = { name: 'own-rules', source, wakes: ['own'], parse: (raw) => parseValue(raw, ruleSchema, sourceText(source)) }

/** Whether the rule is on, and for whom. */
export const containerRules = defineResource({
  name: 'container-rules',
  needs: { ownRules },
  enriches: { engineContainers, addressFacts },
  rows({ ownRules }, { engineContainers: containers = [], addressFacts: addresses = [] }): LateRule[] {
    const rule = ownRules.find(({ key }) => key === LATE_RULE)
    return [{ key: LATE_RULE, on: rule !== undefined, by: rule?.by ?? null, since: rule?.at ?? null, waiting: lateContainers(containers, addresses) }]
  },
  key: (row: LateRule) => row.key,
  search: (row: LateRule) => [row.key, row.on ? 'on' : 'off', ...row.waiting.map(({ name }) => name)].join(' '),
  sorts: {},
})

const input = inputObject({ on: z.boolean({ error: text.notFlag }) })

/** Turns the rule on or off. */
export const setLateRule = defineChange<z.output<typeof input>>({
  kind: 'containers.start-late',
  input,
  needs: [containerRules],
  plan({ on }, rows: Rows) {
    const rule = ((rows['container-rules'] ?? []) as readonly LateRule[]).find(({ key }) => key === LATE_RULE)
    if ((rule?.on ?? false) === on) return refuse('on', on ? text.isOn : text.isOff, 'conflict')
    const keep = (wanted: boolean): Action => ({ type: 'keep', table: 'rule', key: LATE_RULE, value: wanted ? { kind: 'start-late' } : null })
    const ready = on ? (rule?.waiting ?? []).filter(({ missing }) => missing.length === 0) : []
    return planOf({
      title: on ? text.turnOn : text.turnOff,
      steps: [{ title: on ? text.turnOn : text.turnOff, do: keep(on), undo: keep(!on) }],
      deltas: [{ resource: 'container-rules', label: text.label, match: { key: LATE_RULE }, before: { on: !on }, after: { on } }],
      warnings: [...(on ? [text.means] : []), ...(ready.length > 0 ? [text.atOnce(ready.map(({ name }) => name).join(', '))] : [])],
    })
  },
})
