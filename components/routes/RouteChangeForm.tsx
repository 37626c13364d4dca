'use client'
import { useState } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { RouteRow } from '../../lib/features/routes/schema'
import { forms } from '../../lib/text/en/forms'
import { CheckField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import { FormLoading } from '../forms/FormLoading'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { isManaged, whyNotChanged } from './route-changes'
import { HopFields, NO_WAY, RestFields, wayInput, type WayValues } from './RouteFields'

const words = forms.route

type ChangeValues = WayValues & { managed: boolean }

/** Another way for the route whose key is `about`. */
export function RouteChangeForm(props: PageForm) {
  const { host, about, onClose } = props
  const { page, problem } = useResource<RouteRow>(host, 'routes', { key: about ?? '' })
  // What was begun stays in front of one, also when the route becomes another by it.
  const [row, setRow] = useState<RouteRow>()
  const read = page?.rows[0]
  if (!row && read) setRow(read)
  const shown = row ?? read
  const missing = shown ? whyNotChanged(shown) : page ? words.changeMissing : null
  if (shown && missing === null) return <RouteChange {...props} row={shown} />
  return <FormLoading title={words.change} problem={problem} missing={missing} onClose={onClose} />
}

function RouteChange({ host, row, onClose }: PageForm & { row: RouteRow }) {
  const { dst, metric, table, protocol } = row
  const title = words.changeTitle(dst)
  const hop = row.type === 'unicast'
  const change = useChangeForm<ChangeValues>({
    name: `routes.replace ${row.key} ${row.via} ${row.src} ${row.mtu}`,
    host,
    title,
    defaults: { ...NO_WAY, type: row.type, via: row.via ?? '', dev: hop ? (row.dev ?? '') : '', src: row.src ?? '', mtu: row.mtu === null ? '' : String(row.mtu), onlink: row.flags.includes('onlink'), managed: false },
    intents: ({ managed, ...way }) => [{ kind: 'routes.replace', input: { dst, metric: metric ?? undefined, table, ...wayInput(way), managed } }],
    onDone: onClose,
  })
  return (
    <FormDrawer title={title} intro={words.place(dst, metric ?? 0, table)} change={change} onClose={onClose}>
      <HopFields host={host} form={change.form} />
      <RestFields form={change.form} />
      {isManaged(row) ? <CheckField form={change.form} name="managed" label={words.managed(protocol)} help={words.managedHelp} /> : null}
    </FormDrawer>
  )
}
