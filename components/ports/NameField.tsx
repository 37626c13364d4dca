'use client'
import { useEffect, useState } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { request } from '../../lib/client/api'
import { pageUrl } from '../../lib/client/page-query'
import type { Problem } from '../../lib/core/problem'
import type { Page } from '../../lib/core/resource'
import type { Resolved } from '../../lib/features/resolve/schema'
import { publishForm as words } from '../../lib/text/en/publish'
import { TextField } from '../forms/fields'
import { targetByName } from './publish-name'
import type { PublishValues } from './publish-values'

/** A person who still types is not asked about. */
const TYPED_MS = 500

type Answer = { name: string; resolved: Resolved | null; problem: Problem | null }

/** A name that is looked up by the host's own resolver: its address is used if this host has it or can have it, else it is said whose it is. */
export function NameField({ host, form, n }: { host: string; form: UseFormReturn<PublishValues>; n: number }) {
  const [name, found] = useWatch({ control: form.control, name: [`bindings.${n}.name`, `bindings.${n}.found`] })
  const [answer, setAnswer] = useState<Answer | null>(null)
  const asked = name.trim()
  useEffect(() => {
    if (asked === '') return
    let over = false
    const timer = setTimeout(async () => {
      const reply = await request<Page<Resolved>>(pageUrl(host, 'resolve', { param: asked }))
      if (over) return
      const resolved = reply.ok ? (reply.value.rows[0] ?? null) : null
      setAnswer({ name: asked, resolved, problem: reply.ok ? (resolved?.problem ?? null) : reply.problem })
      form.setValue(`bindings.${n}.found`, resolved && !resolved.problem ? targetByName(resolved) : null)
      form.clearErrors(`bindings.${n}.name`)
    }, TYPED_MS)
    return () => {
      over = true
      clearTimeout(timer)
      form.setValue(`bindings.${n}.found`, null)
    }
  }, [asked, host, form, n])
  const mine = answer?.name === asked ? answer : null
  const wrong = mine?.problem ? [mine.problem.message, mine.problem.hint].filter(Boolean).join(' ') : null
  const used = found && mine?.resolved?.addresses.find(({ address }) => address === found.address)
  return (
    <div className="flex flex-col gap-1">
      <TextField form={form} name={`bindings.${n}.name`} label={words.name} help={words.nameHelp} placeholder="web2.example.org" required wrong={wrong} validate={() => wrong ?? (found ? true : words.lookingUp)} />
      {asked !== '' && !mine ? <p role="status" className="text-12 text-faint">{words.lookingUp}</p> : null}
      {used ? <p role="status" className="text-12 text-soft"><code className="font-mono">{used.address}</code> · {used.note} {found.add ? words.nameAdds : ''}</p> : null}
      {mine?.resolved && mine.resolved.addresses.length > 1 ? (
        <ul className="text-12 text-faint">{mine.resolved.addresses.filter((one) => one !== used).map((one) => <li key={one.address}>{one.note}</li>)}</ul>
      ) : null}
    </div>
  )
}
