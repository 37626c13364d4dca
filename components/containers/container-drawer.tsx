import dynamic from 'next/dynamic'
import type { Container } from '../../lib/features/containers/schema'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import type { DrawerContent } from '../drawer/content'
import { KeyValues } from '../networks/KeyValues'
import { CopyButton } from '../ui/CopyButton'
import { StatusMark } from '../ui/StatusMark'
import { Ago } from '../ui/Time'
import { Attachments } from './Attachments'
import { containerState, failureOf } from './container-state'
import { InsideView } from './InsideView'
import { PortList } from './Ports'

// Only who opens a row needs them.
const ContainerActions = dynamic(() => import('./ContainerActions').then((module) => module.ContainerActions))

/** What the drawer says of a container. */
export function containerDrawer(row: Container): DrawerContent {
  return {
    title: row.name,
    name: row.name,
    state: containerState(row),
    actions: <ContainerActions row={row} />,
    facts: [
      { label: row.pid === null ? words.facts.error : words.errorTitle, value: row.error ? <Failure error={row.error} /> : null, wide: true },
      { label: words.facts.image, value: <span className="[overflow-wrap:anywhere]">{row.image}</span> },
      { label: words.facts.health, value: row.health },
      { label: words.facts.mode, value: row.networkMode },
      { label: words.facts.project, value: row.project },
      { label: words.facts.service, value: row.service },
      { label: words.facts.started, value: row.startedAt && row.pid !== null ? <Ago at={Date.parse(row.startedAt)} /> : null },
      { label: words.facts.created, value: <Ago at={Date.parse(row.createdAt)} /> },
      { label: words.facts.restart, value: row.restartPolicy },
      { label: words.facts.exitCode, value: row.pid === null ? row.exitCode : null },
      { label: words.facts.pid, value: row.pid },
      { label: words.facts.id, value: <><code className="font-mono text-12">{row.id.slice(0, 12)}</code><span className="-my-1"><CopyButton text={row.id} what={words.facts.id} /></span></> },
    ],
    sections: [
      { title: words.sections.attachments, content: row.attachments.length > 0 ? <Attachments container={row} /> : <p className="text-13 text-soft">{words.noAttachments(row.networkMode)}</p> },
      { title: words.sections.ports, content: <PortList container={row} /> },
      { title: words.sections.inside, content: <InsideView container={row} /> },
      Object.keys(row.labels).length > 0 && { title: words.sections.labels, content: <KeyValues entries={row.labels} /> },
    ],
  }
}

/** What stands in the way of a container, in our words first and in the engine's below. */
function Failure({ error }: { error: string }) {
  const kind = failureOf(error)
  return (
    <div className="w-full rounded-md bg-bad-wash px-2.5 py-1.5">
      <StatusMark meaning="bad">{words.failure[kind]}</StatusMark>
      <p className="mt-0.5">{words.failureWhy[kind]}</p>
      <p className="mt-1 font-mono text-12 text-soft [overflow-wrap:anywhere]">{error}</p>
    </div>
  )
}
