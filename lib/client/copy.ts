import { shell } from '../text/en/shell'
import { toast } from './stores/ui'
import { showTip } from './tip'

/** Copies text and says so beside `near` for a moment; screen readers hear it. */
export async function copyText(text: string, near?: Element | null, said: string = shell.copy.copied): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    if (near) showTip(near, said, true)
    else toast('good', said)
  } catch {
    // Without a secure context or permission there is no clipboard.
    toast('bad', shell.copy.failed, text)
  }
}
