'use client'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'

const words = forms.neighbor

/** A permanent neighbor entry. */
export function NeighborForm({ host, onClose }: PageForm) {
  const links = useLinkNames(host)
  const change = useChangeForm({
    name: 'neighbors.add',
    host,
    title: words.title,
    defaults: { address: '', dev: '', mac: '', keep: false },
    intents: ({ address, dev, mac, keep }) => [{ kind: 'neighbors.add', input: { address: address.trim(), dev: dev.trim(), mac: mac.trim(), keep } }],
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="address" label={words.address} placeholder="2001:db8:1:2::10" required />
      <TextField form={form} name="dev" label={words.dev} choices={links} placeholder={links[0]} required />
      <TextField form={form} name="mac" label={words.mac} help={words.macHelp} placeholder="02:42:ac:11:00:02" required />
      <CheckField form={form} name="keep" label={forms.keep} help={forms.keepWhy} />
    </FormDrawer>
  )
}
