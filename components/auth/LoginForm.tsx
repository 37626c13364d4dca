'use client'
import { z } from 'zod'
import { auth } from '../../lib/text/en/auth'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { AuthProblem } from './AuthProblem'
import { useAuthForm } from './use-auth-form'

const words = auth.login
const schema = z.object({ name: z.string().trim().min(1, words.nameMissing), password: z.string().min(1, words.passwordMissing) })

/** Name and password; afterwards back to where one came from. */
export function LoginForm({ next }: { next: string }) {
  const { form, submit, problem } = useAuthForm({ schema, defaults: { name: '', password: '' }, path: '/api/v1/session', body: (values) => values, goesTo: next, first: 'name' })
  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <AuthProblem problem={problem} />
      <Field label={words.name} error={errors.name?.message}>{(control) => <Input {...control} {...form.register('name')} autoComplete="username" />}</Field>
      <Field label={words.password} error={errors.password?.message}>{(control) => <Input {...control} {...form.register('password')} type="password" autoComplete="current-password" />}</Field>
      <Button type="submit" look="primary" busy={isSubmitting && words.busy} className="h-9">{words.submit}</Button>
    </form>
  )
}
