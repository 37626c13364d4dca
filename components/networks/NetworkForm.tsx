'use client'
import { forms } from '../../lib/text/en/forms'
import { TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { EMPTY_NETWORK, filledIn, networkField, networkInput, type NetworkValues } from './network-values'
import { NetworkFields } from './NetworkFields'

const words = forms.network

/** A new network: what it is called, its IPv6, its IPv4, and the rest. */
export function NetworkForm({ host, about, onClose }: PageForm) {
  const change = useChangeForm<NetworkValues>({
    // What was filled in from elsewhere is not mixed with what was typed before.
    name: `networks.create ${about ?? ''}`,
    host,
    title: words.title,
    defaults: { ...EMPTY_NETWORK, ...filledIn(about) },
    intents: (values) => [{ kind: 'networks.create', input: networkInput(values) }],
    fieldOf: networkField,
    onDone: onClose,
  })
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <NetworkFields host={host} form={change.form}>
        <TextField form={change.form} name="name" label={words.name} help={words.nameHelp} mono={false} required />
      </NetworkFields>
    </FormDrawer>
  )
}
