'use client'
import { useState } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { Network } from '../../lib/features/networks/schema'
import { forms } from '../../lib/text/en/forms'
import { FormDrawer } from '../forms/FormDrawer'
import { FormLoading } from '../forms/FormLoading'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { recreateChanges, recreateField, valuesOf } from './network-changes'
import type { NetworkValues } from './network-values'
import { NetworkFields } from './NetworkFields'

const words = forms.network
const MANY = 100

/** Other options for the network that `about` names. */
export function RecreateForm(props: PageForm) {
  const { host, about, onClose } = props
  const { page, problem } = useResource<Network>(host, 'networks', { q: `name:${about}`, limit: MANY })
  const network = page?.rows.find(({ name }) => name === about)
  if (network) return <Recreate {...props} key={network.id} network={network} />
  return <FormLoading title={words.recreateTitle(about ?? '')} problem={problem} missing={page ? words.recreateMissing(about ?? '') : null} onClose={onClose} />
}

function Recreate({ host, network, onClose }: PageForm & { network: Network }) {
  // The plan is made against what stood here when the form was opened.
  const [began] = useState(() => valuesOf(network))
  const title = words.recreateTitle(network.name)
  const change = useChangeForm<NetworkValues>({
    name: `networks.recreate ${network.id}`,
    host,
    title,
    defaults: began,
    intents: (values) => [{ kind: 'networks.recreate', input: { name: network.name, changes: recreateChanges(began, values) } }],
    fieldOf: recreateField,
    onDone: onClose,
  })
  return (
    <FormDrawer title={title} intro={words.recreateWhy(network.members.length)} change={change} onClose={onClose}>
      <NetworkFields host={host} form={change.form} />
    </FormDrawer>
  )
}
