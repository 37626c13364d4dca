import { wishChange } from '../../lib/client/use-change'
import type { Intent } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'
import { setupPage } from '../../lib/text/en/pages-setup'

/** A batch (as text) that the host refused, and why. */
export type Refusal = { intents: string; problem: Problem }

/** Asks what a batch (as text) would do, without the dialog. `quiet`: a refusal is only the answer. */
export function previewBatch(host: string, intents: string, { quiet = false }: { quiet?: boolean } = {}): Promise<Problem | null> {
  return wishChange({ host, intents: JSON.parse(intents) as Intent[], title: setupPage.preview.change, inline: true }, { quiet })
}
