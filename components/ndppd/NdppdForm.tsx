'use client'
import { ndppdPage } from '../../lib/text/en/pages-ndppd'
import { useLinkNames } from '../forms/choices'
import { CheckField, ChoiceField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'

const words = ndppdPage.form
const METHODS = (['iface', 'auto', 'static'] as const).map((value) => ({ value, label: words.methods[value] }))

/** A new rule of ndppd. */
export function NdppdForm({ host, about, onClose }: PageForm) {
  const links = useLinkNames(host)
  const change = useChangeForm({
    name: `ndppd.rule-add ${about ?? ''}`,
    host,
    title: words.title,
    defaults: { dev: '', prefix: about ?? '', method: 'iface', iface: '', start: true },
    intents: ({ iface, ...values }) => [{ kind: 'ndppd.rule-add', input: { ...values, dev: values.dev.trim(), prefix: values.prefix.trim(), ...(values.method === 'iface' ? { iface: iface.trim() } : {}) } }],
    onDone: onClose,
  })
  const { form } = change
  const asks = form.watch('method') === 'iface'
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="dev" label={words.dev} help={words.devHelp} choices={links} placeholder={links[0]} required />
      <TextField form={form} name="prefix" label={words.prefix} help={words.prefixHelp} placeholder="2001:db8:1:2:3::/80" required />
      <ChoiceField form={form} name="method" label={words.method} help={ndppdPage.help.method} options={METHODS} />
      <TextField form={form} name="iface" label={words.iface} help={words.ifaceHelp} reason={asks ? null : words.ifaceNot} choices={links} required={asks} />
      <CheckField form={form} name="start" label={words.start} help={words.startHelp} />
    </FormDrawer>
  )
}
