'use client'
import { useWatch } from 'react-hook-form'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, ChoiceField, TextField } from '../forms/fields'
import { FormDrawer, FormRow } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { filled, numberOf, useChangeForm } from '../forms/use-change-form'

const words = forms.route
const TYPES = Object.keys(words.typeHelp).map((value) => ({ value, label: value }))
const DEFAULTS = { dst: '', via: '', dev: '', metric: '', table: '', type: 'unicast', mtu: '', src: '', onlink: false, keep: true }

/** A new route. Kinds that drop packets have no next hop. */
export function RouteForm({ host, onClose }: PageForm) {
  const links = useLinkNames(host)
  const change = useChangeForm({
    name: 'routes.add',
    host,
    title: words.title,
    defaults: DEFAULTS,
    intents: ({ onlink, keep, metric, mtu, ...texts }) => {
      const hop = texts.type === 'unicast'
      const { via, dev, src, ...rest } = texts
      return [{ kind: 'routes.add', input: { ...filled({ ...rest, ...(hop ? { via, dev, src } : {}), metric: numberOf(metric), mtu: hop ? numberOf(mtu) : undefined }), ...(hop ? { onlink } : {}), keep } }]
    },
    onDone: onClose,
  })
  const { form } = change
  const type = useWatch({ control: form.control, name: 'type' })
  const hop = type === 'unicast'
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="dst" label={words.dst} help={words.dstHelp} placeholder="2001:db8:8::/48" choices={['default']} required />
      <ChoiceField form={form} name="type" label={words.type} help={words.typeHelp[type]} options={TYPES} />
      {hop ? (
        <>
          <TextField form={form} name="via" label={words.via} help={words.viaHelp} placeholder="fe80::1" />
          <TextField form={form} name="dev" label={words.dev} help={words.devHelp} choices={links} placeholder={links[0]} />
        </>
      ) : null}
      <FormRow>
        <TextField form={form} name="metric" label={words.metric} help={words.metricHelp} placeholder="1024" number />
        <TextField form={form} name="table" label={words.table} help={words.tableHelp} placeholder="main" />
      </FormRow>
      {hop ? (
        <>
          <FormRow>
            <TextField form={form} name="src" label={words.src} help={words.srcHelp} />
            <TextField form={form} name="mtu" label={words.mtu} number />
          </FormRow>
          <CheckField form={form} name="onlink" label={words.onlink} help={words.onlinkHelp} />
        </>
      ) : null}
      <CheckField form={form} name="keep" label={forms.keep} help={forms.keepWhy} />
    </FormDrawer>
  )
}
