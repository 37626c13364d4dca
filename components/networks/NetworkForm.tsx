'use client'
import { useWatch } from 'react-hook-form'
import { useResource } from '../../lib/client/use-resource'
import type { CapabilityName, Engine } from '../../lib/features/engine/schema'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, ChoiceField, PairsField, TextField } from '../forms/fields'
import { FormDrawer, FormRow, FormSection } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { EMPTY_NETWORK, networkField, networkInput, type NetworkValues } from './network-values'
import { PoolFields, type Can } from './PoolFields'

const words = forms.network
const DRIVERS = Object.keys(words.driverHelp).map((value) => ({ value, label: value }))

/** What the engine can do, as a question; while it is not known everything is offered: the plan decides. */
function useCan(host: string): Can {
  const { page } = useResource<Engine>(host, 'engine')
  const capabilities = page?.rows[0]?.capabilities
  return (name: CapabilityName) => {
    const feature = capabilities?.[name]
    return feature?.state === 'unavailable' ? feature.reason : null
  }
}

/** A new network: what it is called, its IPv6, its IPv4, and the rest. */
export function NetworkForm({ host, onClose }: PageForm) {
  const can = useCan(host)
  const change = useChangeForm<NetworkValues>({
    name: 'networks.create',
    host,
    title: words.title,
    defaults: EMPTY_NETWORK,
    intents: (values) => [{ kind: 'networks.create', input: networkInput(values) }],
    fieldOf: networkField,
    onDone: onClose,
  })
  const { form } = change
  const driver = useWatch({ control: form.control, name: 'driver' })
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <FormSection title={words.sections.basics}>
        <TextField form={form} name="name" label={words.name} help={words.nameHelp} mono={false} required />
        <ChoiceField form={form} name="driver" label={words.driver} help={words.driverHelp[driver]} options={DRIVERS} />
        {driver === 'bridge' ? null : <ParentField host={host} change={change} />}
      </FormSection>
      <FormSection title={words.sections.six}><PoolFields host={host} form={form} family={6} bridge={driver === 'bridge'} can={can} /></FormSection>
      <FormSection title={words.sections.four}><PoolFields host={host} form={form} family={4} bridge={driver === 'bridge'} can={can} /></FormSection>
      <FormSection title={words.sections.options}>
        <CheckField form={form} name="internal" label={words.internal} help={words.internalHelp} />
        <CheckField form={form} name="attachable" label={words.attachable} help={words.attachableHelp} />
        {driver === 'bridge' ? <BridgeFields host={host} change={change} can={can} /> : <TextField form={form} name="mtu" label={words.mtu} help={words.mtuHelp} number />}
        <PairsField form={form} name="labels" label={words.labels} />
        <PairsField form={form} name="options" label={words.options} />
      </FormSection>
    </FormDrawer>
  )
}

type Part = { host: string; change: ReturnType<typeof useChangeForm<NetworkValues>> }

function ParentField({ host, change }: Part) {
  const links = useLinkNames(host)
  return <TextField form={change.form} name="parent" label={words.parent} help={words.parentHelp} choices={links} placeholder={links[0]} required />
}

function BridgeFields({ host, change: { form }, can }: Part & { can: Can }) {
  const links = useLinkNames(host)
  return (
    <>
      <CheckField form={form} name="icc" label={words.icc} />
      <CheckField form={form} name="masquerade" label={words.masquerade} />
      <FormRow>
        <TextField form={form} name="mtu" label={words.mtu} help={words.mtuHelp} number />
        <TextField form={form} name="bridgeName" label={words.bridgeName} help={words.bridgeNameHelp} />
        <TextField form={form} name="hostBinding" label={words.hostBinding} help={words.hostBindingHelp} />
        <TextField form={form} name="hostIpv6" label={words.hostIpv6} help={words.hostIpv6Help} reason={can('egressSource6')} />
      </FormRow>
      <TextField form={form} name="trusted" label={words.trusted} help={words.trustedHelp} reason={can('trustedHostInterfaces')} choices={links} />
    </>
  )
}
