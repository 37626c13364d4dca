'use client'
import { useEffect, useRef, useState } from 'react'
import { useForm, type DefaultValues, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form'
import type { ChangeRecord, Intent } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'
import { wishChange } from '../../lib/client/use-change'

// What was typed survives closing the form, looking at a row beside it, and a plan that is refused. It ends with the page or with success.
const drafts = new Map<string, unknown>()

/** A form whose values become intents. `fieldOf` says which of its fields stands for one that the keeper names; without it they are called the same. */
export type ChangeFormOptions<V extends FieldValues> = {
  /** Tells drafts apart. */
  name: string
  host: string
  title: string
  defaults: DefaultValues<V>
  intents: (values: V) => Intent[]
  fieldOf?: (field: string, values: V) => string | null
  onDone: (record: ChangeRecord) => void
}

/** What the parts of a form need. */
export type ChangeForm<V extends FieldValues> = { form: UseFormReturn<V>; problem: Problem | null; submit: (event?: React.BaseSyntheticEvent) => Promise<void>; discard: () => void }

/**
 * Submitting asks for a plan and touches nothing. What the keeper refuses stands at the field it names;
 * everything else above the form. Nothing that was typed is ever lost.
 */
export function useChangeForm<V extends FieldValues>({ name, host, title, defaults, intents, fieldOf, onDone }: ChangeFormOptions<V>): ChangeForm<V> {
  const kept = useRef(true)
  const form = useForm<V>({ defaultValues: { ...defaults, ...(drafts.get(name) as DefaultValues<V> | undefined) }, shouldFocusError: true })
  const [problem, setProblem] = useState<Problem | null>(null)
  const { getValues } = form
  useEffect(() => {
    kept.current = true
    return () => void (kept.current && drafts.set(name, getValues()))
  }, [name, getValues])
  const discard = () => {
    kept.current = false
    drafts.delete(name)
  }
  const submit = form.handleSubmit(async (values) => {
    setProblem(null)
    const done = (record: ChangeRecord) => {
      discard()
      onDone(record)
    }
    const refused = await wishChange({ host, title, intents: intents(values), done }, { quiet: true })
    if (!refused) return
    const field = refused.field ? (fieldOf ? fieldOf(refused.field, values) : refused.field) : null
    if (field && has(values, field)) form.setError(field as FieldPath<V>, { message: [refused.message, refused.hint].filter(Boolean).join(' ') }, { shouldFocus: true })
    else setProblem(refused)
  })
  return { form, problem, submit, discard }
}

/** Whether there is a value at a path like `pool6.subnet`. */
function has(values: FieldValues, path: string): boolean {
  let at: unknown = values
  for (const part of path.split('.')) {
    if (at === null || typeof at !== 'object' || !(part in at)) return false
    at = (at as Record<string, unknown>)[part]
  }
  return true
}

/** Input without what was left empty: an empty box says "as usual", not "". */
export function filled<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0))) as Partial<T>
}

/** A number that was typed; undefined if the box is empty. */
export function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text)
}

/** Words that were typed with commas or blanks between them. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

/** Reads lines of `name=value`. A value that no line could hold stands in double quotes, as JSON writes it. */
export function pairsOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.indexOf('=')
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), valueOf(line.slice(at + 1).trim())]
  }))
}

function valueOf(text: string): string {
  if (!/^".*"$/.test(text)) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}

/** The lines of which `pairsOf` makes these pairs. */
export function linesOf(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs).map(([name, value]) => `${name}=${value !== value.trim() || /^"|[\n\r]/.test(value) ? JSON.stringify(value) : value}`).join('\n')
}
