'use client'
import { useMemo } from 'react'
import { useController, useWatch } from 'react-hook-form'
import { useResource } from '../../lib/client/use-resource'
import { objectIn } from '../../lib/features/engine/config/host'
import { flagsOf } from '../../lib/features/engine/config/keys'
import { lintConfig, type Lint } from '../../lib/features/engine/config/lint'
import type { Engine } from '../../lib/features/engine/schema'
import { formsEngine } from '../../lib/text/en/forms-engine'
import { FileDiff } from '../change/FileDiff'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { Field } from '../ui/Field'
import { MeaningIcon } from '../ui/StatusMark'
import { JsonArea } from './JsonArea'

const words = formsEngine.file
const NEW_FILE = '{\n  \n}\n'

/** The config file as text: names are completed, every line is checked while it is typed, and what changes is shown. */
export function ConfigEditor(props: PageForm) {
  const { page } = useResource<Engine>(props.host, 'engine')
  const engine = page?.rows[0]
  return engine ? <Editor key={engine.configText ?? ''} {...props} engine={engine} /> : null
}

function Editor({ host, onClose, engine }: PageForm & { engine: Engine }) {
  const title = words.title(engine.configPath)
  const change = useChangeForm<{ text: string }>({
    name: `engine.write-file ${engine.configText ?? ''}`,
    host,
    title,
    defaults: { text: engine.configText?.trim() ? engine.configText : NEW_FILE },
    intents: ({ text }) => [{ kind: 'engine.write-file', input: { text } }],
    onDone: onClose,
  })
  const { control } = change.form
  const { field, fieldState } = useController({ control, name: 'text' })
  const text = useWatch({ control, name: 'text' })
  const facts = useMemo(() => {
    const flags = engine.unitWords ?? engine.commandLine
    return { api: engine.apiVersion, swarm: engine.swarm === 'active', before: objectIn(engine.configText ?? '') ?? {}, flags: flagsOf(flags), flagsFrom: engine.unitFrom, links: null, routes: [] }
  }, [engine])
  const lints = useMemo(() => lintConfig(text, facts), [text, facts])
  return (
    <FormDrawer title={title} change={change} onClose={onClose}>
      <Field label={words.label} help={words.help} error={fieldState.error?.message}>
        {(given) => <JsonArea {...given} name={field.name} value={text} onValue={field.onChange} onBlur={field.onBlur} api={engine.apiVersion} marks={lints} area={field.ref} />}
      </Field>
      <Checks lints={lints} />
      <section aria-label={words.diff} className="min-w-0">
        <h3 className="mb-1 text-12 text-faint">{words.diff}</h3>
        {text === (engine.configText ?? '') ? <p className="text-13 text-soft">{words.same}</p> : <div className="overflow-hidden rounded-md border border-line"><FileDiff before={engine.configText} after={text} /></div>}
      </section>
    </FormDrawer>
  )
}

/** What is wrong or worth knowing, by line. */
function Checks({ lints }: { lints: readonly Lint[] }) {
  return (
    <section aria-label={words.checks} aria-live="polite" className="min-w-0">
      <h3 className="mb-1 text-12 text-faint">{words.checks}</h3>
      {lints.length === 0 ? <p className="flex items-start gap-2 text-13 text-soft"><span className="mt-[3px]"><MeaningIcon meaning="good" size={14} /></span>{words.fine}</p> : (
        <ul className="flex flex-col gap-1 text-13">
          {lints.map(({ line, level, message, hint }) => (
            <li key={`${line} ${message}`} className="flex items-start gap-2">
              <span className="mt-[3px]"><MeaningIcon meaning={level === 'refuse' ? 'bad' : 'attention'} size={14} /></span>
              <span className="min-w-0 [overflow-wrap:anywhere]"><span className="text-faint">{words.line(line)}</span> {message} {hint ? <span className="text-soft">{hint}</span> : null}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
