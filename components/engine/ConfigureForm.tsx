'use client'
import { useEffect, useMemo } from 'react'
import { useResource } from '../../lib/client/use-resource'
import { objectIn } from '../../lib/features/engine/config/host'
import type { Engine, EngineSetting } from '../../lib/features/engine/schema'
import { formsEngine as words } from '../../lib/text/en/forms-engine'
import { FormDrawer, FormSection } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { CONFIG_SECTIONS, configField, configInput, configValues, type ConfigSection, type ConfigValues } from './configure-values'
import { SettingField } from './SettingField'

const ALL = 200

/** Settings of the engine as boxes. `about` is the setting that somebody came for. */
export function ConfigureForm(props: PageForm) {
  const { page } = useResource<Engine>(props.host, 'engine')
  const settings = useResource<EngineSetting>(props.host, 'engine-settings', { limit: ALL })
  const engine = page?.rows[0]
  if (!engine || !settings.page) return null
  // A file that somebody else writes meanwhile makes other boxes of these.
  return <Boxes key={engine.configText ?? ''} {...props} engine={engine} rows={settings.page.rows} />
}

function Boxes({ host, about, onClose, engine, rows }: PageForm & { engine: Engine; rows: readonly EngineSetting[] }) {
  const before = useMemo(() => configValues(objectIn(engine.configText ?? '') ?? {}), [engine.configText])
  const change = useChangeForm<ConfigValues>({
    name: `engine.configure ${engine.configText ?? ''}`,
    host,
    title: words.title,
    defaults: before,
    intents: (values) => [{ kind: 'engine.configure', input: configInput(before, values) }],
    fieldOf: configField,
    onDone: onClose,
  })
  useEffect(() => {
    if (about) document.getElementsByName(about)[0]?.focus()
  }, [about])
  return (
    <FormDrawer title={words.title} change={change} onClose={onClose}>
      <p className="text-12 text-soft">{words.intro(engine.configPath)}</p>
      {(Object.keys(CONFIG_SECTIONS) as ConfigSection[]).map((section) => (
        <FormSection key={section} title={words.sections[section]}>
          {CONFIG_SECTIONS[section].map((key) => <SettingField key={key} form={change.form} name={key} api={engine.apiVersion} row={rows.find((row) => row.key === key)} />)}
        </FormSection>
      ))}
    </FormDrawer>
  )
}
