'use client'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'

const words = forms.address

/** A new address of the host. */
export function AddressForm({ host, onClose }: PageForm) {
  const links = useLinkNames(host)
  const change = useChangeForm({
    name: 'addresses.add',
    host,
    title: words.title,
    defaults: { address: '', dev: '', nodad: false, home: false, deprecated: false, keep: true },
    intents: (values) => [{ kind: 'addresses.add', input: { ...values, address: values.address.trim(), dev: values.dev.trim() } }],
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="address" label={words.address} help={words.addressHelp} placeholder="2001:db8:1:2::10/64" required />
      <TextField form={form} name="dev" label={words.dev} choices={links} placeholder={links[0]} required />
      <CheckField form={form} name="deprecated" label={words.deprecated} help={words.deprecatedHelp} />
      <CheckField form={form} name="nodad" label={words.nodad} help={words.nodadHelp} />
      <CheckField form={form} name="home" label={words.home} help={words.homeHelp} />
      <CheckField form={form} name="keep" label={forms.keep} help={forms.keepWhy} />
    </FormDrawer>
  )
}
