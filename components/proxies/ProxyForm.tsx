'use client'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'

const words = forms.proxy

/** A new NDP proxy entry. `about` is the address it is for, where that is known. */
export function ProxyForm({ host, about, onClose }: PageForm) {
  const links = useLinkNames(host)
  const change = useChangeForm({
    name: `proxies.add ${about ?? ''}`,
    host,
    title: words.title,
    defaults: { address: about ?? '', dev: '', enable: true, keep: true },
    intents: (values) => [{ kind: 'proxies.add', input: { ...values, address: values.address.trim(), dev: values.dev.trim() } }],
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="address" label={words.address} help={words.addressHelp} placeholder="2001:db8:1:2::10" required />
      <TextField form={form} name="dev" label={words.dev} help={words.devHelp} choices={links} placeholder={links[0]} required />
      <CheckField form={form} name="enable" label={words.enable} help={words.enableHelp} />
      <CheckField form={form} name="keep" label={forms.keep} help={forms.keepWhy} />
    </FormDrawer>
  )
}
