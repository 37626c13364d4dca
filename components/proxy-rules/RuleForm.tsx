'use client'
import { useMemo } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { Network } from '../../lib/features/networks/schema'
import { forms } from '../../lib/text/en/forms'
import { proxyRulesPage } from '../../lib/text/en/pages-proxy-rules'
import { useLinkNames } from '../forms/choices'
import { CheckField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'

const words = proxyRulesPage.form
const MANY = 500

/** A new rule “containers of this network answer on this link”. `about` names the network, where that is known. */
export function RuleForm({ host, about, onClose }: PageForm) {
  const links = useLinkNames(host)
  const { page } = useResource<Network>(host, 'networks', { limit: MANY })
  const networks = useMemo(() => (page?.rows ?? []).filter(({ driver, ipv6 }) => driver === 'bridge' && ipv6).map(({ name }) => name), [page])
  const change = useChangeForm({
    name: `proxies.rule-add ${about ?? ''}`,
    host,
    title: words.title,
    defaults: { network: about ?? '', dev: '', enable: true, probes: true },
    intents: (values) => [{ kind: 'proxies.rule-add', input: { ...values, network: values.network.trim(), dev: values.dev.trim() } }],
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.title} intro={words.intro} change={change} onClose={onClose}>
      <TextField form={form} name="network" label={words.network} help={words.networkHelp} choices={networks} mono={false} required />
      <TextField form={form} name="dev" label={words.dev} help={words.devHelp} choices={links} placeholder={links[0]} required />
      <CheckField form={form} name="enable" label={forms.proxy.enable} help={forms.proxy.enableHelp} />
      <CheckField form={form} name="probes" label={words.probes} help={words.probesHelp} />
    </FormDrawer>
  )
}
