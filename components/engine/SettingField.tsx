'use client'
import { useController, type UseFormReturn } from 'react-hook-form'
import { isApiAtLeast } from '../../lib/features/engine/capabilities'
import { configKey, knowsKey, RELEASE_OF } from '../../lib/features/engine/config/keys'
import type { EngineSetting } from '../../lib/features/engine/schema'
import { changesEngine } from '../../lib/text/en/changes-engine'
import { formsEngine as words } from '../../lib/text/en/forms-engine'
import { ChoiceField, TextField } from '../forms/fields'
import { Field } from '../ui/Field'
import type { ConfigValues } from './configure-values'

/** One setting as the box that fits its kind. What this engine does not know, or what its command line says already, is shown with the reason. */
export function SettingField({ form, name, api, row }: { form: UseFormReturn<ConfigValues>; name: string; api: string; row: EngineSetting | undefined }) {
  const known = configKey(name)
  if (!known) return null
  const reason = reasonOf(name, api, row)
  const help = [words.help[name], words.scopes[known.scope]].filter(Boolean).join(' ')
  const common = { form, name, label: name, help, reason }
  const none = { value: '', label: words.notSet(row?.defaultValue ?? null) }
  if (known.kind === 'boolean') return <ChoiceField {...common} options={[none, { value: 'true', label: words.on }, { value: 'false', label: words.off }]} />
  if (known.choices) return <ChoiceField {...common} options={[none, ...known.choices.map((value) => ({ value, label: value }))]} />
  if (known.kind === 'pools' || known.kind === 'options') return <LinesField {...common} />
  return <TextField {...common} number={known.kind === 'number'} placeholder={row?.defaultValue && row.defaultValue !== '[]' ? row.defaultValue.replaceAll('"', '') : undefined as unknown as string} />
}

function reasonOf(name: string, api: string, row: EngineSetting | undefined): string | null {
  const known = configKey(name)!
  if (!knowsKey(api, known)) return known.since && !isApiAtLeast(api, known.since) ? changesEngine.tooNew(name, RELEASE_OF[known.since] ?? known.since) : changesEngine.tooOld(name)
  return row?.from === 'flag' ? words.byFlag(`--${known.flag ?? name}`, row.source) : null
}

/** Several lines of text. */
function LinesField({ form, name, label, help, reason }: { form: UseFormReturn<ConfigValues>; name: string; label: string; help: string; reason: string | null }) {
  const { field, fieldState } = useController({ control: form.control, name })
  return (
    <Field label={label} help={reason ?? help} error={fieldState.error?.message}>
      {(control) => <textarea {...control} {...field} rows={2} disabled={Boolean(reason)} spellCheck={false} className="w-full resize-y rounded-md border border-field bg-surface px-2.5 py-1.5 font-mono text-13 text-text aria-invalid:border-bad disabled:opacity-60" />}
    </Field>
  )
}
