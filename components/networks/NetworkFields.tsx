'use client'
import type { ReactNode } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { useResource } from '../../lib/client/use-resource'
import type { CapabilityName, Engine } from '../../lib/features/engine/schema'
import { changesNetworks } from '../../lib/text/en/changes-networks'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, ChoiceField, PairsField, TextField } from '../forms/fields'
import { FormRow, FormSection } from '../forms/FormDrawer'
import { hasParent, type NetworkValues } from './network-values'
import { PoolFields, type Can } from './PoolFields'

const words = forms.network
const MODES = Object.entries(words.ipvlanModes).map(([value, label]) => ({ value, label }))

type Part = { host: string; form: UseFormReturn<NetworkValues> }

/** All that can be said of a network. `children` stand before it: a new one has a name to be given. */
export function NetworkFields({ host, form, children }: Part & { children?: ReactNode }) {
  const engine = useResource<Engine>(host, 'engine').page?.rows[0]
  // While it is not known what the engine can do, everything is offered: the plan decides.
  const can: Can = (name: CapabilityName) => {
    const feature = engine?.capabilities[name]
    return feature?.state === 'unavailable' ? feature.reason : null
  }
  const driver = useWatch({ control: form.control, name: 'driver' })
  const bridge = driver === 'bridge'
  const noSwarm = engine && engine.swarm !== 'active' ? changesNetworks.noSwarm : ''
  const drivers = Object.keys(words.driverHelp).map((value) => ({ value, label: value, disabled: value === 'overlay' && noSwarm !== '' && driver !== 'overlay' }))
  return (
    <>
      <FormSection title={words.sections.basics}>
        {children}
        <ChoiceField form={form} name="driver" label={words.driver} help={`${words.driverHelp[driver] ?? ''} ${noSwarm}`.trim()} options={drivers} />
        {hasParent(driver) ? <ParentFields host={host} form={form} ipvlan={driver === 'ipvlan'} /> : null}
      </FormSection>
      <FormSection title={words.sections.six}><PoolFields host={host} form={form} family={6} bridge={bridge} can={can} /></FormSection>
      <FormSection title={words.sections.four}><PoolFields host={host} form={form} family={4} bridge={bridge} can={can} /></FormSection>
      <FormSection title={words.sections.options}>
        <CheckField form={form} name="internal" label={words.internal} help={words.internalHelp} />
        <CheckField form={form} name="attachable" label={words.attachable} help={words.attachableHelp} />
        {bridge ? <BridgeFields host={host} form={form} can={can} /> : <TextField form={form} name="mtu" label={words.mtu} help={words.mtuHelp} number />}
        <PairsField form={form} name="labels" label={words.labels} />
        <PairsField form={form} name="options" label={words.options} help={words.optionsHelp} />
      </FormSection>
    </>
  )
}

function ParentFields({ host, form, ipvlan }: Part & { ipvlan: boolean }) {
  const links = useLinkNames(host)
  return (
    <>
      <TextField form={form} name="parent" label={words.parent} help={words.parentHelp} choices={links} placeholder={links[0]} />
      {ipvlan ? <ChoiceField form={form} name="mode" label={words.ipvlanMode} options={MODES} /> : null}
    </>
  )
}

function BridgeFields({ host, form, can }: Part & { can: Can }) {
  const links = useLinkNames(host)
  return (
    <>
      <CheckField form={form} name="icc" label={words.icc} />
      <CheckField form={form} name="masquerade" label={words.masquerade} help={words.masqueradeHelp} />
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
