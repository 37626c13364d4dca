'use client'
import { forms } from '../../lib/text/en/forms'
import { TextField } from '../forms/fields'
import { FormDrawer, FormRow } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { filled, numberOf, useChangeForm } from '../forms/use-change-form'
import { HopFields, NO_WAY, RestFields, wayInput, type WayValues } from './RouteFields'

const words = forms.route

type RouteValues = WayValues & { dst: string; metric: string; table: string }

/** A new route. */
export function RouteForm({ host, onClose }: PageForm) {
  const change = useChangeForm<RouteValues>({
    name: 'routes.add',
    host,
    title: words.title,
    defaults: { ...NO_WAY, dst: '', metric: '', table: '' },
    intents: (values) => [{ kind: 'routes.add', input: { dst: values.dst.trim(), ...filled({ metric: numberOf(values.metric), table: values.table.trim() }), ...wayInput(values) } }],
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="dst" label={words.dst} help={words.dstHelp} placeholder="2001:db8:8::/48" choices={['default']} required />
      <HopFields host={host} form={form} />
      <FormRow>
        <TextField form={form} name="metric" label={words.metric} help={words.metricHelp} placeholder="1024" number />
        <TextField form={form} name="table" label={words.table} help={words.tableHelp} placeholder="main" />
      </FormRow>
      <RestFields form={form} />
    </FormDrawer>
  )
}
