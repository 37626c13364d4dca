import { z } from 'zod'
import { defineChange, type Plan, type Rows } from '../../core/change'
import type { Result } from '../../core/result'
import { keptText } from '../../text/en/kept'
import { fields, inputObject, kernelRows, planOf, refuse } from '../plan-parts'
import { dropInParts } from '../sysctls/changes-file'
import { sysctlFileRows } from '../sysctls/resource'
import { partsOf } from './key'
import { forgetting } from './plan'
import { kept } from './resource'

/** The key of a kept row. */
export const keptForget = inputObject({ key: fields.line })
export type KeptForget = z.output<typeof keptForget>

/** Forgets a thing for restarts and leaves it on the host as it is. */
export const forgetKept = defineChange<KeptForget>({ kind: 'kept.forget', input: keptForget, needs: [kept, sysctlFileRows], plan: planForget })

function planForget({ key }: KeptForget, all: Rows): Result<Plan> {
  const rows = kernelRows(all)
  const row = rows.kept.find((one) => one.key === key)
  if (!row) return refuse('key', keptText.notKept, 'not_found')
  const { kind, path } = partsOf(key)
  const record = forgetting(rows.kept, key, row.what)
  const file = kind === 'sysctls' ? dropInParts(rows.sysctlFiles, [{ path, value: null }]) : { steps: [], deltas: [] }
  return planOf({ title: keptText.forget(row.what), steps: [...record.steps, ...file.steps], deltas: [...record.deltas, ...file.deltas], warnings: [keptText.forgets] })
}
