'use client'
import { useWatch } from 'react-hook-form'
import { useResource } from '../../lib/client/use-resource'
import type { Container } from '../../lib/features/containers/schema'
import type { CapabilityName, Engine } from '../../lib/features/engine/schema'
import type { Network } from '../../lib/features/networks/schema'
import { changesNetworks } from '../../lib/text/en/changes-networks'
import { forms } from '../../lib/text/en/forms'
import { TextField } from '../forms/fields'
import { FormDrawer, FormRow } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { PrefixField } from '../forms/PrefixField'
import { filled, useChangeForm, wordsOf } from '../forms/use-change-form'

const words = forms.connect
const MANY = 500

/** Puts a container on a network; `about` names the network. */
export function ConnectToNetworkForm(props: PageForm) {
  return <ConnectForm {...props} network={props.about ?? ''} container="" />
}

/** The same from the container's side; `about` names the container. */
export function ConnectContainerForm(props: PageForm) {
  return <ConnectForm {...props} network="" container={props.about ?? ''} />
}

function ConnectForm({ host, onClose, network, container }: PageForm & { network: string; container: string }) {
  const networks = useResource<Network>(host, 'networks', { limit: MANY }).page?.rows ?? []
  const containers = useResource<Container>(host, 'containers', { limit: MANY }).page?.rows ?? []
  const engine = useResource<Engine>(host, 'engine').page?.rows[0]
  const change = useChangeForm({
    name: `networks.connect ${network} ${container}`,
    host,
    title: words.title,
    defaults: { network, container, ipv6: '', ipv4: '', aliases: '', gwPriority: '', mac: '' },
    intents: ({ aliases, gwPriority, ...texts }) => [{ kind: 'networks.connect', input: filled({ ...texts, aliases: wordsOf(aliases), gwPriority: gwPriority.trim() === '' ? undefined : Number(gwPriority) }) }],
    fieldOf: (field) => field.split('.')[0] ?? null,
    onDone: onClose,
  })
  const { form } = change
  const [toNetwork, of] = useWatch({ control: form.control, name: ['network', 'container'] })
  const chosen = networks.find(({ name, id }) => name === toNetwork || id === toNetwork)
  const prefix = (family: 4 | 6) => chosen?.pools.find((pool) => pool.family === family && !pool.ignored)?.subnet ?? null
  const free = containers.filter(({ name, id, attachments }) => name === of || id === of || !attachments.some((one) => one.network.name === toNetwork)).map(({ name }) => name)
  const lacking = (name: CapabilityName) => {
    const feature = engine?.capabilities[name]
    return feature?.state === 'unavailable' ? feature.reason : null
  }
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <TextField form={form} name="container" label={words.container} choices={free} mono={false} required />
      <TextField form={form} name="network" label={words.network} choices={networks.map(({ name }) => name)} mono={false} required />
      <PrefixField form={form} name="ipv6" label={words.ipv6} help={words.addressHelp} prefix={prefix(6)} reason={chosen && !chosen.ipv6 ? words.noIpv6 : null} />
      <PrefixField form={form} name="ipv4" label={words.ipv4} help={words.addressHelp} prefix={prefix(4)} reason={chosen && !chosen.ipv4 ? words.noIpv4 : null} />
      <TextField form={form} name="aliases" label={words.aliases} help={words.aliasesHelp} mono={false} />
      <FormRow>
        <TextField form={form} name="gwPriority" label={words.priority} help={words.priorityHelp} reason={lacking('gwPriority')} placeholder="0" />
        <TextField form={form} name="mac" label={words.mac} help={words.macHelp} reason={lacking('connectMac') ?? (chosen?.driver === 'ipvlan' ? changesNetworks.joint.ipvlanMac : null)} placeholder="02:42:ac:11:00:02" />
      </FormRow>
    </FormDrawer>
  )
}
