'use client'
import { z } from 'zod'
import { auth } from '../../lib/text/en/auth'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { AuthProblem } from './AuthProblem'
import { useAuthForm } from './use-auth-form'

const words = auth.setup
// The same as PASSWORD_MIN in lib/server/passwords.ts, which decides; here it only saves a round trip.
const PASSWORD_LENGTH = 10
const schema = z
  .object({
    token: z.string().trim().min(1, words.tokenMissing),
    name: z.string().trim().min(1, words.nameShort),
    password: z.string().min(PASSWORD_LENGTH, words.passwordShort),
    again: z.string(),
  })
  .refine((values) => values.password === values.again, { path: ['again'], message: words.againDiffers })

/** The first admin: the token shows that one has access to the host. */
export function SetupForm() {
  const { form, submit, problem } = useAuthForm({
    schema,
    defaults: { token: '', name: '', password: '', again: '' },
    path: '/api/v1/setup',
    body: ({ token, name, password }) => ({ token, name, password }),
    goesTo: '/hosts/local/setup',
    first: 'token',
  })
  const { errors, isSubmitting } = form.formState
  const places = (
    <>
      {words.tokenWhere}
      <ul className="list-disc pl-4">
        {words.tokenPlaces.map((place) => <li key={place}>{place}</li>)}
      </ul>
    </>
  )
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <AuthProblem problem={problem} />
      <Field label={words.token} help={places} error={errors.token?.message}>{(control) => <Input {...control} {...form.register('token')} mono autoComplete="off" />}</Field>
      <Field label={words.name} help={words.nameHelp} error={errors.name?.message}>{(control) => <Input {...control} {...form.register('name')} autoComplete="username" />}</Field>
      <Field label={words.password} help={words.passwordHelp} error={errors.password?.message}>{(control) => <Input {...control} {...form.register('password')} type="password" autoComplete="new-password" />}</Field>
      <Field label={words.again} error={errors.again?.message}>{(control) => <Input {...control} {...form.register('again')} type="password" autoComplete="new-password" />}</Field>
      <Button type="submit" look="primary" busy={isSubmitting && words.busy} className="h-9">{words.submit}</Button>
    </form>
  )
}
