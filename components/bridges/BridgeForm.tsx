'use client'
import { forms } from '../../lib/text/en/forms'
import { CheckField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm, wordsOf } from '../forms/use-change-form'

const words = forms.bridge

/** A new bridge. */
export function BridgeForm({ host, onClose }: PageForm) {
  const change = useChangeForm({
    name: 'bridges.create',
    host,
    title: words.title,
    defaults: { name: '', addresses: '', up: true, keep: true },
    intents: ({ name, addresses, up, keep }) => [{ kind: 'bridges.create', input: { name: name.trim(), addresses: wordsOf(addresses), up, keep } }],
    fieldOf: (field) => field.split('.')[0] ?? null,
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="name" label={words.name} help={words.nameHelp} required />
      <TextField form={form} name="addresses" label={words.address} help={words.addressHelp} placeholder="fd00:5::1/64" />
      <CheckField form={form} name="up" label={words.up} help={words.upHelp} />
      <CheckField form={form} name="keep" label={forms.keep} help={words.keepWhy} />
    </FormDrawer>
  )
}
