'use client'
import { useRef, useState } from 'react'
import { wishChange } from '../../lib/client/use-change'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { forms } from '../../lib/text/en/forms'
import { sysctlsPage } from '../../lib/text/en/pages-sysctls'
import { useMayChange } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { Select } from '../ui/Select'
import { dottedName, wordName } from './sysctl-words'

const words = forms.sysctl

/** Sets a setting where it is shown: known values by their meaning, others as they are typed. */
export function SysctlActions({ row }: { row: Sysctl }) {
  const host = useHost()
  const { offered, reason } = useMayChange('sysctls.set')
  const known = Object.entries(sysctlsPage.values[wordName(row)] ?? {})
  const [typed, setTyped] = useState<{ key: string; value: string; keep: boolean | null; error?: string }>({ key: row.key, value: row.value, keep: null })
  const [busy, setBusy] = useState(false)
  const place = useRef<HTMLFormElement>(null)
  if (!offered) return null
  const value = typed.key === row.key ? typed.value : row.value
  // Whoever changes a value mostly means it to last; a setting that is left as it is shows what is so.
  const keep = (typed.key === row.key ? typed.keep : null) ?? (row.kept !== null || value.trim() !== row.value)
  const take = (next: Partial<typeof typed>) => setTyped({ key: row.key, value, keep: typed.key === row.key ? typed.keep : null, ...next })
  const options = known.map(([name, means]) => ({ value: name, label: `${name} · ${means}` }))
  const submit = async () => {
    setBusy(true)
    const refused = await wishChange({ host, title: words.title(dottedName(row)), intents: [{ kind: 'sysctls.set', input: { path: row.key, value: value.trim(), keep } }] }, { quiet: true })
    setBusy(false)
    take(refused ? { error: [refused.message, refused.hint].filter(Boolean).join(' ') } : {})
    if (refused) place.current?.querySelector<HTMLElement>('input, select')?.focus()
  }
  const same = value.trim() === row.value && (keep ? row.kept === row.value : row.kept === null) ? words.same : null
  return (
    <form ref={place} className="flex w-full min-w-0 flex-col gap-2 rounded-md border border-line p-2.5" onSubmit={(event) => { event.preventDefault(); if (!same && !reason) void submit() }}>
      <div className="flex min-w-0 items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={words.value} error={typed.key === row.key ? typed.error : undefined}>
            {(control) => options.some((option) => option.value === row.value) ? <Select {...control} value={value} options={options} onValue={(next) => take({ value: next })} className="w-full" /> : <Input {...control} mono value={value} onChange={(event) => take({ value: event.target.value })} />}
          </Field>
        </div>
        <Button type="submit" disabledReason={reason ?? same} busy={busy && forms.submitting}>{words.change}</Button>
      </div>
      <label className="flex items-center gap-2 text-12 text-soft" data-tip={words.keepWhy}><input type="checkbox" checked={keep} onChange={(event) => take({ keep: event.target.checked })} className="size-3.5 accent-accent-solid" />{forms.keep}</label>
    </form>
  )
}
