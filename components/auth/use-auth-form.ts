'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useState } from 'react'
import { useForm, type DefaultValues, type FieldPath, type FieldValues } from 'react-hook-form'
import type { z } from 'zod'
import { request } from '../../lib/client/api'
import type { Problem } from '../../lib/core/problem'

/** A form that posts its values: what the schema refuses stands at its field, and so does what the console refuses and names a field for. */
export function useAuthForm<Values extends FieldValues>(options: { schema: z.ZodType<Values, Values>; defaults: DefaultValues<Values>; path: string; body: (values: Values) => object; goesTo: string; first: FieldPath<Values> }) {
  const { schema, defaults, path, body, goesTo, first } = options
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: defaults, shouldFocusError: true })
  const { setFocus } = form
  // These pages have one purpose: whoever comes wants to type.
  useEffect(() => setFocus(first), [setFocus, first])
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = form.handleSubmit(async (values) => {
    setProblem(null)
    const result = await request(path, { method: 'POST', body: body(values), stayOn401: true })
    if (result.ok) {
      // A full load: the session cookie is new, nothing of the time before should remain.
      window.location.assign(goesTo)
      return new Promise<void>(() => {})
    }
    const { field, message } = result.problem
    if (field && field in values) form.setError(field as FieldPath<Values>, { message }, { shouldFocus: true })
    else setProblem(result.problem)
  })
  return { form, submit, problem }
}
