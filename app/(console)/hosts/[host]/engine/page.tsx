import type { Metadata } from 'next'
import { EngineView } from '../../../../../components/engine/EngineView'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.engine.title }

/** The engine itself and its settings. */
export default async function EnginePage({ params }: { params: Promise<{ host: string }> }) {
  return <EngineView host={(await params).host} />
}
