'use client'
import type { Link } from '../../lib/features/links/schema'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'

const words = forms.bridge
const mayBePort = (link: Link) => link.kind !== 'loopback' && link.kind !== 'bridge' && link.master === null

/** Plugs a link into the bridge that `about` names. */
export function AttachForm({ host, about, onClose }: PageForm) {
  const links = useLinkNames(host, mayBePort)
  const change = useChangeForm({
    name: `bridges.attach ${about ?? ''}`,
    host,
    title: words.attachTitle,
    defaults: { bridge: about ?? '', dev: '', keep: true },
    intents: ({ bridge, dev, keep }) => [{ kind: 'bridges.attach', input: { bridge: bridge.trim(), dev: dev.trim(), keep } }],
    onDone: onClose,
  })
  const { form } = change
  return (
    <FormDrawer title={words.attachTitle} change={change} onClose={onClose}>
      <TextField form={form} name="bridge" label={words.bridge} required />
      <TextField form={form} name="dev" label={words.attachDev} choices={links} required />
      <CheckField form={form} name="keep" label={forms.keep} help={forms.keepWhy} />
    </FormDrawer>
  )
}
